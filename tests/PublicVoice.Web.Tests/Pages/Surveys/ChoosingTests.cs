using System.Net;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages.Surveys;

public class ChoosingTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Choose_SeveralServices_ListsThoseThatAreOpenAndTheUnitItself()
    {
        var unit = await data.CreateUnitAsync();
        var services = new[] { await data.CreateServiceAsync(unit, "a"), await data.CreateServiceAsync(unit, "b"), await data.CreateServiceAsync(unit, "c", archived: true) };
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit.Code}");

        Assert.Equal(
            [services[0].Name, services[1].Name, "Layanan lain di kantor ini"],
            page.Document.QuerySelectorAll(".choices a").Select(link => link.TextContent));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(page.Document.QuerySelector(".choices li:last-child a")!.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task Choose_OneService_GoesOnToIt()
    {
        var service = await data.CreateServiceAsync();
        var unit = service.Code.Split('.')[0];
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{unit}?lang=en");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal($"/s/{unit}/{service.ShortCode}?lang=en", page.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Choose_NothingBelow_RatesTheUnitItself()
    {
        var unit = await data.CreateUnitAsync(name: "Kelurahan Tapa'an");
        using var browser = app.NewBrowser();
        var form = await browser.FollowAsync(await browser.OpenAsync($"/s/{unit.Code}"));
        HtmlAssert.Status(HttpStatusCode.OK, form);
        Assert.Equal("Kelurahan Tapa'an", form.One("h1").TextContent);
        Assert.NotNull(form.SurveyForm);
    }

    [Fact]
    public async Task Choose_UnitsBelow_ListsThoseThatAreOpen()
    {
        var city = await data.CreateUnitAsync(type: "kota");
        var office = await data.CreateUnitAsync(parent: city);
        var closed = await data.CreateUnitAsync(parent: city, status: UnitStatus.Closed);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/s/{city.Code}");
        HtmlAssert.Status(HttpStatusCode.OK, page);
        Assert.Contains(office.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(closed.Name, page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.One($"main a[href='/s/{office.Code}']"));
        Assert.Equal(2, page.Document.QuerySelectorAll($"main a[href^='/hasil/']").Length);
    }

    [Fact]
    public async Task Choose_OneServiceAndUnitsBelow_AsksWhich()
    {
        var unit = await data.CreateUnitAsync();
        await data.CreateServiceAsync(unit);
        await data.CreateUnitAsync(parent: unit);
        using var browser = app.NewBrowser();
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync($"/s/{unit.Code}"));
    }

    [Fact]
    public async Task Choose_Closed_IsGoneAndNamesUnitsBelow()
    {
        var unit = await data.CreateUnitAsync(status: UnitStatus.Closed);
        var below = await data.CreateUnitAsync(parent: unit);
        using var browser = app.NewBrowser("en");
        var page = await browser.OpenAsync($"/s/{unit.Code}");
        HtmlAssert.Status(HttpStatusCode.Gone, page);
        Assert.Contains("no longer takes ratings", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.One($"main a[href='/s/{below.Code}']"));
    }

    [Fact]
    public async Task QrCode_UnitAndService_AreDrawn()
    {
        var service = await data.CreateServiceAsync();
        var unit = service.Code.Split('.')[0];
        using var browser = app.NewBrowser();
        foreach (var address in new[] { $"/s/{unit}/qr", $"/s/{unit}/{service.ShortCode}/qr" })
        {
            using var svg = await browser.GetAsync($"{address}.svg");
            Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType!.MediaType);
            Assert.True(svg.Headers.CacheControl!.NoStore); // its address came with the request
            Assert.Contains($"<title>http://localhost/s/{unit}", await svg.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            var png = await browser.GetByteArrayAsync($"{address}.png");
            Assert.Equal([0x89, 0x50, 0x4e, 0x47], png[..4]);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/s/tidak-ada/qr.svg")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/s/{unit}/tidak-ada/qr.png")).Status);
    }
}
