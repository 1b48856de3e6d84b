using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Thirteen months as a chart and a table, and what was published before.</summary>
internal static class TrendSection
{
    public static void Add(Flow flow, Wording wording)
    {
        var report = wording.Report;
        if (report.Trend.All(month => month.Index is null) && report.ReferencePoints.Count == 0)
        {
            return;
        }

        var title = wording.Say("Perkembangan 13 bulan", "Thirteen months");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        flow.Add(new FigureBlock(new TrendChart(report, wording.Language)), 6);
        Column[] columns =
        [
            new(wording.Say("Bulan", "Month"), 1.4),
            new("n", 0.8, 0, Anchor.End),
            new(wording.Say("Indeks", "Index"), 0.8, 0, Anchor.End),
            new(wording.Say("Mutu", "Grade"), 0.6, 0, Anchor.Middle),
            new(wording.Say("Selang 95\u00a0%", "95% interval"), 1.2, 0, Anchor.End),
            new(wording.Say("Keterangan", "Note"), 1.2),
        ];
        flow.Add(new TableBlock(columns, [.. report.Trend.Select(month => new Cell[]
        {
            Formats.Month(month.Month, wording.Language),
            wording.Count(month.N),
            wording.Index(month.Index),
            month.Grade?.Letter ?? "–",
            wording.Range(month.Interval),
            string.Join("; ", Notes(month, wording)),
        })]), 8);
        AddPublished(flow, wording);
    }

    private static IEnumerable<string> Notes(TrendPoint month, Wording wording)
    {
        if (month.Index is null)
        {
            yield return wording.Say("tanpa isian", "no responses");
        }
        else if (!month.Headline)
        {
            yield return wording.Say("indikatif", "indicative");
        }

        foreach (var found in wording.Report.TrendBreaks.Where(found => found.Day.Year == month.Month.Year && found.Day.Month == month.Month.Month))
        {
            yield return found.Reason.In(wording.Language);
        }
    }

    private static void AddPublished(Flow flow, Wording wording)
    {
        if (wording.Report.ReferencePoints.Count == 0)
        {
            return;
        }

        flow.Add(new TextBlock("H2", wording.Say("Hasil yang terbit sebelumnya", "Results published earlier"), Typography.Heading2), 12);
        Column[] columns =
        [
            new(wording.Say("Periode", "Period"), 30),
            new("n", 0, 52, Anchor.End),
            new(wording.Say("Indeks", "Index"), 0, 48, Anchor.End),
            new(wording.Say("Sumber", "Source"), 50),
        ];
        flow.Add(new TableBlock(
            columns,
            [.. wording.Report.ReferencePoints.OrderBy(reference => reference.Period.From).ThenBy(reference => reference.Source, StringComparer.Ordinal)
            .Select(reference => new Cell[]
            {
                $"{Formats.Day(reference.Period.From, wording.Language)} – {Formats.Day(reference.Period.To, wording.Language)}",
                reference.N is { } n ? wording.Count(n) : "–",
                wording.Index(reference.Index),
                reference.Source,
            })]), 4);
        flow.Add(new TextBlock("P", wording.Say("Tidak dihitung bersama hasil laporan ini.", "Not part of any computation in this report."), Typography.Small), 3);
    }
}
