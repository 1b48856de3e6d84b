using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Every element in numbers and as bars.</summary>
internal static class ElementsSection
{
    public static void Add(Flow flow, Wording wording)
    {
        if (wording.Report.Index.N == 0)
        {
            return;
        }

        var title = wording.Say("Hasil per unsur", "Results by element");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 18);
        flow.Add(Table(wording), 6);
        flow.Add(new TextBlock("P", wording.Say(
            "NRR = nilai rata-rata; NRR tertimbang = NRR dibagi banyaknya unsur yang dinilai. Perubahan terhadap bulan sebelumnya dalam poin indeks; "
            + "≈ berarti masih dalam batas kebetulan (dikoreksi menurut Holm untuk banyaknya unsur).",
            "NRR = mean score; weighted NRR = NRR divided by the number of rated elements. Change against the month before in index points; "
            + "≈ means within chance (Holm-corrected for the number of elements)."), Typography.Small), 4);
        ElementBarChart Chart(IReadOnlyList<ElementResult> elements) => new(elements, wording.Report.Definition, wording.Language);
        flow.Add(new TextBlock("H2", Chart(wording.Report.Elements).Title, Typography.Heading2), 14);
        flow.AddChart(wording.Report.Elements, Chart, 4, new TextBlock("P", wording.Say(
            "Garis putus-putus: batas mutu pelayanan. Garis hitam: selang kepercayaan 95\u00a0%. Batang jingga: di bawah mutu kedua terbaik.",
            "Dashed lines: limits of the quality grades. Black lines: 95% intervals. Orange bars: below the second-best grade."), Typography.Small));
    }

    private static TableBlock Table(Wording wording)
    {
        var report = wording.Report;
        Column[] columns =
        [
            new(wording.Say("Unsur", "Element"), 1),
            new("n", 0, 52, Anchor.End),
            new("NRR", 0, 44, Anchor.End),
            new(wording.Say("NRR tertimbang", "Weighted NRR"), 0, 58, Anchor.End),
            new(wording.Say("Indeks", "Index"), 0, 48, Anchor.End),
            new(wording.Say("Mutu", "Grade"), 0, 40, Anchor.Middle),
            new(wording.Say("Perubahan", "Change"), 0, 62, Anchor.End),
        ];
        var rows = report.Elements.Select(element => (IReadOnlyList<Cell>)
        [
            $"{element.Element.Number}. {wording.Of(element.Element.Name)}",
            wording.Count(element.Score.N),
            wording.Mean(element.Score.Mean),
            wording.Mean(element.Score.Weighted),
            wording.Index(element.Score.Index),
            element.Score.Grade?.Letter ?? wording.Say("tidak dinilai", "not rated"),
            wording.ShortChange(element.Change),
        ]).ToList();
        rows.Add(
        [
            wording.Say("IKM unit", "Index of the unit"),
            wording.Count(report.Index.N),
            "",
            wording.Mean(report.Index.WeightedSum),
            wording.Index(report.Index.Value),
            report.Index.Grade?.Letter ?? "–",
            wording.ShortChange(report.Change),
        ]);
        return new TableBlock(columns, rows) { TotalRow = rows.Count - 1 };
    }
}
