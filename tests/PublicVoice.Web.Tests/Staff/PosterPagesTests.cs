using System.IO.Compression;
using System.Net;
using System.Text;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public class PosterPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Theory]
    [InlineData("Unit", "A4", 1)]
    [InlineData("Services", "A5", 2)]
    [InlineData("UnitsBelow", "A4", 2)]
    public async Task Get_File_HasAPageForEachOpenPlace(string scope, string size, int pages)
    {
        var (world, browser) = await OpenWorldAsync();
        await data.CreateServiceAsync(world.Office, name: "Akta");
        await data.CreateServiceAsync(world.Office, name: "Kartu");
        await data.CreateServiceAsync(world.Office, archived: true);
        await data.CreateUnitAsync(parent: world.Office);
        await data.CreateUnitAsync(parent: world.Office, status: UnitStatus.Closed);
        using var response = await browser.GetAsync($"/staff/units/{world.Office.Code}/posters?handler=File&Scope={scope}&Size={size}&Counter=Loket%203");
        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        using var pdf = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var document = PdfSharp.Pdf.IO.PdfReader.Open(pdf, PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
        Assert.Equal(pages, document.PageCount);
        Assert.Equal(size == "A4" ? 595 : 421, Math.Round(document.Pages[0].Width.Point));
    }

    [Fact]
    public async Task Get_Archive_HoldsOneFileForEachUnit()
    {
        var (world, browser) = await OpenWorldAsync();
        var branch = await data.CreateUnitAsync(parent: world.Office);
        using var response = await browser.GetAsync($"/staff/units/{world.Office.Code}/posters?handler=File&Scope=UnitsBelow&Archive=True");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        Assert.Equal([$"poster-{world.Office.Code}.pdf", $"poster-{branch.Code}.pdf"], zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(zip.Entries[0].Open(), Encoding.Latin1);
        Assert.StartsWith("%PDF-", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Scope=Services", "Scope")]
    [InlineData("Scope=9", "")]
    [InlineData("Size=A3", "Size")]
    [InlineData("Counter=12345678901234567890123456789012345678901", "Counter")]
    public async Task Get_FileOfNothingOrWrongChoice_IsRefusedWithAPage(string query, string field)
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.OpenAsync($"/staff/units/{world.Office.Code}/posters?handler=File&{query}");
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Equal(field.Length == 0 ? 0 : 1, page.Document.QuerySelectorAll($".errors a[href='#f-{field}']").Length);
    }

    [Fact]
    public async Task Get_PaperForm_IsTheCurrentQuestionnaireOnOneSheet()
    {
        var (world, browser) = await OpenWorldAsync();
        using var response = await browser.GetAsync($"/staff/units/{world.Office.Code}/paper-form.pdf?lang=en");
        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        using var pdf = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var document = PdfSharp.Pdf.IO.PdfReader.Open(pdf, PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
        Assert.Equal(2, document.PageCount);
        Assert.Contains(world.Office.Name, document.Info.Title, StringComparison.Ordinal);
    }

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office)));
    }
}
