using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.VisitCodes;

/// <summary>What a citizen with a visit code sees.</summary>
public sealed class RatingWithCodeTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private const string Mistyped = "Kode kunjungan ini salah ketik. Periksa lagi delapan huruf dan angkanya, atau kosongkan lalu kirim tanpa kode.";
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Get_AddressOfASlip_HasTheCodeFilledInAndStoresItsProof()
    {
        var (unit, service) = await PlaceAsync();
        var code = VisitCodeText.Grouped(await MakeAsync(unit));
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/{service.ShortCode}?kode={code}");
        Assert.Equal(code, page.One("#kode").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, Answers(page))).Status);
        Assert.Equal(Assurance.VisitCode, await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == unit.Id).Select(row => row.Assurance).SingleAsync()));
    }

    [Fact]
    public async Task Get_AddressOfAnOffice_KeepsTheCodeOnTheWayToTheService()
    {
        var (unit, service) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.FollowAsync(await browser.OpenAsync($"/s/{unit.Code}?kode=K7QF-3M9X"));
        Assert.Equal("K7QF-3M9X", page.One("#kode").GetAttribute("value"));
        await data.CreateServiceAsync(unit);
        page = await browser.OpenAsync($"/s/{unit.Code}?kode=%22%3E%3Ccanary%3E");
        HtmlAssert.HasNoMarkupOf(page, "<canary>");
        page = await browser.OpenAsync(page.Document.QuerySelectorAll("a.main").Select(link => link.GetAttribute("href")!).Single(href => href.Contains(service.ShortCode, StringComparison.Ordinal)));
        Assert.Equal("\"><canary>", page.One("#kode").GetAttribute("value"));
        HtmlAssert.HasNoMarkupOf(page, "<canary>");
    }

    [Fact]
    public async Task Post_WithoutCode_IsStoredAsBefore()
    {
        var (unit, service) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/{service.ShortCode}");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, [.. Answers(page), ("kode", "  ")])).Status);
        Assert.Equal(Assurance.None, await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == unit.Id).Select(row => row.Assurance).SingleAsync()));
    }

    [Fact]
    public async Task Post_CodeThatCannotBeUsed_SaysWhichItIsAndGoesOnWithout()
    {
        var (unit, service) = await PlaceAsync();
        var (used, expired, foreign) = (await MakeAsync(unit), await MakeAsync(unit, days: 1), await MakeAsync((await PlaceAsync()).Unit));
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/{service.ShortCode}");
        await browser.SendAsync(page, [.. Answers(page), ("kode", used)]);
        page = await browser.OpenAsync($"/s/{unit.Code}/{service.ShortCode}");
        var now = app.Clock.UtcNow;
        foreach (var (code, message) in new[]
        {
            (used[..7] + (used[7] == 'A' ? 'C' : 'A'), Mistyped),
            ("<canary>", Mistyped),
            (VisitCodeText.New().ToLowerInvariant(), Mistyped),
            (used, "Kode kunjungan ini sudah dipakai. Kosongkan kodenya lalu kirim tanpa kode, atau minta kode baru kepada petugas."),
            (foreign, "Kode kunjungan ini milik kantor atau layanan lain. Kosongkan kodenya lalu kirim tanpa kode, atau nilai layanan yang tertulis pada lembar kodenya."),
            (expired, "Masa berlaku kode kunjungan ini sudah habis. Kosongkan kodenya lalu kirim tanpa kode."),
        })
        {
            app.Clock.UtcNow = code == expired ? now.AddDays(3) : now;
            var sent = await browser.SendAsync(page, [.. Answers(page), ("comment", "tetap ada"), ("kode", code)]);
            HtmlAssert.HasError(sent, "kode", message);
            HtmlAssert.HasNoMarkupOf(sent, "<canary>");
            Assert.Equal(code, sent.One("#kode").GetAttribute("value"));
            Assert.Equal(9, sent.Document.QuerySelectorAll("fieldset.question input[checked]").Length);
            Assert.Contains("tetap ada", sent.One("#saran").TextContent, StringComparison.Ordinal);
            page = sent;
        }

        Assert.Equal(1, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == unit.Id)));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, ("kode", ""))).Status); // the same submission, now without a code
        Assert.Equal(2, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == unit.Id)));
    }

    [Fact]
    public async Task Post_AnswerMissing_LeavesTheCodeUnusedAndFilledIn()
    {
        var (unit, service) = await PlaceAsync();
        var code = await MakeAsync(unit);
        using var browser = app.NewBrowser();
        var sent = await browser.SendAsync(await browser.OpenAsync($"/s/{unit.Code}/{service.ShortCode}"), ("kode", code));
        HtmlAssert.Status(HttpStatusCode.BadRequest, sent);
        HtmlAssert.HasNoError(sent, "kode");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(sent, Answers(sent))).Status);
    }

    private static IEnumerable<(string, string?)> Answers(HtmlPage page) =>
        page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));

    private async Task<(Unit Unit, Service Service)> PlaceAsync()
    {
        var unit = await data.CreateUnitAsync();
        return (unit, await data.CreateServiceAsync(unit));
    }

    private Task<string> MakeAsync(Unit unit, int days = 30) => app.InScopeAsync(async services =>
        (await services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(unit, null, 1, days), CancellationToken.None)).Codes[0]);
}
