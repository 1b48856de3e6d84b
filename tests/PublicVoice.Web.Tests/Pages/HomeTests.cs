using System.Net;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages;

public class HomeTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Search_WordsInAnyOrderAndCase_FindsOpenUnitsWithTheirParent()
    {
        var city = await data.CreateUnitAsync(name: "Pemerintah Kota Kunang", type: "kota");
        var office = await data.CreateUnitAsync(parent: city, name: "Dinas Perhubungan Kunang");
        await data.CreateUnitAsync(parent: city, name: "Dinas Perhubungan Lama", status: UnitStatus.Archived);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync("/?q=KUNANG+perhub");

        var found = Assert.Single(page.Document.QuerySelectorAll("section[aria-labelledby=hasil] li"));
        Assert.Contains(office.Name, found.TextContent, StringComparison.Ordinal);
        Assert.Contains(city.Name, found.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.One($"section[aria-labelledby=daerah] a[href='/s/{city.Code}']"));
    }

    [Theory]
    [InlineData("/s")]
    [InlineData("/hasil/")]
    public async Task Open_AddressWithoutItsUnit_LeadsToTheListOfUnits(string address)
    {
        using var client = app.CreateClient(new() { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\0")]
    public async Task Search_SpecialCharacters_AreTakenLiterally(string words)
    {
        await data.CreateUnitAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/?q={Uri.EscapeDataString(words)}");
        HtmlAssert.Status(HttpStatusCode.OK, page);
        if (words.Trim('\0').Length > 0)
        {
            Assert.Contains("Tidak ada kantor yang namanya memuat", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Search_MoreThanFit_SaysSo()
    {
        var city = await data.CreateUnitAsync();
        for (var i = 0; i <= UnitSearch.MaxResults; i++)
        {
            await data.CreateUnitAsync(parent: city, name: $"Kelurahan Ramai {i}");
        }

        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync("/?q=ramai");
        Assert.Equal(UnitSearch.MaxResults, page.Document.QuerySelectorAll("section[aria-labelledby=hasil] li").Length);
        Assert.Contains($"Hanya {UnitSearch.MaxResults} kantor pertama", page.Text, StringComparison.Ordinal);
    }
}
