using System.Net;

namespace PublicVoice.Web.Tests.Pages;

public class LanguageTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly string[] Pages = ["/", "/?q=tidakada", "/metode", "/privasi", "/tidak-ada", "/terima-kasih/AAAA-AAAA-AAAA"];

    [Theory]
    [InlineData(null, "id")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("fr,de;q=0.9", "id")]
    [InlineData("fr,en;q=0.5", "en")]
    [InlineData("en;q=0.4,id;q=0.8", "id")]
    [InlineData("id-ID,en;q=0.9", "id")]
    [InlineData("in", "id")]
    [InlineData("en;q=0", "id")]
    [InlineData("<canary>;;q=x", "id")]
    public async Task AcceptLanguage_FirstKnown_IsSpoken(string? accepted, string expected)
    {
        using var browser = app.NewBrowser();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);
        var page = await browser.OpenAsync("/");
        Assert.Equal(expected, page.One("html").GetAttribute("lang"));
        Assert.Equal(expected, page.Header("Content-Language"));
        Assert.Contains("Accept-Language, Cookie", page.Header("Vary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LanguageLink_EveryPage_KeepsThePageAndTheChoice()
    {
        foreach (var address in Pages)
        {
            using var browser = app.NewBrowser();
            var page = await browser.OpenAsync(address);
            var link = page.One("a.language").GetAttribute("href")!;
            var english = await browser.OpenAsync(new Uri(page.Address, link).PathAndQuery);
            Assert.Equal(page.Status, english.Status);
            Assert.Equal("en", english.One("html").GetAttribute("lang"));
            Assert.NotEqual(page.One("h1").TextContent, english.One("h1").TextContent);
            Assert.Equal("en", (await browser.OpenAsync("/")).One("html").GetAttribute("lang")); // by cookie
        }
    }

    [Fact]
    public async Task LanguageByAddress_WithoutCookies_StaysInEveryLink()
    {
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync("/?lang=en");
        var own = page.Document.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(own);
        Assert.All(own, address => Assert.EndsWith("lang=en", address, StringComparison.Ordinal));
        Assert.Contains("httponly", page.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", page.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task EveryPage_BothLanguages_HasOneHeadingTitleAndSourceLink()
    {
        foreach (var address in Pages)
        {
            foreach (var language in new[] { "id", "en" })
            {
                using var browser = app.NewBrowser(language);
                var page = await browser.OpenAsync(address);
                Assert.NotEmpty(page.One("h1").TextContent);
                Assert.EndsWith("– PublicVoice", page.Title, StringComparison.Ordinal);
                Assert.NotEqual("– PublicVoice", page.Title.Trim());
                Assert.NotNull(page.One("footer a[href^='https://github.com/']"));
                Assert.NotNull(page.One("footer a[href='/metode']"));
                Assert.NotNull(page.One("footer a[href='/privasi']"));
            }
        }
    }

    [Fact]
    public async Task ErrorAddress_OpenedByHand_IsNotFound()
    {
        using var browser = app.NewBrowser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/galat/500")).Status);
    }
}
