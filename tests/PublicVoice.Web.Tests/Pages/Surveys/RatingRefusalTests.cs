using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages.Surveys;

/// <summary>What nobody who fills in the form would send: a clear refusal, nothing stored.</summary>
public class RatingRefusalTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    private async Task<(HttpClient Browser, Service Service, HtmlPage Page)> OpenAsync()
    {
        var unit = await data.CreateUnitAsync(questionnaireId: (await data.CreateQuestionnaireVersionAsync()).QuestionnaireId);
        var service = await data.CreateServiceAsync(unit);
        var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/{service.ShortCode}");
        HtmlAssert.Status(HttpStatusCode.OK, page);
        return (browser, service, page);
    }

    private static readonly (string, string?)[] Complete = [("q.WAKTU.1", "4"), ("q.BIAYA", "1")];

    private async Task RefusedAsync(HtmlPage page, HttpStatusCode status)
    {
        HtmlAssert.Status(status, page);
        Assert.NotEmpty(page.One("h1").TextContent);
        Assert.DoesNotContain("   at ", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.Source, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.SurveyResponses.CountAsync()));
    }

    [Theory]
    [InlineData("q.WAKTU.1", "5")]
    [InlineData("q.WAKTU.1", "2")] // within the scale, not among the options
    [InlineData("q.WAKTU.1", "TB")] // not offered for this question
    [InlineData("q.BIAYA", "")] // not offered for a required question
    [InlineData("q.WAKTU.1", "<canary>")]
    [InlineData("p.sex", "X")]
    [InlineData("q.PERSYARATAN", "3")] // a question of another version
    [InlineData("p.age_band", "17-25")]
    [InlineData("q.waktu.1", "4")]
    public async Task Post_ValueOrFieldNeverOffered_IsRefused(string name, string value)
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.SendAsync(page, [.. Complete, (name, value)]);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        Assert.NotEmpty(sent.One(".errors").TextContent);
        HtmlAssert.HasNoMarkupOf(sent, "<canary>");
        browser.Dispose();
    }

    [Fact]
    public async Task Post_TwoAnswersToOneQuestion_IsRefused()
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.PostAsync(page, [.. page.Fields(), new("q.WAKTU.1", "1"), new("q.WAKTU.1", "4"), new("q.BIAYA", "1")]);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        browser.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("7f0c7a34-2f27-4b7e-9a59-0a4f7c5d1b11")] // version 4
    public async Task Post_BadKey_ShowsTheFilledFormWithANewKey(string? key)
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.SendAsync(page, [.. Complete, ("key", key)]);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        Assert.Equal(7, Guid.Parse(sent.Fields().Single(field => field.Key == "key").Value).Version);
        Assert.Equal(2, sent.Document.QuerySelectorAll("input[checked]").Length);
        browser.Dispose();
    }

    [Theory]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("00000000-0000-7000-8000-000000000001")]
    public async Task Post_KeyFromFarAway_IsStoredWithoutDuration(string key)
    {
        await using var own = new PublicVoiceApp();
        await own.InitializeAsync();
        var unit = await new TestData(own).CreateUnitAsync(questionnaireId: (await new TestData(own).CreateQuestionnaireVersionAsync()).QuestionnaireId);
        using var browser = own.NewBrowser();
        var sent = await browser.SendAsync(await browser.OpenAsync($"/s/{unit.Code}/umum"), [.. Complete, ("key", key)]);
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Null(await own.WithContextAsync(context => context.SurveyResponses.Select(response => response.DurationSeconds).SingleAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("999999")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("1")] // the standard questionnaire, which this unit does not use
    public async Task Post_OtherVersion_ShowsTheCurrentForm(string? version)
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.SendAsync(page, [.. Complete, ("version", version)]);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        Assert.Contains("Kuesioner telah diperbarui", sent.Text, StringComparison.Ordinal);
        Assert.Equal(3, sent.Document.QuerySelectorAll("fieldset.question").Length);
        browser.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("x")]
    public async Task Post_BadAntiforgeryToken_SaysWhatToDo(string? token)
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.SendAsync(page, [.. Complete, ("__RequestVerificationToken", token)]);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        Assert.Contains("muat ulang", sent.Text, StringComparison.Ordinal);
        browser.Dispose();
    }

    [Fact]
    public async Task Post_WithoutCookie_SaysWhatToDo()
    {
        var (browser, _, page) = await OpenAsync();
        browser.Dispose();
        using var stranger = app.NewBrowser("en");
        var sent = await stranger.SendAsync(page, Complete);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        Assert.Contains("allow cookies", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TooLarge_Is413()
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.SendAsync(page, [.. Complete, ("comment", new string('x', PageRequestGuard.MaxBodyBytes))]);
        await RefusedAsync(sent, HttpStatusCode.RequestEntityTooLarge);
        browser.Dispose();
    }

    [Fact]
    public async Task Post_TooManyFields_Is400()
    {
        var (browser, _, page) = await OpenAsync();
        var sent = await browser.PostAsync(page, [.. page.Fields(), .. Enumerable.Range(0, 400).Select(i => new KeyValuePair<string, string>($"x{i}", "1"))]);
        await RefusedAsync(sent, HttpStatusCode.BadRequest);
        browser.Dispose();
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=a", "hello", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "q.WAKTU=1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense", "q.WAKTU=1", HttpStatusCode.UnsupportedMediaType)]
    public async Task Post_BrokenForm_IsRefused(string type, string body, HttpStatusCode status)
    {
        var (browser, _, page) = await OpenAsync();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await browser.PostAsync(page.Address, content);
        Assert.Equal(status, response.StatusCode);
        browser.Dispose();
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "q.WAKTU=1")]
    public async Task Post_NoForm_Is415(string type, string body)
    {
        var (browser, _, page) = await OpenAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await browser.PostAsync(page.Address, content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("Bentuk kiriman tidak dikenal", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        browser.Dispose();
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task OtherMethod_Is405(string method)
    {
        var (browser, _, page) = await OpenAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), page.Address);
        using var response = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
        browser.Dispose();
    }

    [Theory]
    [InlineData(UnitStatus.Closed, false)]
    [InlineData(UnitStatus.Archived, false)]
    [InlineData(UnitStatus.Active, true)]
    public async Task Closed_GetAndPost_AreGoneWithAWayOn(UnitStatus status, bool serviceArchived)
    {
        var (browser, service, page) = await OpenAsync();
        await app.WithContextAsync(async context =>
        {
            await context.Units.Where(unit => unit.Id == service.UnitId).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Status, status));
            return await context.Services.Where(known => known.Id == service.Id).ExecuteUpdateAsync(set => set.SetProperty(known => known.Archived, serviceArchived));
        });

        foreach (var answer in new[] { await browser.OpenAsync(page.Address.ToString()), await browser.SendAsync(page, Complete) })
        {
            await RefusedAsync(answer, HttpStatusCode.Gone);
            Assert.NotEmpty(answer.Document.QuerySelectorAll("main a[href^='/hasil/']"));
            Assert.Empty(answer.Document.QuerySelectorAll("form"));
        }

        browser.Dispose();
    }

    [Fact]
    public async Task Unknown_UnitOrService_Is404InWordsThatHelp()
    {
        var (browser, service, page) = await OpenAsync();
        var other = await data.CreateServiceAsync();
        var unit = service.Code.Split('.')[0];
        foreach (var address in new[] { $"/s/{unit}/tidak-ada", $"/s/{unit}/{other.Code}", "/s/tidak-ada/izin", "/s/tidak-ada" })
        {
            var answer = await browser.OpenAsync(address);
            await RefusedAsync(answer, HttpStatusCode.NotFound);
            Assert.NotEmpty(answer.Document.QuerySelectorAll("main a[href='/']"));
        }

        using var content = new FormUrlEncodedContent(page.Fields());
        using var posted = await browser.PostAsync($"/s/{unit}/tidak-ada", content);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        browser.Dispose();
    }
}
