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

public sealed class ReorganisationPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

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

        app.Clock.UtcNow = new DateTime(2026, 11, 30, 17, 0, 30, DateTimeKind.Utc); // 1 December in Jakarta
        using var later = await staff.SignInAsync(await staff.CreatePersonAsync(StaffRole.Administrator, world.City)); // sessions end after a while
        shown = await later.OpenAsync(shown.Address.PathAndQuery);
        Assert.Equal("berlaku", shown.One(".state").TextContent);
        Assert.Contains("Belum ada bulan penuh sesudahnya", shown.Text, StringComparison.Ordinal);
        Assert.Equal(UnitStatus.Closed, (await world.FindAsync(world.Health.Code)).Status);
        Assert.Contains(code, (await later.OpenAsync("/staff/audit")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.Units", "Pilih paling sedikit dua unit yang masih aktif")]
    [InlineData("Form.Day", "Pilih hari dari tanggal satu bulan ini sampai dua tahun mendatang: bulan yang sudah lewat tidak berubah lagi")]
    [InlineData("Form.Basis", "Isi dasar hukum, misalnya Perda 5/2026, paling banyak 200 karakter")]
    [InlineData("Form.Parts[0].Code", "Isi kode yang belum dipakai: huruf kecil dan angka, dengan satu tanda hubung di antaranya, misalnya plg-dinkes")]
    [InlineData("Form.Parts[0].Name", "Isi nama, paling banyak 200 karakter")]
    [InlineData("Form.Parts[0].Type", "Isi jenis, misalnya dinas")]
    [InlineData("Form.Parts[0].Parent", "Pilih unit aktif lain yang tidak berakhir dalam rencana ini atau rencana lain")]
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
        var wrong = await SendAsync(browser, form, [], ("Form.Parts[0].Name", "Dinas Satu"), ("Form.Parts[2].Name", "Dinas Tiga"));
        Assert.Equal(
            ["#f-Form-Unit", "#f-Form-Parts-0--Type", "#f-Form-Parts-0--Code", "#f-Form-Parts-0--Parent", "#f-Form-Parts-1--Name", "#f-Form-Parts-1--Type", "#f-Form-Parts-1--Code", "#f-Form-Parts-1--Parent",
                "#f-Form-Parts-2--Type", "#f-Form-Parts-2--Code", "#f-Form-Parts-2--Parent", "#f-Form-Day", "#f-Form-Basis"],
            wrong.Document.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")));
        HtmlAssert.HasError(wrong, "Form.Parts[2].Type", "Bagian 3: Isi jenis, misalnya dinas");
        Assert.Single(wrong.Document.QuerySelectorAll("main details[open]"));
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
    public async Task Plan_ASplitOfAnOfficeThatGoesOn_LeavesItsAddressPostersAndCodes()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        await world.FillAsync();
        var codes = await app.InScopeAsync(services => services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(world.Health, null, 1, 30, "tes"), default));
        await data.CreateServiceAsync(world.Health, "izin", "Izin praktik");
        var form = await browser.OpenAsync("/staff/reorganisations/new?kind=Split");
        var check = await SendAsync(browser, form, [], [("Form.Unit", $"{world.Health.Id}"), ("Form.Stays", "true"), .. PartFields(world, 0, "baru", "Badan Baru"), ("Form.Day", "2026-11-20"), ("Form.Basis", "Perda 8")]);
        HtmlAssert.Status(HttpStatusCode.OK, check);
        Assert.Contains("Badan Baru dipisahkan dari Dinas Kesehatan.", check.Text, StringComparison.Ordinal);
        Assert.Contains("Rencana ini berlaku seketika dan tidak dapat dibatalkan lagi.", check.Text, StringComparison.Ordinal);
        var card = $"{world.Card.Id}";
        Assert.Equal(2, check.Document.QuerySelectorAll("input[name='Form.Kept'][checked]").Length); // nothing leaves before somebody says so
        Assert.Empty(check.Document.QuerySelectorAll("input[name='Form.Parts[0].Services'][checked]"));
        check.One($"input[name='Form.Kept'][value='{card}']").RemoveAttribute("checked");
        check.One($"input[name='Form.Parts[0].Services'][value='{card}']").SetAttribute("checked", "");

        // What was ticked is still ticked after a look back.
        check.MainForm.SetAttribute("action", check.One("button[formaction*='Back']").GetAttribute("formaction")!);
        check = await browser.SendAsync(await browser.SendAsync(check));
        Assert.Equal(card, check.One("input[name='Form.Parts[0].Services'][checked]").GetAttribute("value"));
        HtmlAssert.Status(HttpStatusCode.Redirect, await ConfirmAsync(browser, check));

        var (health, part) = (await world.FindAsync(world.Health.Code), await world.FindAsync($"{world.City.Code}-baru"));
        Assert.Equal((UnitStatus.Active, "Dinas Kesehatan", health.Id), (health.Status, health.Name, (await world.FindAsync(world.Clinic.Code)).ParentId));
        using var citizen = app.NewBrowser();
        Assert.Equal($"/s/{part.Code}/kartu", (await citizen.OpenAsync($"/s/{health.Code}/kartu")).Header("Location"));
        Assert.Contains("Izin praktik", (await citizen.OpenAsync($"/s/{health.Code}")).Text, StringComparison.Ordinal);
        var hash = app.Services.GetRequiredService<ReceiptCodes>().Hash(codes.Codes[0]);
        Task<VisitCodeState> StateAsync(Unit unit) => app.WithContextAsync(context => VisitCodeRedemption.StateAsync(context, hash, unit.Path, null, app.Clock.UtcNow, default));
        Assert.Equal((VisitCodeState.Valid, VisitCodeState.Foreign), (await StateAsync(health), await StateAsync(part)));
        Assert.Equal(("Keluar: Badan Baru", false), ((await world.FactsAsync(health, 11)).TrendBreaks[0].Reason.Indonesian, (await world.FactsAsync(health, 11)).TrendBreaks[0].IsComparable));
        Assert.Equal("Dipecah dari Dinas Kesehatan", (await world.FactsAsync(part, 11)).TrendBreaks[0].Reason.Indonesian);

        // Should both become one again, the office leads to the other for good.
        await world.PlanAsync(world.Plan(ReorganisationKind.Merge, [health, part], [new(part.Id, part.Code, part.Type, part.Name, null, [])]));
        Assert.Equal(1, await world.CarryOutAsync());
        part = await world.FindAsync(part.Code);
        Assert.Equal($"/s/{part.Code}", (await citizen.OpenAsync($"/s/{health.Code}")).Header("Location"));
        Assert.Equal(VisitCodeState.Valid, await StateAsync(part));
    }

    [Fact]
    public async Task Plan_SentManyTimesAtOnce_IsPlannedAndCarriedOutOnce()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        var check = await SendAsync(browser, await browser.OpenAsync("/staff/reorganisations/new?kind=Merge"), [world.Health.Id, world.Family.Id],
            [("Form.Continues", $"{world.Health.Id}"), ("Form.Parts[0].Name", ""), ("Form.Day", "2026-11-20"), ("Form.Basis", "Perda 9")]);
        check.MainForm.SetAttribute("action", check.One("button[formaction*='Confirm']").GetAttribute("formaction")!);
        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SendAsync(check)));
        Assert.Single(pages, page => page.Status == HttpStatusCode.Redirect);
        Assert.All(pages.Where(page => page.Status != HttpStatusCode.Redirect), page => HtmlAssert.Status(HttpStatusCode.BadRequest, page));
        await world.CarryOutAsync();
        Assert.Equal(7300, await app.WithContextAsync(context => context.Services.Where(service => service.Id == world.Card.Id).Select(service => service.ServedPerYear).SingleAsync()));
        Assert.Equal(1, await app.WithContextAsync(context => context.ReorganisationChanges.CountAsync(change => context.Reorganisations.Any(row => row.Id == change.ReorganisationId && row.GovernmentId == world.City.Id))));
    }

    [Fact]
    public async Task Plan_UnitOfAnotherPlan_GetsANewNameAndPlaceTogether_AndNothingElse()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        var day = new DateOnly(2026, 12, 1);
        var id = await world.PlanAsync(world.Plan(ReorganisationKind.Rename, [world.Clinic], [new(world.Clinic.Id, world.Clinic.Code, "uptd", "Puskesmas Baru", null, [])], day));
        Assert.Equal(id, await world.PlanAsync(world.Plan(ReorganisationKind.Move, [world.Clinic], [new(world.Clinic.Id, world.Clinic.Code, "uptd", world.Clinic.Name, world.Other.Id, [])], day)));
        await world.PlanAsync(world.Plan(ReorganisationKind.Close, [world.Health], [], day)); // what lies below it leaves on the same day
        var refused = await SendAsync(browser, await browser.OpenAsync("/staff/reorganisations/new?kind=Close"), [], [("Form.Unit", $"{world.Clinic.Id}"), ("Form.Day", "2026-12-24"), ("Form.Basis", "Perda 10")]);
        HtmlAssert.HasError(refused, "Form.Unit", "Puskesmas sudah ada dalam rencana lain (Perda 5/2026, 1\u00a0Desember 2026): tunggu sampai berlaku, atau batalkan dahulu rencana itu");
        refused = await SendAsync(browser, await browser.OpenAsync("/staff/reorganisations/new?kind=Open"), [], [.. PartFields(world, 0, "baru", "Baru").Where(field => !field.Name.EndsWith("Parent", StringComparison.Ordinal)), ("Form.Parts[0].Parent", $"{world.Health.Id}"), ("Form.Day", "2026-12-01"), ("Form.Basis", "Perda 10")]);
        HtmlAssert.HasError(refused, "Form.Parts[0].Parent", "Pilih unit aktif lain yang tidak berakhir dalam rencana ini atau rencana lain");

        app.Clock.UtcNow = new DateTime(2026, 12, 2, 3, 0, 0, DateTimeKind.Utc);
        Assert.Equal(1, await world.CarryOutAsync());
        var clinic = await world.FindAsync(world.Clinic.Code);
        Assert.Equal(("Puskesmas Baru", world.Other.Id, UnitStatus.Closed), (clinic.Name, clinic.ParentId, (await world.FindAsync(world.Health.Code)).Status));
    }

    [Fact]
    public async Task Rate_FormOpenedBeforeASplit_IsToldThatNothingWasSaved()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        using var citizen = app.NewBrowser();
        var form = await citizen.OpenAsync($"/s/{world.Other.Code}/umum");
        await world.PlanAsync(world.Plan(ReorganisationKind.Split, [world.Other], [world.NewUnit("Satu"), world.NewUnit("Dua")]));
        await world.CarryOutAsync();
        Assert.Equal(UnitStatus.Closed, (await world.FindAsync(world.Other.Code)).Status);
        var sent = await citizen.SendAsync(form, form.Document.QuerySelectorAll("[name^='q.']").Select(answer => answer.GetAttribute("name")!).Distinct().Select(name => (name, (string?)"3")));
        HtmlAssert.Status(HttpStatusCode.Conflict, sent);
        Assert.Contains("Jawaban Anda belum tersimpan", sent.Text, StringComparison.Ordinal);
        Assert.Equal(2, sent.Document.QuerySelectorAll(".choices a").Length);
    }

    [Fact]
    public async Task Overlaps_NameServicesThatSeveralUnitsOffer_WithinTheScope()
    {
        var (world, staff, browser) = await OpenWorldAsync(StaffRole.Administrator);
        await data.CreateServiceAsync(world.Other, "konsul", "Konsultasi", archived: true); // not offered any more
        var page = await browser.OpenAsync("/staff/reorganisations/overlaps");
        Assert.Contains("kartu", page.One("main h2").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([world.Family.Name, world.Health.Name], page.Document.QuerySelectorAll(".log a").Select(link => link.TextContent).Order(StringComparer.Ordinal));
        using var leader = await staff.SignInAsync(await staff.CreatePersonAsync(StaffRole.Leader, world.Health));
        Assert.Empty((await leader.OpenAsync("/staff/reorganisations/overlaps")).Document.QuerySelectorAll(".log a"));
    }

    [Fact]
    public async Task InForce_FiguresOfOtherOffices_AreNotTold()
    {
        var (world, staff, _) = await OpenWorldAsync(StaffRole.Administrator);
        await world.FillAsync();
        await world.PlanAsync(world.Plan(ReorganisationKind.Rename, [world.Health], [new(world.Health.Id, world.Health.Code, "dinas", "Nama lain", null, [])], new DateOnly(2026, 11, 1)));
        await world.PlanAsync(world.Plan(ReorganisationKind.Rename, [world.Other], [new(world.Other.Id, world.Other.Code, "dinas", "Lain lagi", null, [])], new DateOnly(2026, 11, 1)));
        await world.CarryOutAsync();
        var id = await app.WithContextAsync(context => context.Reorganisations.Where(row => row.GovernmentId == world.City.Id).Select(row => row.Id).SingleAsync());
        using var leader = await staff.SignInAsync(await staff.CreatePersonAsync(StaffRole.Leader, world.Health));
        var page = await leader.OpenAsync($"/staff/reorganisations/{id}");
        Assert.Contains("Lain lagi", page.Text, StringComparison.Ordinal); // what changes is no secret
        Assert.Contains("Nama lain", page.One("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reopen_InTheMonthOfAMistakenMerger_TakesItBack()
    {
        var (world, _, browser) = await OpenWorldAsync(StaffRole.Administrator);
        await world.FillAsync();
        var before = await world.ReportAsync(world.Family, 11);
        var successor = await world.MergeAsync();
        var (family, health) = ($"/staff/units/{world.Family.Code}", $"/staff/units/{world.Health.Code}");
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync($"/staff/units/{successor.Code}/edit"), ("Status", "Closed")), "Status", "Pindahkan atau tutup dahulu unit di bawahnya"); // the clinic
        foreach (var address in new[] { family, health })
        {
            HtmlAssert.Status(HttpStatusCode.Redirect, await browser.SendAsync(await browser.OpenAsync($"{address}/edit"), ("Status", "Active")));
            HtmlAssert.Status(HttpStatusCode.Redirect, await browser.SendAsync(await browser.OpenAsync($"{address}/move"), ("Parent", world.City.Code)));
        }

        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Clinic.Code}/move"), ("Parent", world.Health.Code));
        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.SendAsync(await browser.OpenAsync($"/staff/units/{successor.Code}/edit"), ("Status", "Closed")));
        Assert.Equal(before, await world.ReportAsync(world.Family, 11));
        Assert.Equal(18 + 6, (await world.FactsAsync(world.Health, 11)).Current.Counted.N);
        using var citizen = app.NewBrowser();
        HtmlAssert.Status(HttpStatusCode.OK, await citizen.OpenAsync($"/s/{world.Family.Code}/kartu-kb"));
    }

    private static (string Name, string Value)[] PartFields(ReorganisationWorld world, int part, string code, string name) =>
    [
        ($"Form.Parts[{part}].Name", name), ($"Form.Parts[{part}].Type", "badan"), ($"Form.Parts[{part}].Code", $"{world.City.Code}-{code}"), ($"Form.Parts[{part}].Parent", $"{world.City.Id}"),
    ];

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
        var branch = await data.CreateUnitAsync($"{world.City.Code}-cabang", world.Clinic, name: "Cabang");
        await data.CreateServiceAsync(branch, "kartu", "Kartu sehat");
        var successor = await world.MergeAsync(new DateOnly(2026, 11, 1));
        await world.AnswerAsync(successor, new DateOnly(2026, 11, 21), 30, "111111111");
        app.Clock.UtcNow = new DateTime(2026, 12, 5, 3, 0, 0, DateTimeKind.Utc);
        using var signedIn = await (await StaffWorld.CreateAsync(app)).SignInAsync(await (await StaffWorld.CreateAsync(app)).CreatePersonAsync(StaffRole.Administrator, world.City));
        var id = await app.WithContextAsync(context => context.Reorganisations.Where(row => row.GovernmentId == world.City.Id).Select(row => row.Id).SingleAsync());
        var page = await signedIn.OpenAsync($"/staff/reorganisations/{id}");
        var row = page.One("tbody tr").TextContent;
        Assert.Contains("Agustus 2026 – Oktober 2026", row, StringComparison.Ordinal);
        Assert.Contains("November 2026", row, StringComparison.Ordinal);
        Assert.Contains("lebih dari yang dapat terjadi karena kebetulan", row, StringComparison.Ordinal);

        // Three offer the card: only what is chosen is merged.
        var kept = await app.WithContextAsync(context => context.Services.AsNoTracking().SingleAsync(service => service.UnitId == successor.Id && service.Code.EndsWith(".kartu")));
        var merged = await app.WithContextAsync(context => context.Services.AsNoTracking().SingleAsync(service => service.UnitId == world.Clinic.Id && service.Code.EndsWith(".kartu-lagi")));
        Assert.Equal(3, page.Document.QuerySelectorAll("form[action$='Merge'] input[name=merged]").Length);
        var refused = await signedIn.PressAsync(page, "form[action$='Merge']");
        HtmlAssert.HasError(refused, "kept", "Pilih yang meneruskan, dan tandai sedikitnya satu layanan lain yang digabung ke situ");
        Assert.Contains("Layanan digabung", (await signedIn.FollowAsync(await signedIn.SendAsync(page, ("kept", $"{kept.Id}"), ("merged", $"{merged.Id}")))).Text, StringComparison.Ordinal);
        using var citizen = app.NewBrowser();
        Assert.Equal($"/s/{successor.Code}/kartu", (await citizen.OpenAsync($"/s/{world.Clinic.Code}/kartu-lagi")).Header("Location"));
        HtmlAssert.Status(HttpStatusCode.OK, await citizen.OpenAsync($"/s/{branch.Code}/kartu")); // was not chosen
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

    [Fact]
    public async Task VisitCode_OfAServiceThatAnotherOfficeOffersNow_HoldsThere()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        var codes = await app.InScopeAsync(services => services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(world.Health, world.Card, 1, 30, "tes"), default));
        Task<bool> MoveAsync() => app.InScopeAsync(services => services.GetRequiredService<ServiceMoves>().MoveAsync(world.Card.Id, world.Other.Id, default));
        var moves = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(MoveAsync)));
        Assert.Single(moves, moved => moved);
        var moved = await app.WithContextAsync(context => context.Services.AsNoTracking().SingleAsync(service => service.UnitId == world.Other.Id));
        Assert.Equal(3650, moved.ServedPerYear);
        var hash = app.Services.GetRequiredService<ReceiptCodes>().Hash(codes.Codes[0]);
        Assert.Equal(VisitCodeState.Valid, await app.WithContextAsync(context => VisitCodeRedemption.StateAsync(context, hash, world.Other.Path, moved.Id, app.Clock.UtcNow, default)));
        Assert.Equal(VisitCodeState.Foreign, await app.WithContextAsync(context => VisitCodeRedemption.StateAsync(context, hash, world.Other.Path, null, app.Clock.UtcNow, default)));
        Assert.True(await app.WithContextAsync(context => VisitCodeRedemption.TryRedeem(context, new NewSurveyResponse(
            Guid.CreateVersion7(), world.Other.Id, moved.Id, world.VersionId, app.Clock.UtcNow, world.Today, 10, PublicVoice.Reports.Indicators.Channel.Self, PublicVoice.Reports.Indicators.Assurance.VisitCode, "333333333", ".....", 40,
            PublicVoice.Reports.Indicators.IntegritySignals.None, null, hash), 0)));
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
