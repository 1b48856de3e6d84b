using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages.Surveys;

public sealed class RatingTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    private static IEnumerable<(string, string?)> Answers(HtmlPage page, string value = "3") =>
        page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)value));

    private Task<List<SurveyResponse>> StoredAsync(Unit unit) =>
        app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().Where(response => response.UnitId == unit.Id).OrderBy(response => response.Id).ToListAsync());

    private async Task<(Unit Unit, string Address)> PlaceAsync(string? questionnaire = null, string? timeZone = null)
    {
        var version = questionnaire is null ? null : await data.CreateQuestionnaireVersionAsync(questionnaire);
        var unit = await data.CreateUnitAsync(questionnaireId: version?.QuestionnaireId, timeZone: timeZone);
        var service = await data.CreateServiceAsync(unit);
        return (unit, $"/s/{unit.Code}/{service.ShortCode}");
    }

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Get_StandardQuestionnaire_ShowsNineQuestionsNoneChosen()
    {
        var (_, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);

        HtmlAssert.Status(HttpStatusCode.OK, page);
        Assert.Equal(9, page.Document.QuerySelectorAll("fieldset.question > legend").Length);
        Assert.Equal(36, page.Document.QuerySelectorAll("fieldset.question label.option > input[type=radio]").Length);
        Assert.Empty(page.Document.QuerySelectorAll("input[checked], option[selected]"));
        Assert.Equal(7, Guid.Parse(page.Fields().Single(field => field.Key == "key").Value).Version);
        Assert.Equal("no-cache, private", page.Header("Cache-Control"));
    }

    [Fact]
    public async Task Get_FullServiceCodeInCapitals_ShowsTheForm()
    {
        var service = await data.CreateServiceAsync();
        using var browser = app.NewBrowser();
        var unit = service.Code.Split('.')[0];
        var page = await browser.OpenAsync($"/s/{unit.ToUpperInvariant()}/{service.Code.ToUpperInvariant()}");
        HtmlAssert.Status(HttpStatusCode.OK, page);
        Assert.Equal(service.Name, page.One("h1").TextContent);
    }

    [Fact]
    public async Task Post_Complete_StoresOneResponseAndGivesAReceipt()
    {
        var (unit, address) = await PlaceAsync(timeZone: "Asia/Jayapura");
        using var browser = app.NewBrowser();
        app.Clock.UtcNow = new DateTime(2026, 11, 30, 15, 30, 0, DateTimeKind.Utc); // 0.30 on 1 December in Jayapura
        var page = await browser.OpenAsync(address);
        app.Clock.UtcNow = app.Clock.UtcNow.AddSeconds(42);
        var sent = await browser.SendAsync(page, [.. Answers(page), ("q.WAKTU", "1"), ("p.age_band", "<17"), ("comment", " Antre lama.\r\nPanas. ")]);

        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        var stored = Assert.Single(await StoredAsync(unit));
        Assert.Equal("331333333", stored.Answers);
        Assert.Equal(".0...", stored.Profile + ".");
        Assert.Equal((new DateOnly(2026, 12, 1), 42), (stored.LocalDay, stored.DurationSeconds));
        Assert.Equal((Channel.Self, Assurance.None, IntegritySignals.None), (stored.Channel, stored.Assurance, stored.Signals));
        var comment = await app.WithContextAsync(context => context.SurveyComments.SingleAsync(comment => comment.SurveyResponseId == stored.Id));
        Assert.Equal("Antre lama.\nPanas.", comment.Text);

        var thanks = await browser.FollowAsync(sent);
        HtmlAssert.Status(HttpStatusCode.OK, thanks);
        Assert.Matches("^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$", thanks.One(".receipt").TextContent);
        Assert.Contains("1 Desember 2026", thanks.Text, StringComparison.Ordinal);
        Assert.Contains("mulai 1 Januari 2027", thanks.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", thanks.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_StraightLinedAtOnce_StoresTheSignals()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        app.Clock.UtcNow = app.Clock.UtcNow.AddSeconds(2);
        await browser.SendAsync(page, Answers(page));
        Assert.Equal(IntegritySignals.StraightLined | IntegritySignals.TooFast, Assert.Single(await StoredAsync(unit)).Signals);
    }

    [Fact]
    public async Task Post_SameFormAgain_GivesTheSameReceiptAndStoresOne()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        var sent = await Task.WhenAll(browser.SendAsync(page, Answers(page)), browser.SendAsync(page, Answers(page)), browser.SendAsync(page, Answers(page, "1")));

        Assert.Single(sent.Select(answer => answer.Response.Headers.Location!.ToString()).Distinct(StringComparer.Ordinal));
        Assert.Single(await StoredAsync(unit));
    }

    [Fact]
    public async Task Post_NotApplicableAndLeftOut_AreKeptApart()
    {
        var (unit, address) = await PlaceAsync(TestData.SmallQuestionnaire);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, ("q.WAKTU.1", "4"), ("q.WAKTU.2", ""), ("q.BIAYA", SurveyForm.NotApplicable), ("p.sex", "P"))).Status);
        var again = await browser.OpenAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(again, ("q.WAKTU.1", "1"), ("q.BIAYA", "4"))).Status);

        Assert.Equal([("4.-", "1"), ("1.4", ".")], (await StoredAsync(unit)).Select(stored => (stored.Answers, stored.Profile)));
    }

    [Fact]
    public async Task Post_SomeMissing_SaysWhichAndKeepsTheRest()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        var sent = await browser.SendAsync(page, [.. Answers(page), ("q.BIAYA", null), ("q.SARANA", null), ("p.sex", "L"), ("comment", "\nTetap ada & <utuh>")]);

        HtmlAssert.HasError(sent, "q.BIAYA", "Pilih satu jawaban.");
        HtmlAssert.HasError(sent, "q.SARANA", "Pilih satu jawaban.");
        HtmlAssert.HasNoError(sent, "q.WAKTU");
        Assert.StartsWith("Ada yang perlu diperbaiki: ", sent.Title, StringComparison.Ordinal);
        Assert.Equal(7, sent.Document.QuerySelectorAll("input[type=radio][checked][value='3']").Length);
        var fields = sent.Fields().ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        Assert.Equal(("L", "\nTetap ada & <utuh>"), (fields["p.sex"], fields["comment"]));
        Assert.Equal(page.Fields().Single(field => field.Key == "key").Value, fields["key"]);
        Assert.Empty(await StoredAsync(unit));

        var mended = await browser.SendAsync(sent, ("q.BIAYA", "3"), ("q.SARANA", "4"));
        Assert.Equal(HttpStatusCode.Redirect, mended.Status);
        Assert.Single(await StoredAsync(unit));
    }

    [Fact]
    public async Task Post_English_SaysSoInEnglish()
    {
        var (_, address) = await PlaceAsync();
        using var browser = app.NewBrowser("en");
        var page = await browser.OpenAsync(address);
        var sent = await browser.SendAsync(page);
        HtmlAssert.HasError(sent, "q.WAKTU", "Choose one answer.");
        Assert.StartsWith("Error: ", sent.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CommentOfExactlyTheLimitWithLineEnds_IsStored()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        var comment = new string('é', SurveyComment.TextMaxLength - 5) + "\r\n😀\r\na"; // line ends count once, an emoji twice
        var sent = await browser.SendAsync(page, [.. Answers(page), ("comment", comment)]);
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Single(await StoredAsync(unit));
    }

    [Fact]
    public async Task Post_CommentTooLong_SaysByHowMuchAndKeepsIt()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        var comment = new string('x', SurveyComment.TextMaxLength + 1);
        var sent = await browser.SendAsync(page, [.. Answers(page), ("comment", comment)]);
        HtmlAssert.HasError(sent, "comment", "Saran paling banyak 2.000 karakter; yang Anda tulis 2.001. Persingkat dulu.");
        Assert.Equal(comment, sent.Fields().Single(field => field.Key == "comment").Value);
        Assert.Empty(await StoredAsync(unit));
    }

    [Fact]
    public async Task Post_ControlCharacters_AreTakenOut()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        var sent = await browser.SendAsync(page, [.. Answers(page), ("comment", "ab\u0007c")]);
        HtmlAssert.Status(HttpStatusCode.Redirect, sent);
        var stored = Assert.Single(await StoredAsync(unit));
        Assert.Equal("abc", (await app.WithContextAsync(context => context.SurveyComments.SingleAsync(comment => comment.SurveyResponseId == stored.Id))).Text);
    }

    [Fact]
    public async Task Post_OtherLanguage_ShowsTheSameFormWithEverythingStillThere()
    {
        var (unit, address) = await PlaceAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        var button = page.One("button.language");
        Assert.Equal($"{address}?kirim&lang=en", button.GetAttribute("formaction"));
        using var content = new FormUrlEncodedContent(
            [.. page.Fields().Where(field => field.Key != "comment"), new("q.WAKTU", "2"), new("comment", "Setengah jalan"), new("bahasa", "en")]);
        using var response = await browser.PostAsync(button.GetAttribute("formaction"), content);
        var source = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<html lang=\"en\">", source, StringComparison.Ordinal);
        Assert.Contains("Setengah jalan", source, StringComparison.Ordinal);
        Assert.Contains("name=\"q.WAKTU\" value=\"2\" checked", source, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"errors\"", source, StringComparison.Ordinal);
        Assert.Empty(await StoredAsync(unit));
    }

    [Fact]
    public async Task Post_OpenedBeforeANewerVersion_IsStoredUnderTheVersionShown()
    {
        var first = await data.CreateQuestionnaireVersionAsync();
        var unit = await data.CreateUnitAsync(questionnaireId: first.QuestionnaireId);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        var code = await app.WithContextAsync(context => context.Questionnaires.Where(known => known.Id == first.QuestionnaireId).Select(known => known.Code).SingleAsync());
        await data.CreateQuestionnaireVersionAsync(TestData.SmallQuestionnaire.Replace("Cepatkah?", "Sudah cepat?", StringComparison.Ordinal), code);

        var sent = await browser.SendAsync(page, ("q.WAKTU.1", "4"), ("q.BIAYA", "1"));
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Equal(first.Id, Assert.Single(await StoredAsync(unit)).QuestionnaireVersionId);
        Assert.Contains("Sudah cepat?", (await browser.OpenAsync($"/s/{unit.Code}/umum")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_VersionReplacedBeforeAnyAnswer_ShowsTheNewFormAndKeepsTheComment()
    {
        var first = await data.CreateQuestionnaireVersionAsync();
        var unit = await data.CreateUnitAsync(questionnaireId: first.QuestionnaireId);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        var code = await app.WithContextAsync(context => context.Questionnaires.Where(known => known.Id == first.QuestionnaireId).Select(known => known.Code).SingleAsync());
        var second = await data.CreateQuestionnaireVersionAsync(code: code);
        await app.WithContextAsync(context => context.QuestionnaireVersions.Where(version => version.Id == first.Id).ExecuteDeleteAsync());

        var sent = await browser.SendAsync(page, ("q.WAKTU.1", "4"), ("q.BIAYA", "1"), ("comment", "Simpan ini"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, sent);
        Assert.Contains("Kuesioner telah diperbarui", sent.One(".errors").TextContent, StringComparison.Ordinal);
        var fields = sent.Fields().ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        Assert.Equal((second.Id.ToString(), "Simpan ini"), (fields["version"], fields["comment"]));
        Assert.Empty(await StoredAsync(unit));
    }
}
