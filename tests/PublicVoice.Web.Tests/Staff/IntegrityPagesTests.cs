using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>Facts about responses, and the decision to exclude some.</summary>
public class IntegrityPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Reason = "Semua diisi dari loket 2 pada jam makan siang";

    [Fact]
    public async Task Pages_Auditor_SeesFactsAndResponsesButCannotDecide()
    {
        var world = await StaffWorld.CreateAsync(app);
        await WriteAsync(world.Office, 12, "444444444", IntegritySignals.StraightLined, hour: 22);
        await WriteAsync(world.Office, 3, "343434343", IntegritySignals.OfficeNetwork);
        await WriteAsync(world.OtherOffice, 1, "444444444", IntegritySignals.StraightLined);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor));
        var overview = await browser.OpenAsync("/staff/integrity?month=2026-11");
        Assert.Equal(["15", "12", "3", "0"], overview.One("tbody tr").QuerySelectorAll("td").Select(cell => cell.TextContent));
        var unit = await browser.OpenAsync(overview.One("tbody a").GetAttribute("href")!);
        Assert.Contains("15 isian dihitung", unit.Text, StringComparison.Ordinal);
        Assert.Equal(24, unit.Document.QuerySelectorAll("svg.hours rect").Length);
        Assert.Contains("22.00: 12", unit.Text, StringComparison.Ordinal);
        var list = await browser.OpenAsync($"/staff/integrity/{world.Office.Code}/responses?month=2026-11&what=StraightLined");
        Assert.Equal(12, list.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("12 November 2026, 22.00–22.59", list.Text, StringComparison.Ordinal);
        Assert.Empty(list.Document.QuerySelectorAll("main button, main input[type=checkbox]"));
        Assert.DoesNotContain("rahasia warga", list.Source, StringComparison.Ordinal); // the comment
        HtmlAssert.Status(HttpStatusCode.Forbidden, await browser.OpenAsync($"/staff/integrity/{world.Office.Code}/decision"));
    }

    [Fact]
    public async Task Decide_AllOfAFact_ExcludesThemWithAReasonAndPutsThemBack()
    {
        var (world, browser) = await OpenWorldAsync();
        await WriteAsync(world.Office, 12, "444444444", IntegritySignals.StraightLined);
        await WriteAsync(world.Office, 3, "343434343");
        var address = $"/staff/integrity/{world.Office.Code}/responses?month=2026-11&what=";
        var confirm = await browser.SendAsync(await browser.OpenAsync(address + "StraightLined"), ("Expected", "12"));
        HtmlAssert.Status(HttpStatusCode.OK, confirm);
        Assert.Contains("12 isian tidak akan dihitung lagi", confirm.Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(confirm, ("Reason", "curiga")), "Reason", "Tulis alasan dengan 10 sampai 1000 karakter");
        Assert.Equal(0, await ExcludedAsync(world.Office));

        var done = await browser.FollowAsync(await browser.SendAsync(confirm, ("Reason", Reason)));
        Assert.Contains("12 isian dikeluarkan", done.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains(Reason, done.Text, StringComparison.Ordinal);
        Assert.Contains("3 isian dihitung", done.Text, StringComparison.Ordinal);
        Assert.Equal(12, await ExcludedAsync(world.Office));
        var again = await browser.SendAsync(confirm, ("Reason", Reason)); // the same page sent again
        HtmlAssert.Status(HttpStatusCode.BadRequest, again);
        Assert.Contains("Daftarnya berubah", again.One(".errors").TextContent, StringComparison.Ordinal);

        var back = await browser.SendAsync(await browser.OpenAsync(address + "Excluded"), ("Expected", "12"));
        Assert.Contains("12 isian akan dihitung lagi", back.Text, StringComparison.Ordinal);
        Assert.Contains("12 isian dihitung lagi", (await browser.FollowAsync(await browser.SendAsync(back, ("Reason", "Kepala loket membantah dan benar")))).One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await ExcludedAsync(world.Office));
        Assert.Equal(
            ["responses.excluded", "responses.restored"],
            await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("responses")).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task Decide_ChosenOnes_ExcludesOnlyThese()
    {
        var (world, browser) = await OpenWorldAsync();
        await WriteAsync(world.Office, 4, "444444444", IntegritySignals.TooFast);
        await WriteAsync(world.OtherOffice, 1, "444444444", IntegritySignals.TooFast);
        var theirs = await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == world.OtherOffice.Id).Select(row => row.Id).SingleAsync());
        var list = await browser.OpenAsync($"/staff/integrity/{world.Office.Code}/responses?month=2026-11&what=TooFast");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(list)); // nothing chosen
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(list, ("Ids", $"{theirs}")));
        var id = list.Document.QuerySelectorAll("input[name=Ids]")[1].GetAttribute("value");
        await browser.SendAsync(await browser.SendAsync(list, ("Ids", id)), ("Reason", Reason));
        Assert.Equal([long.Parse(id!, System.Globalization.CultureInfo.InvariantCulture)], await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == world.Office.Id && row.Excluded).Select(row => row.Id).ToListAsync()));
        Assert.Equal(0, await ExcludedAsync(world.OtherOffice));
    }

    [Fact]
    public async Task Decide_AboutOnesOwnOffice_IsForbiddenAndToldWhy()
    {
        var world = await StaffWorld.CreateAsync(app);
        await WriteAsync(world.Office, 4, "444444444", IntegritySignals.TooFast);
        var list = $"/staff/integrity/{world.Office.Code}/responses?month=2026-11&what=TooFast";
        var both = await world.CreatePersonAsync(StaffRole.Administrator);
        await app.WithContextAsync(context =>
        {
            context.Add(new RoleAssignment { AccountId = both.Id, Role = StaffRole.CounterOfficer, UnitId = world.Office.Id, GrantedOn = app.Clock.UtcNow });
            return context.SaveChangesAsync();
        });
        foreach (var person in new[] { await world.CreatePersonAsync(StaffRole.Administrator, world.Office), both })
        {
            using var browser = await world.SignInAsync(person);
            var page = await browser.OpenAsync(list);
            Assert.Contains("Anda bekerja untuk kantor ini", page.Text, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("main button, main input[type=checkbox]"));
            var form = await browser.OpenAsync("/staff/account");
            form.MainForm.SetAttribute("action", $"/staff/integrity/{world.Office.Code}/decision?handler=Confirm");
            HtmlAssert.Status(HttpStatusCode.Forbidden, await browser.SendAsync(form, ("Month", "2026-11"), ("What", "TooFast"), ("Expected", "4"), ("Reason", Reason)));
        }

        Assert.Equal(0, await ExcludedAsync(world.Office));
        using var above = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        Assert.NotEmpty((await above.OpenAsync(list)).Document.QuerySelectorAll("main input[type=checkbox]"));
    }

    [Fact]
    public async Task Decide_PublishedMonth_IsToldAndPublicFiguresSayHowMany()
    {
        var (world, browser) = await OpenWorldAsync();
        await WriteAsync(world.Office, 40, "343434343", day: new DateOnly(2026, 10, 12));
        await WriteAsync(world.Office, 6, "444444444", IntegritySignals.StraightLined, day: new DateOnly(2026, 10, 13));
        using var citizen = app.NewBrowser();
        Assert.DoesNotContain("Dikeluarkan", (await citizen.OpenAsync($"/hasil/{world.Office.Code}?bulan=2026-10")).Text, StringComparison.Ordinal);
        await DecideAsync(browser, world.Office, "StraightLined", 6);
        Assert.Contains("Bulan ini sudah terbit", (await browser.OpenAsync($"/staff/integrity/{world.Office.Code}?month=2026-10")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(_ => 0)); // what was remembered is forgotten
        var page = await citizen.OpenAsync($"/hasil/{world.Office.Code}?bulan=2026-10");
        Assert.Contains("alasan tercatat: 6 isian", page.Text, StringComparison.Ordinal);
        Assert.Contains("46", page.Text, StringComparison.Ordinal); // published figures stay
        Assert.DoesNotContain("Bila ikut dihitung", page.Text, StringComparison.Ordinal); // they do
        Assert.Contains("bila bulan itu diterbitkan ulang", page.Text, StringComparison.Ordinal);
        await DecideAsync(browser, world.Office, "Excluded", 6);
        await WriteAsync(world.Office, 2, "343434343", IntegritySignals.TooFast, day: new DateOnly(2026, 10, 14));
        await DecideAsync(browser, world.Office, "TooFast", 2);
        Assert.Equal(0, await app.WithContextAsync(_ => 0));
        Assert.Contains("kurang dari 5 isian", (await citizen.OpenAsync($"/hasil/{world.Office.Code}?bulan=2026-10")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_BeforePublication_PublicPageTellsTheIndexWithThemWhereNoneIsAFewer()
    {
        var (world, browser) = await OpenWorldAsync();
        var branch = await new TestData(app).CreateUnitAsync(parent: world.Office);
        var october = new DateOnly(2026, 10, 12);
        await WriteAsync(world.Office, 30, "333333333", day: october);
        await WriteAsync(world.Office, 6, "444444444", IntegritySignals.StraightLined, day: october);
        await WriteAsync(branch, 10, "333333333", day: october);
        await DecideAsync(browser, world.Office, "StraightLined", 6);
        using var citizen = app.NewBrowser();
        var page = await citizen.OpenAsync($"/hasil/{world.Office.Code}?bulan=2026-10");
        Assert.Contains("alasan tercatat: 6 isian", page.Text, StringComparison.Ordinal);
        Assert.Contains("Bila ikut dihitung, indeksnya 78,26.", page.Text, StringComparison.Ordinal); // 25 · (40·3 + 6·4) / 46
        Assert.Contains("Bila ikut dihitung, indeksnya 78,26.", (await citizen.OpenAsync($"/hasil/{world.City.Code}?bulan=2026-10")).Text, StringComparison.Ordinal);

        await WriteAsync(branch, 2, "111111111", IntegritySignals.TooFast, day: october);
        await DecideAsync(browser, branch, "TooFast", 2);
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Publication>().RenewAsync(world.City, new DateOnly(2026, 10, 1), CancellationToken.None);
            return 0;
        });
        Assert.Equal(0, await app.WithContextAsync(_ => 0)); // what was remembered is forgotten
        foreach (var (unit, told) in new[] { (world.City, "8 isian"), (world.Office, "8 isian"), (branch, "kurang dari 5 isian") })
        {
            page = await citizen.OpenAsync($"/hasil/{unit.Code}?bulan=2026-10");
            Assert.Contains("alasan tercatat: " + told, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Bila ikut dihitung", page.Text, StringComparison.Ordinal); // two of the branch could be worked out
        }
    }

    [Fact]
    public async Task Office_HoursAndNetworks_AreKeptAndInherited()
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.SendAsync(
            await browser.OpenAsync($"/staff/units/{world.City.Code}/office"), ("Monday", "08.00-16.00"), ("Friday", "8:00 – 11:30"), ("Networks", "203.0.113.9/24"));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        var stored = await app.WithContextAsync(context => context.Units.SingleAsync(unit => unit.Id == world.City.Id));
        Assert.Equal(("08:00-16:00;;;;08:00-11:30;;", "203.0.113.0/24"), (stored.OpeningHours, stored.OfficeNetworks));
        Assert.Contains("Senin 08:00-16:00, Jumat 08:00-11:30", (await browser.OpenAsync($"/staff/units/{world.Office.Code}/office")).Text, StringComparison.Ordinal);
        page = await browser.OpenAsync($"/staff/units/{world.City.Code}/office");
        HtmlAssert.HasError(await browser.SendAsync(page, ("Monday", "pagi")), "Monday", "Senin: tulis seperti 08.00-16.00, atau kosongkan");
        HtmlAssert.HasError(await browser.SendAsync(page, ("Networks", "kantor <canary>")), "Networks", "Bukan alamat atau jaringan: kantor <canary>");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, ("Monday", ""), ("Friday", ""), ("Networks", ""))).Status);
        Assert.Null((await app.WithContextAsync(context => context.Units.SingleAsync(unit => unit.Id == world.City.Id))).OpeningHours);
    }

    private static async Task DecideAsync(HttpClient browser, Unit unit, string what, int expected)
    {
        var list = await browser.OpenAsync($"/staff/integrity/{unit.Code}/responses?month=2026-10&what={what}");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(await browser.SendAsync(list, ("Expected", $"{expected}")), ("Reason", Reason))).Status);
    }

    private Task<int> ExcludedAsync(Unit unit) => app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == unit.Id && row.Excluded));

    private Task<int> WriteAsync(Unit unit, int count, string answers, IntegritySignals signals = IntegritySignals.None, int hour = 10, DateOnly? day = null) => app.InScopeAsync(async services =>
    {
        var context = services.GetRequiredService<PublicVoiceDbContext>();
        var version = await SurveyData.VersionAsync(context);
        var localDay = day ?? new DateOnly(2026, 11, 12);
        return services.GetRequiredService<ResponseWriter>().Write(context, [.. Enumerable.Range(0, count).Select(_ => new NewSurveyResponse(
            Guid.CreateVersion7(), unit.Id, null, version, localDay.ToDateTime(new TimeOnly(hour, 0), DateTimeKind.Utc).AddHours(-7), localDay, hour, Channel.Self, Assurance.None, answers,
            ".....", 45, signals, "rahasia warga"))]);
    });

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }
}
