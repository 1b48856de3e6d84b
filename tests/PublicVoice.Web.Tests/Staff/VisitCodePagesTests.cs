using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.Staff;

public sealed partial class VisitCodePagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task New_MakesCodesThatCanBeDownloadedAndAreStoredNowhere()
    {
        var (world, browser, service) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/codes/new"), ("ServiceCode", service.ShortCode), ("Number", "25"), ("Days", "10"));
        HtmlAssert.Status(HttpStatusCode.OK, page);
        using var csv = await DownloadAsync(browser, page, "Table");
        Assert.Equal(("text/csv", "attachment"), (csv.Content.Headers.ContentType!.MediaType, csv.Content.Headers.ContentDisposition!.DispositionType));
        var rows = (await csv.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        Assert.Equal(26, rows.Length);
        Assert.Matches($"^[A-Z0-9]{{4}}-[A-Z0-9]{{4}},{world.Office.Code},{service.Code},2026-11-30,http://localhost/s/{world.Office.Code}/{service.ShortCode}\\?kode=", rows[1]);
        using var pdf = await DownloadAsync(browser, page, "Slips");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        using var stream = new MemoryStream(await pdf.Content.ReadAsByteArrayAsync());
        using var document = PdfSharp.Pdf.IO.PdfReader.Open(stream, PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
        Assert.Equal(3, document.PageCount);

        using var citizen = app.NewBrowser();
        var rate = await citizen.OpenAsync(rows[1].Split(',')[4]);
        var answers = rate.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.SendAsync(rate, answers)).Status);

        var entries = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("visit-codes")).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(["visit-codes.made", "visit-codes.downloaded", "visit-codes.downloaded"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(("CounterOfficer", true), (entry.Role, entry.After!.Contains("25", StringComparison.Ordinal))));
        Assert.All(rows.Skip(1), row => Assert.DoesNotContain(entries, entry => $"{entry.Subject}{entry.After}".Contains(row[..9], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Number", "0", "Isi bilangan 1 sampai 1000")]
    [InlineData("Number", "1001", "Isi bilangan 1 sampai 1000")]
    [InlineData("Days", "91", "Isi bilangan 1 sampai 90")]
    [InlineData("Days", "banyak", "Isi bilangan 1 sampai 90")]
    [InlineData("ServiceCode", "milik-orang", "Pilih layanan")]
    public async Task New_WrongField_SaysWhatToDoAndMakesNothing(string field, string value, string message)
    {
        var (world, browser, _) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/codes/new"), ("Number", "7"), (field, value));
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(0, await app.WithContextAsync(context => context.VisitCodeBatches.CountAsync(batch => batch.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task Download_TokenOfAnotherUnitOrPersonOrNone_IsRefused()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var branch = await data.CreateUnitAsync(parent: world.Office);
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/codes/new"), ("Number", "3"));
        using var colleague = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var theirs = await colleague.SendAsync(await colleague.OpenAsync($"/staff/units/{world.Office.Code}/codes/new"), ("Number", "3"));
        var token = page.Fields().Single(field => field.Key == "Token").Value;
        foreach (var (client, form, unit, sent) in new[] { (browser, page, branch, token), (colleague, theirs, world.Office, token), (browser, page, world.Office, "x") })
        {
            using var content = new FormUrlEncodedContent(form.Fields().Where(field => field.Key != "Token").Append(new("Token", sent)));
            using var response = await client.PostAsync($"/staff/units/{unit.Code}/codes/new?handler=Table", content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("Kode ini tidak dapat diunduh lagi", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Counter_ShowsOneCodeLarge()
    {
        var (world, browser, service) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/codes/counter"), ("ServiceCode", service.ShortCode));
        HtmlAssert.Status(HttpStatusCode.OK, page);
        Assert.Matches(Grouped(), page.One(".visit-code").TextContent);
        Assert.StartsWith("data:image/png;base64,", page.One("img.qr").GetAttribute("src"), StringComparison.Ordinal);
        Assert.Equal((1, service.Id), await app.WithContextAsync(context => context.VisitCodeBatches.Where(batch => batch.UnitId == world.Office.Id).Select(batch => new ValueTuple<int, int?>(batch.Count, batch.ServiceId)).SingleAsync()));
        HtmlAssert.HasError(await browser.SendAsync(page, ("ServiceCode", "milik-orang")), "ServiceCode", "Pilih layanan");
    }

    [Theory]
    [InlineData("codes/new", "input[name=Token]")]
    [InlineData("codes/counter", ".visit-code")]
    public async Task Make_FormSentAgain_ShowsTheSameAndMakesNoMore(string path, string shown)
    {
        var (world, browser, _) = await OpenWorldAsync();
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/{path}");
        var (first, again) = (await browser.SendAsync(form, ("Number", "25")), await browser.SendAsync(form, ("Number", "25"))); // as a reload sends it
        HtmlAssert.Status(HttpStatusCode.OK, again);
        Assert.Equal(1, await app.WithContextAsync(context => context.VisitCodeBatches.CountAsync(batch => batch.UnitId == world.Office.Id)));
        if (shown == ".visit-code")
        {
            Assert.Equal(first.One(shown).TextContent, again.One(shown).TextContent);
            var another = await browser.SendAsync(again);
            Assert.NotEqual(first.One(shown).TextContent, another.One(shown).TextContent);
        }
        else
        {
            using var firstTable = await DownloadAsync(browser, first, "Table");
            using var againTable = await DownloadAsync(browser, again, "Table");
            Assert.Equal(await firstTable.Content.ReadAsStringAsync(), await againTable.Content.ReadAsStringAsync());
        }

        app.Clock.UtcNow += TimeSpan.FromMinutes(15);
        var late = await browser.SendAsync(form, ("Number", "25"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, late);
        Assert.Contains("tidak dapat ditampilkan lagi", late.One(".errors").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ShowsUseOfDaysThatAreOverAndAddsUpSmallBatches()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var day = app.Clock.UtcNow.Date;
        await AddAsync(world.Office, 20, day.AddDays(5), day.AddDays(-1), day.AddDays(-1).AddHours(16), day.AddDays(-1).AddHours(17)); // the last one is today in Jakarta
        await AddAsync(world.Office, 30, day.AddDays(-1), day.AddDays(-2));
        await AddAsync(world.Office, 19, day.AddDays(5), day.AddDays(-1));
        await AddAsync(world.OtherOffice, 40, day.AddDays(5));
        Assert.Equal([["30", "1", "29"], ["20", "2", "0"], ["19", "–", "–"]], await CountsAsync());
        await AddAsync(world.Office, 1, day.AddDays(-1));
        Assert.Equal(["20", "1", "1"], (await CountsAsync())[^1]);

        async Task<List<string[]>> CountsAsync() => [.. (await browser.OpenAsync($"/staff/units/{world.Office.Code}/codes")).Document.QuerySelectorAll("tbody tr")
            .Select(row => row.QuerySelectorAll("td").TakeLast(3).Select(cell => cell.TextContent).ToArray())];
    }

    [Theory]
    [InlineData("codes/new")]
    [InlineData("codes/counter")]
    public async Task Make_UnitIsClosed_IsRefused(string path)
    {
        var (world, browser, _) = await OpenWorldAsync();
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Status, UnitStatus.Closed)));
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/{path}"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Contains("tidak menerima penilaian lagi", page.One(".errors").TextContent, StringComparison.Ordinal);
    }

    private static long next = 1;

    private Task<int> AddAsync(Unit unit, int count, DateTime expires, params DateTime[] used) => app.WithContextAsync(async context =>
    {
        var batch = new VisitCodeBatch { UnitId = unit.Id, ServiceId = null, MadeOn = app.Clock.UtcNow.AddDays(-3), MadeBy = "Siti", Count = count, ExpiresOn = expires };
        context.Add(batch);
        await context.SaveChangesAsync();
        context.AddRange(Enumerable.Range(0, count).Select(at => new VisitCode { Hash = Interlocked.Increment(ref next), BatchId = batch.Id, UsedOn = at < used.Length ? used[at] : null }));
        return await context.SaveChangesAsync();
    });

    private static Task<HttpResponseMessage> DownloadAsync(HttpClient browser, HtmlPage page, string handler) =>
        browser.PostAsync(new Uri(page.Address, $"?handler={handler}"), new FormUrlEncodedContent(page.Fields()));

    private async Task<(StaffWorld World, HttpClient Browser, Service Service)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office)), await data.CreateServiceAsync(world.Office));
    }

    [GeneratedRegex("^[A-Z0-9]{4}-[A-Z0-9]{4}$", RegexOptions.None, 1000)]
    private static partial Regex Grouped();
}
