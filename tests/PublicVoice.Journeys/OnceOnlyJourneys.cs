using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>Whatever happens between the phone and the server, one rating is stored once and has one receipt.</summary>
public class OnceOnlyJourneys(Browser browser)
{
    [Fact]
    public async Task Send_DoubleClick_StoresOnce()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        var comment = await FillAsync(visit);

        await visit.Send.DblClickAsync();
        await visit.ReceiptAsync();

        Assert.Equal(1, Stored.Responses(browser.Server, comment));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_BackAndAgain_GivesTheSameReceipt(bool javaScript)
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: javaScript));
        var comment = await FillAsync(visit, javaScript);
        await visit.Send.ClickAsync();
        var first = await visit.ReceiptAsync();

        await BackToFormAsync(visit);
        await FillAgainAsync(visit, javaScript, comment);
        await visit.Send.ClickAsync();
        var second = await visit.ReceiptAsync();

        Assert.Equal(first, second);
        Assert.Equal(1, Stored.Responses(browser.Server, comment));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_AnswerLostOnTheWay_StoresOnceWhenSentAgain(bool javaScript)
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: javaScript));
        var comment = await FillAsync(visit, javaScript);
        await visit.Page.RouteAsync("**/s/**", LoseAnswerAsync);
        await visit.Send.ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.StartsWith("chrome-error:", StringComparison.Ordinal));
        Assert.Equal(1, Stored.Responses(browser.Server, comment));
        await visit.Page.UnrouteAsync("**/s/**");

        await BackToFormAsync(visit);
        await FillAgainAsync(visit, javaScript, comment);
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();

        Assert.Equal(1, Stored.Responses(browser.Server, comment));
    }

    [Fact]
    public async Task Send_ServerRestartedMeanwhile_IsAccepted()
    {
        await using var server = new ServerProcess();
        await server.CommandAsync("seed", "demo", "--city", "plg", "--responses", "0");
        await server.StartAsync();
        await using var visit = await browser.VisitAsync(new Visitor(Server: server));
        var comment = await FillAsync(visit);

        var exitCode = await server.StopAsync();
        await server.StartAsync();
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(1, Stored.Responses(server, comment));
    }

    private static async Task<string> FillAsync(Visit visit, bool javaScript = true)
    {
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);
        await FillAgainAsync(visit, javaScript, comment);
        return comment;
    }

    private static async Task FillAgainAsync(Visit visit, bool javaScript, string comment)
    {
        if (javaScript)
        {
            await visit.AnswerStepwiseAsync();
        }
        else
        {
            await visit.AnswerAllAsync();
        }

        await visit.Page.Locator("#saran").FillAsync(comment);
    }

    /// <summary>The steps of the form are entries of the history too.</summary>
    private static async Task BackToFormAsync(Visit visit)
    {
        await visit.Page.GoBackAsync();
        await visit.Page.WaitForURLAsync(url => url.Contains("/s/", StringComparison.Ordinal));
        await visit.Page.WaitForLoadStateAsync(LoadState.Load);
    }

    private static async Task LoseAnswerAsync(IRoute route)
    {
        if (route.Request.Method == "POST")
        {
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync();
        }
        else
        {
            await route.ContinueAsync();
        }
    }
}
