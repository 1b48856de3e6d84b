using System.Net.Http.Headers;
using AngleSharp.Dom;

namespace PublicVoice.Web.Tests.Pages;

/// <summary>What goes over the wire, as a browser that accepts compression gets it.</summary>
public class PageWeightTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const int FirstView = 60 * 1024;
    private const int LaterPage = 15 * 1024;
    private readonly TestData data = new(app);

    [Fact]
    public async Task Survey_FirstViewWithEverything_IsLight()
    {
        var service = await data.CreateServiceAsync();
        using var browser = app.NewBrowser();
        var address = $"/s/{service.Code.Replace('.', '/')}";
        var page = await browser.OpenAsync(address);
        var parts = page.Document.QuerySelectorAll("script[src], link[href], img[src]")
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(3, parts.Count);

        var total = await WeightAsync(address);
        foreach (var part in parts)
        {
            total += await WeightAsync(part);
        }

        Assert.InRange(total, 1, FirstView);
    }

    [Fact]
    public async Task LaterPages_AreLight()
    {
        var city = await data.CreateUnitAsync(type: "kota");
        for (var i = 0; i < 60; i++)
        {
            await data.CreateUnitAsync(parent: city, name: $"Dinas Kependudukan dan Pencatatan Sipil Kota Nomor {i}");
        }

        var service = await data.CreateServiceAsync();
        foreach (var address in new[] { "/", "/?q=dinas", "/metode", "/privasi", $"/s/{city.Code}", $"/s/{service.Code.Replace('.', '/')}", "/forum", $"/forum/{city.Code}", $"/forum/{city.Code}/tulis", "/forum/aturan", "/tidak-ada" })
        {
            Assert.InRange(await WeightAsync(address), 1, LaterPage);
        }
    }

    [Fact]
    public async Task Assets_HaveAFingerprintAndAreKeptByTheBrowser()
    {
        using var browser = app.NewBrowser();
        var address = (await browser.OpenAsync("/")).One("link[rel=stylesheet]").GetAttribute("href")!;
        Assert.Matches(@"^/css/site\.[a-z0-9]{10}\.css$", address);
        using var response = await browser.GetAsync(address);
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
    }

    /// <summary>Body and headers.</summary>
    private async Task<int> WeightAsync(string address)
    {
        using var browser = app.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var response = await browser.SendAsync(request);
        if (response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        }

        return (await response.Content.ReadAsByteArrayAsync()).Length + response.Headers.ToString().Length + response.Content.Headers.ToString().Length;
    }
}
