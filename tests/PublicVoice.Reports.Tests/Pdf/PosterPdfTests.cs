using PdfSharp.Pdf.IO;
using PublicVoice.Reports.Pdf;

namespace PublicVoice.Reports.Tests.Pdf;

public class PosterPdfTests
{
    private static readonly DateOnly Made = new(2026, 11, 22);

    private static Poster Create(string unit = "Dinas Kependudukan dan Pencatatan Sipil", string? service = "Akta Kelahiran", string? counter = "Loket 3") =>
        new("Pemerintah Kota Palembang", unit, service, counter, new Uri("https://suara.palembang.go.id/s/plg-disdukcapil/akta-kelahiran"), null);

    [Fact]
    public void Render_Poster_SaysWhereAndHowInBothLanguages()
    {
        using var poster = new PrintedReport(PosterPdf.Render([Create()], PosterSize.A4, Made));
        poster.Check();
        var text = poster.Text;
        foreach (var expected in new[]
        {
            "Pemerintah Kota Palembang", "Dinas Kependudukan", "Bagaimana pelayanan kami?", "How was our service?", "Akta Kelahiran · Loket 3",
            "suara.palembang.go.id/s/plg-disdukcapil/akta-kelahiran", "Pindai kode", "Scan the code", "tanpa nama",
        })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_SameInput_GivesTheSameBytes() =>
        Assert.Equal(PosterPdf.Render([Create(), Create("Lain")], PosterSize.A5, Made), PosterPdf.Render([Create(), Create("Lain")], PosterSize.A5, Made));

    [Fact]
    public void Render_VeryLongNames_StayOnTheirPage()
    {
        var poster = Create(string.Join(' ', Enumerable.Repeat("Kependudukan", 14)), string.Join(' ', Enumerable.Repeat("Penerbitan", 18)), "Loket 3");
        using var stream = new MemoryStream(PosterPdf.Render([poster, Create(service: null, counter: null)], PosterSize.A4, Made));
        using var document = PdfReader.Open(stream, PdfDocumentOpenMode.Import);
        Assert.Equal(2, document.PageCount);
    }
}
