namespace PublicVoice.Journeys;

public class LayoutTests(Browser browser)
{
    public static TheoryData<string> Pages() => new(SitePages.All);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_NarrowScreenOrLargeText_DoesNotScrollSideways(string path)
    {
        await using var visit = await browser.VisitAsync(new Visitor(Width: 320));
        await visit.GoAsync(path);
        foreach (var (width, fontSize) in new[] { (320, "100%"), (360, "100%"), (640, "200%"), (1280, "200%") })
        {
            await visit.Page.SetViewportSizeAsync(width, 800);
            await visit.Page.EvaluateAsync("size => { document.documentElement.style.fontSize = size; }", fontSize);
            Assert.False(await visit.ScrollsSidewaysAsync(), $"{path} scrolls sideways at {width} px and {fontSize} text.");
        }
    }

    [Fact]
    public async Task Survey_OnAPhone_OptionsAreLargeEnoughForAThumb()
    {
        await using var visit = await browser.VisitAsync(new Visitor(Width: 360));
        await visit.GoAsync(Visit.Survey);

        foreach (var option in await visit.ShownQuestions.Locator("label.option").AllAsync())
        {
            var box = await option.BoundingBoxAsync();
            Assert.True(box!.Height >= 44 && box.Width >= 240, $"{box.Width} × {box.Height}");
        }
    }
}
