using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>A citizen writes a topic.</summary>
public class ForumWritingJourneys(Browser browser)
{
    private const string Form = "/forum/plg-disdukcapil/tulis";

    // 1 × 1 pixel.
    private static readonly FilePayload Photo = new()
    {
        Name = "foto.png",
        MimeType = "image/png",
        Buffer = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_WithAPicture_KeepsItThroughTheCheckAndTheBackButton(bool script)
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: script));
        await FillAsync(visit);
        await visit.Page.Locator("#f-Draft-Pictures").SetInputFilesAsync(Photo);
        await visit.Page.Locator("#tulis button.primary").ClickAsync();
        await visit.Page.Locator(".pictures img").WaitForAsync();
        await visit.Page.GoBackAsync();
        Assert.Equal("Lampu jalan padam", await visit.Page.Locator("#f-Draft-Title").InputValueAsync());
        await visit.Page.Locator("#tulis button.primary").ClickAsync();
        await visit.Page.Locator("[name^='Draft.Alts']").FillAsync("Tiang lampu di depan kantor");
        Assert.Equal(1, await visit.Page.Locator(".pictures img").CountAsync());
        Assert.True(await visit.Page.Locator(".pictures img").EvaluateAsync<bool>("picture => picture.naturalWidth > 0")); // under the content policy
        await visit.Page.Locator("#tulis button.primary").ClickAsync();
        await visit.Page.Locator(".receipt").WaitForAsync();

        Assert.Equal("Tiang lampu di depan kantor", await visit.Page.Locator(".pictures img").GetAttributeAsync("alt"));
        visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Write_Title_AsksOnceForSimilarTopicsAndTellsOfTooManyFiles()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        var asked = new List<string>();
        await visit.Page.RouteAsync("**/serupa", async route =>
        {
            asked.Add($"{route.Request.Method} {route.Request.PostData}");
            await route.FulfillAsync(new() { ContentType = "text/html", Body = "<section class=similar><h2>Serupa</h2><script>document.title = 'x'</script></section>" });
        });
        await FillAsync(visit, typed: true);
        await visit.Page.Locator("[aria-live=polite] .similar").WaitForAsync();
        Assert.StartsWith("POST Draft.Title=Lampu", Assert.Single(asked), StringComparison.Ordinal);
        Assert.StartsWith("Tulis ke", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await visit.Page.Locator("[name='Draft.Confidential']").CheckAsync();
        await visit.Page.Locator(".similar").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.Page.Locator("#f-Draft-Pictures").SetInputFilesAsync([Photo, Photo, Photo, Photo]);

        Assert.Contains("Paling banyak 3 foto", await visit.Page.Locator("fieldset [role=alert]").InnerTextAsync(), StringComparison.Ordinal);
        visit.AssertNoTrouble();
    }

    private static async Task FillAsync(Visit visit, bool typed = false)
    {
        await visit.GoAsync(Form);
        await visit.Page.Locator("#f-Draft-Kind-3").CheckAsync();
        await visit.Page.Locator("#f-Draft-Text").FillAsync("Sudah seminggu gelap.");
        var title = visit.Page.Locator("#f-Draft-Title");
        await (typed ? title.PressSequentiallyAsync("Lampu jalan padam") : title.FillAsync("Lampu jalan padam"));
    }
}
