using System.Text.RegularExpressions;

namespace PublicVoice.Reports.Tests.Pdf;

/// <summary>Tables as they come out in print.</summary>
public partial class TableBlockTests
{
    [Fact]
    public void Render_LongTable_RepeatsItsHeaderOnEveryPage()
    {
        using var printed = new PrintedReport(new SampleReports(SampleReports.StandardDefinition) { SubUnits = 90, Comments = 0 }.Build());
        var pages = printed.Pages.Where(page => SubUnitRow().IsMatch(page)).ToList();

        Assert.True(pages.Count >= 2);
        Assert.All(pages, page => Assert.Contains("Target", page));
        Assert.Equal(90, pages.Sum(page => SubUnitRow().Count(page)));
    }

    [Fact]
    public void Render_LongTable_LeavesNoRowAloneOnItsPage()
    {
        for (var rows = 50; rows < 60; rows++)
        {
            using var printed = new PrintedReport(new SampleReports(SampleReports.StandardDefinition) { SubUnits = rows, Comments = 0 }.Build());
            var last = printed.Pages.Last(page => SubUnitRow().IsMatch(page));

            Assert.True(SubUnitRow().Count(last) >= 2, $"{rows} rows");
        }
    }

    [Fact]
    public void Render_MillionsOfResponses_KeepsEveryNumberInOnePiece()
    {
        var report = new SampleReports(SampleReports.StandardDefinition) { Doublings = 15, Population = null, Comments = 0 }.Build();
        using var printed = new PrintedReport(report);

        var elements = printed.Pages.Single(page => page.Contains("Hasil per unsur", StringComparison.Ordinal));
        Assert.Equal(1 + report.Elements.Count, SevenDigits().Count(elements));
    }

    [GeneratedRegex(@"Kelurahan \d+ Ilir +[\d.]+ +(278|–)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SubUnitRow();

    [GeneratedRegex(@"\b\d\.\d{3}\.\d{3}\b", RegexOptions.None, 1000)]
    private static partial Regex SevenDigits();
}
