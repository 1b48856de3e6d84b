using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Staff;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.Reorganisations;

public class ReorganisationPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Plan_AMerger_StepByStep_TakesEffectOnItsDay()
    {
        var (world, staff, browser) = await OpenWorldAsync(StaffRole.Administrator);
        Assert.Equal(6, (await browser.OpenAsync("/staff/reorganisations/new")).Document.QuerySelectorAll(".choices a").Length);
        var form = await browser.OpenAsync("/staff/reorganisations/new?kind=Merge");
        var code = $"{world.City.Code}-gabung";
        var check = await SendAsync(browser, form, [world.Health.Id, world.Family.Id],
            ("Form.Parts[0].Name", "Dinas <i>Gabungan</i>"), ("Form.Parts[0].Type", "Dinas"), ("Form.Parts[0].Code", code), ("Form.Parts[0].Parent", $"{world.City.Id}"), ("Form.Day", "2026-12-01"), ("Form.Basis", "Perda 5/2026"));
        HtmlAssert.Status(HttpStatusCode.OK, check);
        Assert.Contains($"Dinas <i>Gabungan</i> dibentuk di bawah {world.City.Name}, dengan alamat survei /s/{code}.", check.Text, StringComparison.Ordinal);
        Assert.Contains($"Poster dan alamat /s/{world.Health.Code} mengantar ke Dinas <i>Gabungan</i>", check.Text, StringComparison.Ordinal);
        Assert.Contains("Layanan yang bernama sama menjadi satu: Kartu sehat.", check.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Angka dan laporan sebelum Desember 2026 tidak berubah", check.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.Reorganisations.CountAsync(row => row.GovernmentId == world.City.Id)));

        var shown = await browser.FollowAsync(await ConfirmAsync(browser, check));
        Assert.Equal("Perda 5/2026", shown.One("h1").TextContent);
        Assert.Contains("direncanakan", shown.One(".state").TextContent, StringComparison.Ordinal);
        Assert.Equal("Dinas Kesehatan", (await world.FindAsync(world.Health.Code)).Name);
        Assert.Equal(UnitStatus.Active, (await world.FindAsync(world.Health.Code)).Status);

        var now = app.Clock.UtcNow;
        app.Clock.UtcNow = new DateTime(2026, 11, 30, 17, 0, 30, DateTimeKind.Utc); // 1 December in Jakarta
        using var later = await staff.SignInAsync(await staff.CreatePersonAsync(StaffRole.Administrator, world.City)); // sessions end after a while
        shown = await later.OpenAsync(shown.Address.PathAndQuery);
        Assert.Equal("berlaku", shown.One(".state").TextContent);
        Assert.Contains("Belum ada bulan penuh sesudahnya", shown.Text, StringComparison.Ordinal);
        Assert.Equal(UnitStatus.Closed, (await world.FindAsync(world.Health.Code)).Status);
        Assert.Contains(code, (await later.OpenAsync("/staff/audit")).Text, StringComparison.Ordinal);
        app.Clock.UtcNow = now;
    }

    [Theory]
    [InlineData("Form.Units", "Pilih paling sedikit dua unit yang masih aktif")]
    [InlineData("Form.Day", "Pilih hari dari tanggal satu bulan ini sampai dua tahun mendatang: bulan yang sudah lewat tidak berubah lagi")]
    [InlineData("Form.Basis", "Isi dasar hukum, misalnya Perda 5/2026, paling banyak 200 karakter")]
    [InlineData("Form.Parts[0].Code", "Isi kode yang belum dipakai: huruf kecil dan angka, dengan satu tanda hubung di antaranya, misalnya plg-dinkes")]
    [InlineData("Form.Parts[0].Name", "Isi nama, paling banyak 200 karakter")]
    [InlineData("Form.Parts[0].Type", "Isi jenis, misalnya dinas")]
    [InlineData("Form.Parts[0].Parent", "Pilih unit aktif lain yang tidak ikut berakhir")]
    [InlineData("Form.Continues", "Yang meneruskan harus salah satu unit yang digabung, dan tidak berada di bawah unit lain yang digabung")]
    public async Task Plan_WrongField_SaysWhatToDoAndKeepsWhatWasTyped(string field, string message)
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Form.Parts[0].Name"] = "Gabungan",
            ["Form.Parts[0].Type"] = "dinas",
            ["Form.Parts[0].Code"] = $"{world.City.Code}-x",
            ["Form.Parts[0].Parent"] = $"{world.City.Id}",
            ["Form.Day"] = "2026-11-20",
            ["Form.Basis"] = "Perda 9",
        };
        fields[field] = field switch { "Form.Day" => "2026-10-31", "Form.Parts[0].Code" => world.Other.Code, "Form.Parts[0].Parent" => $"{world.Health.Id}", "Form.Continues" => $"{world.Other.Id}", _ => " " };
        var page = await SendAsync(browser, await browser.OpenAsync("/staff/reorganisations/new?kind=Merge"), field == "Form.Units" ? [world.Health.Id] : [world.Health.Id, world.Family.Id], [.. fields.Where(pair => pair.Key != "Form.Units").Select(pair => (pair.Key, pair.Value))]);
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(field == "Form.Units" ? 1 : 2, page.Document.QuerySelectorAll("[name='Form.Units'][checked]").Length);
        Assert.Equal(0, await app.WithContextAsync(context => context.Reorganisations.CountAsync(row => row.GovernmentId == world.City.Id)));
    }

    [Fact]
    public async Task Plan_ASplit_DividesTheServices()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        var form = await browser.OpenAsync("/staff/reorganisations/new?kind=Split");
        var check = await SendAsync(browser, form, [],
            ("Form.Unit", $"{world.Family.Id}"), ("Form.Parts[0].Name", "Dinas Satu"), ("Form.Parts[0].Type", "dinas"), ("Form.Parts[0].Code", $"{world.City.Code}-p1"), ("Form.Parts[0].Parent", $"{world.City.Id}"),
            ("Form.Parts[1].Name", "Dinas Dua"), ("Form.Parts[1].Type", "dinas"), ("Form.Parts[1].Code", $"{world.City.Code}-p2"), ("Form.Parts[1].Parent", $"{world.City.Id}"), ("Form.Day", "2026-11-20"), ("Form.Basis", "Perda 6"));
        Assert.Equal(4, check.Document.QuerySelectorAll("input.tick").Length); // two services, two parts
        await ConfirmAsync(browser, check, field => field.Key == "Form.Parts[1].Services" && field.Value == $"{world.SameCard.Id}");
        Assert.Equal([$"{world.City.Code}-p1.kartu-kb", $"{world.City.Code}-p1.konsul", $"{world.City.Code}-p2.konsul"], await app.WithContextAsync(context => context.Services
            .Where(service => service.Code.StartsWith($"{world.City.Code}-p1.") || service.Code.StartsWith($"{world.City.Code}-p2.")).Select(service => service.Code).Order().ToListAsync()));

        // A printed address of the old office asks which part; one of a service that only one part offers leads there.
        using var citizen = app.NewBrowser();
        var choice = await citizen.OpenAsync($"/s/{world.Family.Code}?kode=K7QF-3M9X");
        Assert.Equal([$"/s/{world.City.Code}-p2?kode=K7QF-3M9X", $"/s/{world.City.Code}-p1?kode=K7QF-3M9X"], choice.Document.QuerySelectorAll(".choices a").Select(link => link.GetAttribute("href")));
        Assert.Equal($"/s/{world.City.Code}-p1/kartu-kb", (await citizen.OpenAsync($"/s/{world.Family.Code}/kartu-kb")).Header("Location"));
    }

    [Fact]
    public async Task Cancel_BeforeTheDay_LeavesEverythingAsItIs()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        var id = await world.PlanAsync(world.Plan(ReorganisationKind.Close, [world.Other], [], world.Today.AddDays(1)));
        var page = await browser.OpenAsync($"/staff/reorganisations/{id}");
        var done = await browser.FollowAsync(await browser.PressAsync(page, "form[action$='Cancel']"));
        Assert.Contains("Rencana dibatalkan", done.Text, StringComparison.Ordinal);
        Assert.Equal("dibatalkan", done.One(".state").TextContent);
        var now = app.Clock.UtcNow;
        app.Clock.UtcNow = now.AddDays(2);
        Assert.Equal(0, await world.CarryOutAsync());
        app.Clock.UtcNow = now;
        Assert.Contains("sudah berlaku atau sudah dibatalkan", (await browser.FollowAsync(await browser.PressAsync(page, "form[action$='Cancel']"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_LeaderOfAnOffice_ReadsWhatConcernsIt_AndChangesNothing()
    {
        var (world, staff, _) = await OpenWorldAsync(StaffRole.Administrator);
        var mine = await world.PlanAsync(world.Plan(ReorganisationKind.Rename, [world.Health], [new(world.Health.Id, world.Health.Code, "dinas", "Nama lain", null, [])], world.Today.AddDays(3)));
        var other = await world.PlanAsync(world.Plan(ReorganisationKind.Close, [world.Other], [], world.Today.AddDays(4)));
        using var browser = await staff.SignInAsync(await staff.CreatePersonAsync(StaffRole.Leader, world.Health));
        Assert.Single((await browser.OpenAsync("/staff/reorganisations")).Document.QuerySelectorAll("tbody tr"));
        var page = await browser.OpenAsync($"/staff/reorganisations/{mine}");
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/reorganisations/{other}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync("/staff/reorganisations/new")).Status);

        // Administering only an office is not enough for plans.
        using var office = await staff.SignInAsync(await staff.CreatePersonAsync(StaffRole.Administrator, world.Health));
        Assert.Equal(HttpStatusCode.NotFound, (await office.OpenAsync("/staff/reorganisations/new")).Status);
        Assert.Empty((await office.OpenAsync($"/staff/reorganisations/{mine}")).Document.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task InForce_ComparesBeforeAndAfter_AndMergesOverlappingServices()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        await world.FillAsync();
        await data.CreateServiceAsync(world.Clinic, "kartu-lagi", "Kartu  Sehat");
        var successor = await world.MergeAsync(new DateOnly(2026, 11, 1));
        await world.AnswerAsync(successor, new DateOnly(2026, 11, 21), 30, "111111111");
        var now = app.Clock.UtcNow;
        app.Clock.UtcNow = new DateTime(2026, 12, 5, 3, 0, 0, DateTimeKind.Utc);
        using var signedIn = await (await StaffWorld.CreateAsync(app)).SignInAsync(await (await StaffWorld.CreateAsync(app)).CreatePersonAsync(StaffRole.Administrator, world.City));
        var id = await app.WithContextAsync(context => context.Reorganisations.Where(row => row.GovernmentId == world.City.Id).Select(row => row.Id).SingleAsync());
        var page = await signedIn.OpenAsync($"/staff/reorganisations/{id}");
        var row = page.One("tbody tr").TextContent;
        Assert.Contains("Agustus 2026 – Oktober 2026", row, StringComparison.Ordinal);
        Assert.Contains("November 2026", row, StringComparison.Ordinal);
        Assert.Contains("lebih dari yang dapat terjadi karena kebetulan", row, StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll("form[action$='Merge']").Length); // the successor's card and that of the clinic below it

        var kept = await app.WithContextAsync(context => context.Services.AsNoTracking().SingleAsync(service => service.UnitId == successor.Id && service.Code.EndsWith(".kartu")));
        var form = page.Document.QuerySelectorAll("form[action$='Merge']").Single(form => form.QuerySelector($"input[value='{kept.Id}']") is not null);
        form.SetAttribute("id", "gabung");
        Assert.Contains("Layanan digabung", (await signedIn.FollowAsync(await signedIn.PressAsync(page, "#gabung"))).Text, StringComparison.Ordinal);
        using var citizen = app.NewBrowser();
        Assert.Equal($"/s/{successor.Code}/kartu", (await citizen.OpenAsync($"/s/{world.Clinic.Code}/kartu-lagi")).Header("Location"));
        app.Clock.UtcNow = now;
        browser.Dispose();
    }

    [Fact]
    public async Task Poster_OfAMergedOffice_LeadsToItsSuccessor_WithServiceCodeAndOpenForm()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        using var citizen = app.NewBrowser();
        var form = await citizen.OpenAsync($"/s/{world.Health.Code}/kartu");
        var successor = await world.MergeAsync();
        Assert.Equal($"/s/{successor.Code}", (await citizen.OpenAsync($"/s/{world.Health.Code}")).Header("Location"));
        Assert.Equal($"/s/{successor.Code}/kartu?kode=K7QF-3M9X", (await citizen.OpenAsync($"/s/{world.Family.Code}/kartu-kb?kode=K7QF-3M9X")).Header("Location"));
        Assert.Contains(successor.Name, (await citizen.OpenAsync($"/hasil/{world.Health.Code}")).One("p.promise").TextContent, StringComparison.Ordinal);

        // What was opened before the merger is still taken, at the successor.
        var sent = await citizen.SendAsync(form, form.Document.QuerySelectorAll("[name^='q.']").Select(answer => answer.GetAttribute("name")!).Distinct().Select(name => (name, (string?)"3")));
        Assert.True(sent.Status == HttpStatusCode.Redirect, sent.Text);
        Assert.Equal(1, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(response => response.UnitId == successor.Id)));
    }

    [Fact]
    public async Task VisitCode_OfAMergedOffice_HoldsAtItsSuccessor_AndOnlyThere()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        var codes = await app.InScopeAsync(services => services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(world.Health, world.Card, 2, 30, "tes"), default));
        var successor = await world.MergeAsync();
        var card = await app.WithContextAsync(context => context.Services.SingleAsync(service => service.UnitId == successor.Id && service.Code.EndsWith(".kartu")));
        var hash = app.Services.GetRequiredService<ReceiptCodes>().Hash(codes.Codes[0]);
        var now = app.Clock.UtcNow;
        Task<VisitCodeState> StateAsync(Unit unit, int? service) => app.WithContextAsync(context => VisitCodeRedemption.StateAsync(context, hash, unit.Path, service, now, default));
        Assert.Equal(VisitCodeState.Valid, await StateAsync(successor, card.Id));
        Assert.Equal(VisitCodeState.Foreign, await StateAsync(successor, null)); // it was for that service
        Assert.Equal(VisitCodeState.Foreign, await StateAsync(world.Other, card.Id));
        Assert.True(await app.WithContextAsync(context => VisitCodeRedemption.TryRedeem(context, new NewSurveyResponse(
            Guid.CreateVersion7(), successor.Id, card.Id, world.VersionId, now, world.Today, 10, PublicVoice.Reports.Indicators.Channel.Self, PublicVoice.Reports.Indicators.Assurance.VisitCode, "333333333", ".....", 40,
            PublicVoice.Reports.Indicators.IntegritySignals.None, null, hash), 0)));
        Assert.Equal(VisitCodeState.Used, await StateAsync(successor, card.Id));
    }

    private static async Task<HtmlPage> SendAsync(HttpClient browser, HtmlPage page, IEnumerable<int> units, params (string Name, string Value)[] changes)
    {
        var fields = page.Fields();
        fields.RemoveAll(field => changes.Any(change => change.Name == field.Key));
        fields.AddRange(units.Select(id => new KeyValuePair<string, string>("Form.Units", $"{id}")));
        fields.AddRange(changes.Select(change => new KeyValuePair<string, string>(change.Name, change.Value)));
        return await browser.PostAsync(page, fields);
    }

    /// <summary>Presses the button that plans, without the fields that are left out.</summary>
    private static async Task<HtmlPage> ConfirmAsync(HttpClient browser, HtmlPage page, Predicate<KeyValuePair<string, string>>? leftOut = null)
    {
        page.MainForm.SetAttribute("action", page.One("button[formaction*='Confirm']").GetAttribute("formaction")!);
        var fields = page.Fields();
        fields.RemoveAll(leftOut ?? (_ => false));
        return await browser.PostAsync(page, fields);
    }

    private async Task<(ReorganisationWorld World, StaffWorld Staff, HttpClient Browser)> OpenWorldAsync(StaffRole role)
    {
        var (world, staff) = (await ReorganisationWorld.CreateAsync(app), await StaffWorld.CreateAsync(app));
        return (world, staff, await staff.SignInAsync(await staff.CreatePersonAsync(role, world.City)));
    }
}
