using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Tests.Kiosks;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public sealed class KioskPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task New_MakesALinkThatPairsOneTabletOnce()
    {
        var (world, browser, service) = await OpenWorldAsync();
        var list = await browser.OpenAsync($"/staff/kiosks?unit={world.Office.Code}");
        Assert.Equal($"/staff/units/{world.Office.Code}/kiosks/new", list.Header("Location"));
        var made = await browser.SendAsync(await browser.FollowAsync(list), ("Name", " Loket  1 "), ("ServiceCode", service.ShortCode));
        HtmlAssert.Status(HttpStatusCode.OK, made);
        var code = made.One(".secret").TextContent;
        Assert.Matches("^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$", code);
        Assert.StartsWith("data:image/png;base64,", made.One("img.qr").GetAttribute("src"), StringComparison.Ordinal);
        Assert.Contains("menunggu dipasang", (await browser.OpenAsync("/staff/kiosks")).One("tbody").TextContent, StringComparison.Ordinal);

        using var tablet = app.NewBrowser();
        var pairing = await tablet.OpenAsync("/kiosk");
        var paired = await tablet.SendAsync(pairing, ("Code", code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()));
        Assert.Equal(HttpStatusCode.Redirect, paired.Status);
        var cookie = paired.Header("Set-Cookie");
        foreach (var part in new[] { "kiosk=", "path=/kiosk", "httponly", "samesite=strict", "max-age=34560000" })
        {
            Assert.Contains(part, cookie, StringComparison.Ordinal);
        }

        var survey = await tablet.FollowAsync(paired);
        Assert.Equal(($"/kiosk/{world.Office.Code}", world.Office.Code), (survey.Address.AbsolutePath, survey.Document.Body!.GetAttribute("data-unit")));
        Assert.Empty(survey.Document.QuerySelectorAll("a, form, script:not([src]), style, [style]"));
        Assert.All(survey.Document.QuerySelectorAll("[src], [href]"), part => Assert.Contains(part.GetAttribute("src") ?? part.GetAttribute("href"), PublicVoice.Web.Pages.Kiosks.KioskWorker.Files)); // by the names under which they are kept
        Assert.Contains(world.Office.Name, (await tablet.OpenAsync("/kiosk")).One("p.notice").TextContent, StringComparison.Ordinal);

        using var second = app.NewBrowser();
        HtmlAssert.HasError(await second.SendAsync(await second.OpenAsync("/kiosk"), ("Code", code)), "Code", "Kode ini sudah dipakai. Buat tautan baru di ruang kerja");
        var entries = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("kiosk.")).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal([("kiosk.made", "CounterOfficer"), ("kiosk.paired", "")], entries.Select(entry => (entry.Action, entry.Role)));
        Assert.Equal($"Loket 1, {world.Office.Name} ({world.Office.Code})", entries[1].Subject);
        Assert.DoesNotContain(entries, entry => $"{entry.Subject}{entry.After}".Contains(code[..4], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Name", " ", "Isi nama tablet, paling banyak 100 karakter")]
    [InlineData("ServiceCode", "milik-orang", "Pilih layanan")]
    public async Task New_WrongField_SaysWhatToDoAndMakesNothing(string field, string value, string message)
    {
        var (world, browser, _) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/kiosks/new"), ("Name", "Loket 1"), (field, value));
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(0, await app.WithContextAsync(context => context.KioskDevices.CountAsync(device => device.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task New_ClosedUnit_IsRefused()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var closed = await data.CreateUnitAsync(parent: world.Office, status: UnitStatus.Closed);
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{closed.Code}/kiosks/new"), ("Name", "Loket 1"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Contains("tidak menerima penilaian lagi", page.One(".errors").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pair_TooLateRevokedOrMistyped_SaysWhichAndPairsNothing()
    {
        var (world, browser, _) = await OpenWorldAsync();
        using var tablet = app.NewBrowser();
        var pairing = await tablet.OpenAsync("/kiosk");
        HtmlAssert.HasError(await tablet.SendAsync(pairing, ("Code", "")), "Code", "Isi kode pemasangan");
        HtmlAssert.HasError(await tablet.SendAsync(pairing, ("Code", "K7QF-3M9X-TR4W")), "Code", "Kode ini tidak dikenal. Periksa kedua belas huruf dan angkanya");
        HtmlAssert.HasError(await tablet.SendAsync(pairing, ("Code", new string('x', 5000))), "Code", "Kode ini tidak dikenal. Periksa kedua belas huruf dan angkanya");

        var revoked = await MakeAsync(browser, world.Office);
        var id = await app.WithContextAsync(context => context.KioskDevices.Where(device => device.UnitId == world.Office.Id).Select(device => device.Id).SingleAsync());
        await browser.PressAsync(await browser.OpenAsync($"/staff/kiosks/{id}"), "form[action*=Revoke]");
        HtmlAssert.HasError(await tablet.SendAsync(pairing, ("Code", revoked)), "Code", "Masa berlaku kode ini sudah habis. Buat tautan baru di ruang kerja");

        var late = await MakeAsync(browser, world.Office);
        app.Clock.UtcNow += KioskDevice.PairingLimit;
        HtmlAssert.HasError(await tablet.SendAsync(pairing, ("Code", late)), "Code", "Masa berlaku kode ini sudah habis. Buat tautan baru di ruang kerja");
        Assert.Contains("This code has expired", (await tablet.SendAsync(await tablet.OpenAsync("/kiosk?lang=en"), ("Code", late))).One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.KioskDevices.CountAsync(device => device.UnitId == world.Office.Id && device.PairedOn != null)));
        Assert.Contains("Belum ada tablet", (await browser.OpenAsync("/staff/kiosks")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pair_TwoTabletsAtOnce_OneGetsIt()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var code = await MakeAsync(browser, world.Office);
        var tablets = Enumerable.Range(0, 6).Select(_ => app.NewBrowser()).ToList();
        var pages = await Task.WhenAll(tablets.Select(async tablet => await tablet.SendAsync(await tablet.OpenAsync("/kiosk"), ("Code", code))));
        Assert.Single(pages, page => page.Status == HttpStatusCode.Redirect);
        tablets.ForEach(tablet => tablet.Dispose());
    }

    [Fact]
    public async Task Kiosk_ShowsWhatItDeliveredAndHolds_CanBeRevokedAndReinstated()
    {
        var (world, browser, _) = await OpenWorldAsync();
        using var tablet = await Tablet.PairAsync(app, world.Office);
        Assert.Equal(["stored", "stored"], await tablet.DeliverAsync(tablet.Answer(), tablet.Answer()));
        using var sent = await tablet.SendAsync([tablet.Answer() with { Data = "AAAA" }], refused: 1);
        var row = (await browser.OpenAsync("/staff/kiosks")).One("tbody tr");
        Assert.Equal(["2", "0", "2"], row.QuerySelectorAll("td").Skip(2).Select(cell => cell.TextContent.Trim()));

        var page = await browser.OpenAsync($"/staff/kiosks/{tablet.Questionnaire.Device}");
        Assert.Contains("Masih ada 2 penilaian di tablet ini", page.Text, StringComparison.Ordinal);
        var revoked = await browser.FollowAsync(await browser.PressAsync(page, "form[action*=Revoke]"));
        Assert.Contains("dicabut", revoked.One(".state").TextContent, StringComparison.Ordinal);
        using var refused = await tablet.TryAskAsync();
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Empty((await tablet.Browser.OpenAsync("/kiosk")).Document.QuerySelectorAll("p.notice"));
        var again = await browser.FollowAsync(await browser.PressAsync(revoked, "form[action*=Reinstate]"));
        Assert.Contains("terpasang", again.One(".state").TextContent, StringComparison.Ordinal);
        Assert.Equal(["stored"], await tablet.DeliverAsync(tablet.Answer()));
        var actions = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("kiosk.re")).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
        Assert.Equal(["kiosk.revoked", "kiosk.reinstated"], actions);
    }

    [Fact]
    public async Task List_ShowsOnlyTabletsOfTheScope()
    {
        var (world, browser, _) = await OpenWorldAsync();
        await data.CreateKioskAsync(world.OtherOffice);
        using var foreign = await Tablet.PairAsync(app, world.OtherOffice);
        var page = await browser.OpenAsync("/staff/kiosks");
        Assert.DoesNotContain(world.OtherOffice.Name, page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("tbody tr"));
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync($"/staff/kiosks?unit={world.OtherOffice.Code}")); // no redirect to what would be missing
        HtmlAssert.Status(HttpStatusCode.NotFound, await browser.OpenAsync("/staff/kiosks/999999"));
    }

    [Fact]
    public async Task Survey_BrowserThatIsNoTablet_IsSentToPairing()
    {
        var (world, _, _) = await OpenWorldAsync();
        using var stranger = app.NewBrowser();
        Assert.Equal("/kiosk", (await stranger.OpenAsync($"/kiosk/{world.Office.Code}")).Header("Location"));
        using var tablet = await Tablet.PairAsync(app, world.Office);
        Assert.Equal($"/kiosk/{world.Office.Code}", (await tablet.Browser.OpenAsync($"/kiosk/{world.City.Code}")).Header("Location"));
    }

    [Fact]
    public async Task Worker_NamesEveryFileItKeeps()
    {
        using var browser = app.NewBrowser();
        var worker = await browser.OpenAsync("/kiosk/worker.js");
        Assert.StartsWith("text/javascript", worker.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Matches("^self.toKeep = .\"version\":\"[0-9a-f]{16}\"", worker.Source);
        foreach (var file in PublicVoice.Web.Pages.Kiosks.KioskWorker.Files.Append("/js/kiosk/worker.js").Append("/js/kiosk/pair.js"))
        {
            Assert.Contains(file, worker.Source + "/js/kiosk/pair.js", StringComparison.Ordinal);
            var page = await browser.OpenAsync(file);
            HtmlAssert.Status(HttpStatusCode.OK, page);
            foreach (var module in page.Source.Split('\n').Where(line => line.StartsWith("import ", StringComparison.Ordinal)).Select(line => line.Split("\"./")[1].Split('"')[0]))
            {
                Assert.Contains($"/js/kiosk/{module}", PublicVoice.Web.Pages.Kiosks.KioskWorker.Files);
            }
        }
    }

    private static async Task<string> MakeAsync(HttpClient browser, Unit unit) =>
        (await browser.SendAsync(await browser.OpenAsync($"/staff/units/{unit.Code}/kiosks/new"), ("Name", "Loket 1"))).One(".secret").TextContent;

    private async Task<(StaffWorld World, HttpClient Browser, Service Service)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        var service = await data.CreateServiceAsync(world.Office);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office)), service);
    }
}
