using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;

namespace PublicVoice.Web.Tests.Staff;

public sealed partial class AuditPageTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private const string Canary = "<canary onload=x>\"'&";

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Get_AnotherGovernment_ShowsNothingOfIt()
    {
        var world = await StaffWorld.CreateAsync(app);
        var (ours, theirs) = (await world.CreatePersonAsync(StaffRole.Leader, world.Office), await world.CreatePersonAsync(StaffRole.Leader, world.OtherOffice));
        await RecordAsync(new("unit.changed", "kantor-kami", world.Office.Path));
        await RecordAsync(new("unit.changed", "kantor-mereka", world.OtherOffice.Path));
        await RecordAsync(new("unit.changed", "mirip", world.City.Path[..^1] + "-lain/")); // a path that merely begins alike
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor));
        var page = await browser.OpenAsync("/staff/audit");
        Assert.Contains("kantor-kami", page.Text, StringComparison.Ordinal);
        Assert.Contains(ours.Email!, page.Text, StringComparison.Ordinal); // accepted the invitation: an entry without unit
        foreach (var address in new[] { "/staff/audit", $"/staff/audit?unit={world.OtherOffice.Code}", "/staff/audit?person=mereka", $"/staff/audit?before={long.MaxValue}" })
        {
            page = await browser.OpenAsync(address);
            Assert.DoesNotContain("kantor-mereka", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(theirs.Email!, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("mirip", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Tidak ada catatan yang cocok", (await browser.OpenAsync($"/staff/audit?unit={world.OtherOffice.Code}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AuditorOfAnOffice_SeesNothingOfTheWholeInstallation()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator);
        await RecordAsync(new("installation.changed", "seluruh-pemasangan", "")); // an action that no other test filters by
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor, world.Office));
        var page = await browser.OpenAsync("/staff/audit");
        Assert.DoesNotContain("seluruh-pemasangan", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(admin.Email!, page.Text, StringComparison.Ordinal);
        using var whole = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor));
        Assert.Contains("seluruh-pemasangan", (await whole.OpenAsync("/staff/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PersonWithoutRolesAnyMore_KeepsWhatTheyDidReadable()
    {
        var world = await StaffWorld.CreateAsync(app);
        var gone = await world.CreatePersonAsync(StaffRole.Leader, world.Office, "Pergi Jauh");
        using var theirs = await world.SignInAsync(gone);
        await app.WithContextAsync(context => context.RoleAssignments.Where(held => held.AccountId == gone.Id).ExecuteDeleteAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await theirs.SendAsync(await theirs.OpenAsync("/staff/account"), ("Name", "Pergi Sekali"))).Status);
        foreach (var (role, unit, expected) in new[]
        {
            (StaffRole.Auditor, world.Office, new[] { "account.changed", "invitation.accepted", "role.granted" }), (StaffRole.Auditor, world.OtherCity, []),
        })
        {
            using var browser = await world.SignInAsync(await world.CreatePersonAsync(role, unit));
            var page = await browser.OpenAsync($"/staff/audit?person={gone.Email}");
            Assert.Equal(expected.Select(action => AuditActions.Of(action).Indonesian), page.Document.QuerySelectorAll(".log .what strong").Select(action => action.TextContent));
        }
    }

    [Fact]
    public async Task Save_OwnAccountOfARoleAtSeveralUnits_BelongsToTheLowestUnitAboveThem()
    {
        var world = await StaffWorld.CreateAsync(app);
        var sibling = await new TestData(app).CreateUnitAsync($"{world.Office.Code}-b", world.City); // alike, but another unit
        foreach (var (units, expected) in new[]
        {
            (new[] { world.Office }, world.Office.Path), ([world.Office, sibling], world.City.Path), ([world.Office, world.City], world.City.Path), ([world.Office, world.OtherOffice], ""),
        })
        {
            var person = await world.CreatePersonAsync(StaffRole.Leader, units[0]);
            await app.WithContextAsync(context =>
            {
                context.AddRange(units.Skip(1).Select(unit => new RoleAssignment { AccountId = person.Id, Role = StaffRole.Leader, UnitId = unit.Id, GrantedOn = app.Clock.UtcNow }));
                return context.SaveChangesAsync();
            });
            await RecordAsync(new("password.changed", "kata sandi", "", By: person));
            Assert.Equal(expected, await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.AccountId == person.Id).OrderByDescending(entry => entry.Id).Select(entry => entry.UnitPath).FirstAsync()));
        }
    }

    [Fact]
    public async Task Get_OfficeWithoutEntries_SaysSo()
    {
        var world = await StaffWorld.CreateAsync(app);
        var auditor = await world.CreatePersonAsync(StaffRole.Auditor, world.Office);
        await app.WithContextAsync(context => context.AuditEntries.ExecuteDeleteAsync());
        using var browser = await world.SignInAsync(auditor);
        var page = await browser.OpenAsync("/staff/audit");
        Assert.Contains("Belum ada catatan.", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("form.export"));
    }

    [Fact]
    public async Task Get_HostileTexts_AreEncoded_AndChangesAreReadable()
    {
        var world = await StaffWorld.CreateAsync(app);
        await RecordAsync(new("role.granted", Canary, world.Office.Path, Before: new { name = Canary, kept = true }, After: new { name = "Baru", kept = true, list = new[] { 1, 2 } }));
        await RecordAsync(new(Canary, "tanpa nama", world.Office.Path, Before: new { name = "Dihapus" }));
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor, world.Office, Canary));
        var page = await browser.OpenAsync("/staff/audit?person=" + Uri.EscapeDataString(Canary));
        HtmlAssert.HasNoMarkupOf(page, Canary);
        Assert.Equal(Canary, page.One("#f-Person").GetAttribute("value"));
        page = await browser.OpenAsync("/staff/audit?action=role.granted");
        var entry = page.Document.QuerySelectorAll(".log li").Single(item => item.QuerySelector(".what span")!.TextContent == Canary);
        Assert.Contains("Peran diberikan", entry.TextContent, StringComparison.Ordinal);
        Assert.Equal(["name", "kept", "list"], entry.QuerySelectorAll("dt").Select(name => name.TextContent));
        Assert.Equal(["true", "[1,2]"], entry.QuerySelectorAll("dd").Skip(1).Select(value => value.TextContent.Split("sesudah: ")[^1].Trim()));
        Assert.Equal(["sebelum: " + Canary, "sesudah: Baru"], entry.QuerySelectorAll("del, ins").Take(2).Select(change => change.TextContent));
        HtmlAssert.HasNoMarkupOf(await browser.OpenAsync("/staff/audit"), Canary);
    }

    [Fact]
    public async Task Get_Filters_NarrowByDayOfTheGovernmentPersonActionAndUnit()
    {
        var world = await StaffWorld.CreateAsync(app);
        var auditor = await world.CreatePersonAsync(StaffRole.Auditor);
        var now = app.Clock.UtcNow;
        app.Clock.UtcNow = new DateTime(2026, 12, 1, 16, 59, 0, DateTimeKind.Utc); // 23.59 in Jakarta
        await RecordAsync(new("unit.changed", "malam", world.Office.Path));
        app.Clock.UtcNow = new DateTime(2026, 12, 1, 17, 0, 0, DateTimeKind.Utc); // the next day there
        await RecordAsync(new("service.changed", "Pagi Sekali", world.City.Path));
        using var browser = await world.SignInAsync(auditor);
        app.Clock.UtcNow = now;
        foreach (var (query, expected) in new[]
        {
            ("from=2026-12-01&to=2026-12-01", new[] { "malam" }),
            ("from=2026-12-02", ["Pagi Sekali"]),
            ("person=pagi%20SEKALI", ["Pagi Sekali"]),
            ("action=unit.changed", ["malam"]),
            ($"unit={world.Office.Code.ToUpperInvariant()}", ["malam"]),
            ($"unit={world.City.Code}&from=2026-12-01", ["Pagi Sekali", "malam"]),
            ("action=unit.changed&from=2026-12-02", Array.Empty<string>()),
        })
        {
            var page = await browser.OpenAsync("/staff/audit?" + query);
            Assert.Equal(expected, page.Document.QuerySelectorAll(".log .what span").Select(subject => subject.TextContent));
        }

        var shown = (await browser.OpenAsync("/staff/audit?to=2026-12-01&action=unit.changed&lang=en")).One(".log time");
        Assert.Equal(("1 December 2026 23:59 WIB", "2026-12-01T16:59:00Z"), (shown.TextContent.Replace('\u00a0', ' '), shown.GetAttribute("datetime")));
    }

    [Theory]
    [InlineData("from=kemarin", "From", "Tulis tanggal seperti 2026-11-22")]
    [InlineData("to=9999-12-31", "To", "Tulis tanggal seperti 2026-11-22")]
    [InlineData("from=2026-12-02&to=2026-12-01", "To", "Tanggal akhir harus sama dengan atau sesudah tanggal awal")]
    public async Task Get_DatesThatCannotBe_SaysSo(string query, string field, string message)
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor));
        HtmlAssert.HasError(await browser.OpenAsync("/staff/audit?" + query), field, message);
    }

    [Fact]
    public async Task Get_ManyEntries_PagesByNumberWithoutGapOrRepetition()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor, world.Office));
        for (var number = 0; number < 120; number++)
        {
            await RecordAsync(new("unit.changed", $"ke-{number}", world.Office.Path));
        }

        var seen = new List<string>();
        var page = await browser.OpenAsync("/staff/audit?action=unit.changed");
        while (true)
        {
            var here = page.Document.QuerySelectorAll(".log .what span").Select(subject => subject.TextContent).ToList();
            Assert.InRange(here.Count, 1, AuditSearch.PageSize);
            seen.AddRange(here);
            if (page.Document.QuerySelector(".pager a[rel=next]") is not { } next)
            {
                break;
            }

            await RecordAsync(new("unit.changed", "baru", world.Office.Path)); // moves nothing
            page = await browser.OpenAsync(next.GetAttribute("href")!);
        }

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(number => $"ke-{number}"), seen);
    }

    [Fact]
    public async Task Export_Filtered_IsSafeCsvAndRecorded()
    {
        var world = await StaffWorld.CreateAsync(app);
        await RecordAsync(new("unit.changed", "=HYPERLINK(\"x\")", world.Office.Path, After: new { name = "=1" }));
        await RecordAsync(new("service.changed", "lain", world.Office.Path));
        await RecordAsync(new("unit.changed", "mereka", world.OtherOffice.Path));
        var auditor = await world.CreatePersonAsync(StaffRole.Auditor);
        using var browser = await world.SignInAsync(auditor);
        var file = await browser.PressAsync(await browser.OpenAsync($"/staff/audit?action=unit.changed&unit={world.Office.Code}"), "form.export");
        HtmlAssert.Status(HttpStatusCode.OK, file);
        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", file.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("service.changed", file.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("mereka", file.Source, StringComparison.Ordinal);
        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.Action == "audit.exported" && entry.AccountId == auditor.Id));
        Assert.Equal((world.City.Path, "Auditor"), (entry.UnitPath, entry.Role));
        Assert.Contains("\"entries\":1,", entry.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRole.UnitOfficer)]
    [InlineData(StaffRole.Leader)]
    public async Task GetAndExport_OtherRoles_AreForbidden(StaffRole role)
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(role));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await browser.OpenAsync("/staff/audit"));
        var form = await browser.OpenAsync("/staff/account");
        form.MainForm.SetAttribute("action", "/staff/audit?handler=Export");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await browser.SendAsync(form));
    }

    [Fact]
    public async Task Matching_Query_UsesIndexes()
    {
        var world = await StaffWorld.CreateAsync(app);
        var plan = await app.InScopeAsync(async services =>
        {
            var staff = services.GetRequiredService<CurrentStaff>();
            staff.SignIn(new Account { Name = "x" }, Guid.Empty, [new(StaffRole.Auditor, world.City.Id, world.City.Path), new(StaffRole.Auditor, world.OtherOffice.Id, world.OtherOffice.Path)]);
            var context = services.GetRequiredService<Data.PublicVoiceDbContext>();
            await context.Database.OpenConnectionAsync();
            if (context.Database.IsNpgsql())
            {
                await context.Database.ExecuteSqlRawAsync("SET enable_seqscan = off"); // so few rows would be read in full
            }

            await using var command = services.GetRequiredService<AuditSearch>().Matching(new(), null).Take(AuditSearch.PageSize + 1).CreateDbCommand();
            command.CommandText = (context.Database.IsNpgsql() ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync())
            {
                lines.Add(Convert.ToString(reader.GetValue(reader.FieldCount - 1), CultureInfo.InvariantCulture)!);
            }

            return string.Join('\n', lines);
        });
        Assert.DoesNotContain("Seq Scan on audit_entries", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN a\n", plan + "\n", StringComparison.Ordinal);
        Assert.Matches("SEARCH a USING|Index (Only )?Scan|Bitmap Index Scan", plan);
    }

    [Fact]
    public void EveryAction_HasANameInWords()
    {
        var actions = Directory.GetFiles(Path.Combine(Here(), "..", "..", "..", "src", "PublicVoice.Web"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Action().Matches(File.ReadAllText(file))).SelectMany(match => Literal().Matches(match.Value)).Select(match => match.Groups["action"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(actions.Count > 12);
        Assert.Empty(actions.Except(AuditActions.Names.Keys));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private Task<int> RecordAsync(AuditRecord record) => app.InScopeAsync(async services =>
    {
        await services.GetRequiredService<AuditLog>().SaveAsync(record, CancellationToken.None);
        return 0;
    });

    [GeneratedRegex("""(audit\.)?SaveAsync\(\s*(new\()?[^;]*?,""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex("\"(?<action>[a-z-]+\\.[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
