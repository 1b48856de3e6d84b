namespace PublicVoice.Journeys;

public class HomePageTests(Browser browser)
{
    [Fact]
    public async Task Home_FirstVisit_HasOneHeading()
    {
        var page = await browser.VisitAsync(new Visitor());

        var answer = await page.GotoAsync("/");

        Assert.Equal(200, answer!.Status);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
    }
}
