using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

public class AccessibilityTests(Browser browser)
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

    // Every page is looked at in both languages: so each of the four looks is seen once.
    private static readonly (int Width, ColorScheme Scheme)[] IndonesianLooks = [(360, ColorScheme.Dark), (1280, ColorScheme.Light)];
    private static readonly (int Width, ColorScheme Scheme)[] EnglishLooks = [(360, ColorScheme.Light), (1280, ColorScheme.Dark)];

    public static TheoryData<string, string> PagesAndLanguages()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in SitePages.All)
        {
            data.Add(path, "id");
            data.Add(path, "en");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PagesAndLanguages))]
    public async Task Page_InTheLooksOfItsLanguage_HasNoViolations(string path, string language)
    {
        await using var visit = await browser.VisitAsync(new Visitor(Language: language));
        await visit.GoAsync(path);

        Assert.Equal(language, await visit.Page.Locator("html").GetAttributeAsync("lang"));
        await AssertAccessibleAsync(visit);
        visit.AssertNoTrouble();
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("id", false)]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task Survey_WithErrors_HasNoViolations(string language, bool script)
    {
        await using var visit = await browser.VisitAsync(new Visitor(Language: language));
        if (!script)
        {
            await visit.Page.RouteAsync("**/*.js", route => route.AbortAsync()); // the page as it is without JavaScript, where axe can still run
        }

        await visit.GoAsync(Visit.Survey);
        await AssertAccessibleAsync(visit);
        await visit.Page.EvaluateAsync("document.getElementById('survei').submit()");
        await visit.Page.Locator("#galat").WaitForAsync();

        await AssertAccessibleAsync(visit);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task Survey_EveryStepAndTheThanks_HaveNoViolations(string language)
    {
        await using var visit = await browser.VisitAsync(new Visitor(Language: language));
        await visit.GoAsync(Visit.Survey);
        var next = visit.Page.Locator("form#survei .actions button[type=button].primary");
        await next.ClickAsync(); // with the message that an answer is missing
        await AssertAccessibleAsync(visit);
        while (!await visit.Send.IsVisibleAsync())
        {
            await visit.ShownQuestions.Locator("label.option").Nth(1).ClickAsync();
            await next.ClickAsync();
        }

        await visit.Page.Locator("#saran").FillAsync("Telepon saya 081234567890");
        await AssertAccessibleAsync(visit);
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();

        await AssertAccessibleAsync(visit);
        visit.AssertNoTrouble();
    }

    internal static async Task AssertAccessibleAsync(Visit visit, params IEnumerable<(int Width, ColorScheme Scheme)> looks)
    {
        if (!looks.Any())
        {
            looks = await visit.Page.Locator("html").GetAttributeAsync("lang") == "id" ? IndonesianLooks : EnglishLooks;
        }

        foreach (var (width, scheme) in looks)
        {
            await visit.Page.SetViewportSizeAsync(width, 800);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
#pragma warning disable CS0618 // RunAxe opens a page of its own to finish each run, which costs more than the run
            var result = await visit.Page.Locator("html").RunAxeLegacy(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });
#pragma warning restore CS0618
            Assert.True(
                result.Violations.Length == 0,
                $"{visit.Page.Url} {width} {scheme}: " + string.Join("; ", result.Violations.Select(violation => $"{violation.Id} {string.Join(", ", violation.Nodes.Select(node => node.Html))}")));
        }
    }
}
