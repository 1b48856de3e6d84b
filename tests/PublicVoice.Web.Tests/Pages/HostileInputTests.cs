using System.Net;

namespace PublicVoice.Web.Tests.Pages;

/// <summary>Every query key, field and stored name once with markup in it: nothing of it becomes markup, nothing crashes.</summary>
public class HostileInputTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Canary = "\"'><canary onerror=x>&{{7*7}}${7}\u202e";
    private readonly TestData data = new(app);

    [Fact]
    public async Task Names_WithMarkup_StayText()
    {
        var city = await data.CreateUnitAsync(name: $"Kota {Canary}", type: "kota");
        var unit = await data.CreateUnitAsync(parent: city, name: $"Dinas {Canary}");
        var service = await data.CreateServiceAsync(unit, name: $"Izin {Canary}");
        await data.CreateServiceAsync(unit);
        using var browser = app.NewBrowser();
        foreach (var address in new[] { "/", "/?q=dinas", $"/s/{city.Code}", $"/s/{unit.Code}", $"/s/{unit.Code}/{service.ShortCode}", $"/s/{unit.Code}/tidak-ada" })
        {
            var page = await browser.OpenAsync(address);
            Assert.Contains("<canary", page.Text, StringComparison.Ordinal);
            HtmlAssert.HasNoMarkupOf(page, "<canary");
        }
    }

    [Fact]
    public async Task QueryAndPath_WithMarkup_StayTextOnEveryPage()
    {
        var service = await data.CreateServiceAsync();
        var place = $"/s/{service.Code.Replace('.', '/')}";
        var canary = Uri.EscapeDataString(Canary);
        using var browser = app.NewBrowser();
        foreach (var path in new[] { "/", "/metode", "/privasi", place, "/terima-kasih/AAAA", "/tidak-ada", $"/s/{canary}", $"{place}{canary}", $"/terima-kasih/{canary}", $"/galat/{canary}" })
        {
            foreach (var query in new[] { "", $"?q={canary}", $"?lang={canary}", $"?handler={canary}", $"?kirim={canary}", $"?{canary}={canary}", $"?lang=en&{canary}", "?q=a&q=b&lang=en&lang=id" })
            {
                var page = await browser.OpenAsync(path + query);
                Assert.True(page.Status < HttpStatusCode.InternalServerError, $"{path}{query}: {page.Status}");
                HtmlAssert.HasNoMarkupOf(page, "<canary");
            }
        }
    }

    [Fact]
    public async Task Fields_WithMarkup_StayTextOnTheFormShownAgain()
    {
        var unit = await data.CreateUnitAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        foreach (var name in page.Fields().Select(field => field.Key).Append("q.WAKTU").Append(Canary).Append("q." + Canary).Append("bahasa").Distinct(StringComparer.Ordinal).ToList())
        {
            var sent = await browser.SendAsync(page, (name, Canary), ("comment", "</textarea>" + Canary));
            Assert.True(sent.Status < HttpStatusCode.InternalServerError, $"{name}: {sent.Status}");
            HtmlAssert.HasNoMarkupOf(sent, "<canary");
        }
    }

    [Theory]
    [InlineData("en\r\nX-Evil: 1")]
    [InlineData("<canary>")]
    public async Task LanguageCookie_Forged_IsIgnored(string value)
    {
        using var browser = app.NewBrowser();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"lang={Uri.EscapeDataString(value)}; form={Uri.EscapeDataString(value)}");
        var page = await browser.OpenAsync("/");
        HtmlAssert.Status(HttpStatusCode.OK, page);
        Assert.Equal("id", page.One("html").GetAttribute("lang"));
    }
}
