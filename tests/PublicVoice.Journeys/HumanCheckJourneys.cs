using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>The proof of work in a real browser, under the content policy that forbids everything else.</summary>
public class HumanCheckJourneys(Browser browser)
{
    private const int Unchecked = 0;
    private const int HumanCheck = 1;

    [Fact]
    public async Task Rate_WithJavaScript_ProvesItWithoutAskingAnything()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);
        Assert.Equal(0, await visit.Page.Locator("altcha-widget").CountAsync()); // nothing before the first interaction
        await visit.AnswerStepwiseAsync();
        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Page.WaitForFunctionAsync("new FormData(document.getElementById('survei')).get('bukti')?.length > 0");
        Assert.False(await visit.Page.Locator("altcha-widget").IsVisibleAsync());
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();
        Assert.Equal(HumanCheck, Stored.Assurance(browser.Server, comment));
        visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Rate_WithoutJavaScript_IsTakenAsUnchecked()
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: false));
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);
        await visit.AnswerAllAsync();
        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Page.Locator("form#survei .actions button.primary").ClickAsync();
        await visit.ReceiptAsync();
        Assert.Equal(Unchecked, Stored.Assurance(browser.Server, comment));
    }
}
