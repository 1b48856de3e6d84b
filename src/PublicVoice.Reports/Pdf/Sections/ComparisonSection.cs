using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Services or sub-units beside each other, never ranked by noise.</summary>
internal static class ComparisonSection
{
    public static void AddServices(Flow flow, Wording wording) =>
        Add(flow, wording, wording.Report.Services, wording.Say("Perbandingan layanan", "Services compared"), wording.Say("Layanan", "Service"));

    public static void AddSubUnits(Flow flow, Wording wording) =>
        Add(flow, wording, wording.Report.SubUnits, wording.Say("Perbandingan unit di bawahnya", "Sub-units compared"), wording.Say("Unit", "Unit"));

    private static void Add(Flow flow, Wording wording, Comparison comparison, string title, string partName)
    {
        if (comparison.Parts.All(part => part.N == 0))
        {
            return;
        }

        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        if (comparison.Parts.Count > 1)
        {
            flow.Add(new TextBlock("P", comparison.Ranked
                ? wording.Say(
                    "Selang kepercayaan tidak ada yang bertumpang tindih; urutan dari indeks tertinggi.",
                    "No two intervals overlap; the order is by index, highest first.")
                : wording.Say(
                    "Diurutkan menurut nama, bukan peringkat: selang kepercayaan yang bertumpang tindih atau tidak tersedia tidak membuktikan perbedaan.",
                    "In order of name, not a ranking: intervals that overlap or are missing prove no difference."), Typography.Body).WithNext(), 4);
        }

        var range = ComparisonChart.RangeOf(comparison.Parts, wording.Report.Definition);
        var caption = new TextBlock("P", wording.Say(
            "Titik: indeks; garis: selang kepercayaan 95\u00a0%; titik kosong: isian belum cukup, indikatif.",
            "Dot: index; line: 95% interval; hollow dot: too few responses, indicative."), Typography.Small);
        flow.AddChart(comparison.Parts, parts => new ComparisonChart(parts, wording.Report.Definition, wording.Language, title) { Range = range }, 8, caption);
        flow.Add(Table(wording, comparison, partName), 8);
    }

    private static TableBlock Table(Wording wording, Comparison comparison, string partName)
    {
        var withTier = comparison.Parts.Any(part => part.Tier > 1);
        List<Column> columns =
        [
            new(partName, 1),
            new("n", 0, 52, Anchor.End),
            new("Target", 0, 42, Anchor.End),
            new(wording.Say("Indeks", "Index"), 0, 46, Anchor.End),
            new(wording.Say("Mutu", "Grade"), 0, 40, Anchor.Middle),
            new(wording.Say("Selang 95\u00a0%", "95% interval"), 0, 78, Anchor.End),
        ];
        if (withTier)
        {
            columns.Add(new(wording.Say("Kelompok", "Group"), 0, 54, Anchor.Middle));
        }

        return new TableBlock(columns, [.. comparison.Parts.Select(part => Row(wording, part, withTier))]);
    }

    private static List<Cell> Row(Wording wording, ComparedPart part, bool withTier)
    {
        List<Cell> row =
        [
            part.NameIn(wording.Language),
            wording.Count(part.N),
            part.Target is { } target ? wording.Count(target) : "–",
            part.Headline || part.Index is null ? wording.Index(part.Index) : $"{wording.Index(part.Index)}*",
            part.Grade?.Letter ?? "–",
            wording.Range(part.Interval),
        ];
        if (withTier)
        {
            row.Add(part.Tier?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–");
        }

        return row;
    }
}
