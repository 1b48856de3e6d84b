using PdfSharp.Pdf.IO;
using PublicVoice.Reports.Pdf;

namespace PublicVoice.Reports.Tests.Pdf;

public class VisitCodeSlipsTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(1000, 100)]
    public void Render_Slips_StandTenToAPage(int slips, int pages)
    {
        using var stream = new MemoryStream(VisitCodeSlipsPdf.Render(Sheet(slips), Day));
        using var document = PdfReader.Open(stream, PdfDocumentOpenMode.Import);
        Assert.Equal(pages, document.PageCount);
    }

    [Fact]
    public void Render_SameSlips_GivesTheSameBytes() => Assert.Equal(VisitCodeSlipsPdf.Render(Sheet(12), Day), VisitCodeSlipsPdf.Render(Sheet(12), Day));

    [Fact]
    public void Render_NoSlips_IsAnError() => Assert.Throws<ArgumentException>(() => VisitCodeSlipsPdf.Render(Sheet(0), Day));

    internal static VisitCodeSheet Sheet(int slips) => new(
        "Pemerintah Kota Palangka Raya", "Dinas Kependudukan dan Pencatatan Sipil Kota Palangka Raya", "Penerbitan akta kelahiran bagi anak penduduk yang lahir di luar kota",
        "suara.palangkaraya.go.id/s/plk-disdukcapil/akta-kelahiran", Day.AddDays(30),
        [.. Enumerable.Range(0, slips).Select(at => new VisitCodeSlip("K7QF-3M9X", new Uri($"https://suara.palangkaraya.go.id/s/plk-disdukcapil/akta-kelahiran?kode={at}")))]);
}
