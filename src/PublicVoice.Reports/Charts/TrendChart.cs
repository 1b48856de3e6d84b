using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Charts;

/// <summary>
/// The index month by month with its 95 % interval as a band. Months without responses are gaps, months with too few for a headline
/// are hollow, results published earlier are diamonds whose source stands below. Those from before the first month are not in the picture.
/// Where the unit became something else stands a line with a number whose reason stands below; the curve goes on over it only where both
/// sides can be compared.
/// </summary>
public sealed class TrendChart(
    IReadOnlyList<TrendPoint> months, IReadOnlyList<ReferencePoint> references, IReadOnlyList<TrendBreak> breaks, QuestionnaireDefinition definition, Language language) : IChart
{
    private const double Top = 12;
    private const double Left = 30;
    private const double LegendLine = 12;
    private static readonly Lettering Legend = new(7.5);

    public TrendChart(EvaluationReport report, Language language)
        : this(report.Trend, report.ReferencePoints, report.TrendBreaks, report.Definition, language)
    {
    }

    /// <summary>Height of the plot without months and legend.</summary>
    public double PlotHeight { get; init; } = 150;

    public string Title => language == Language.English ? "Index by month" : "Indeks per bulan";

    public string Description => string.Join("; ", months.Select(month => $"{Formats.ShortMonth(month.Month, language)} "
        + (month.Index is { } index ? $"{Formats.Number(index, 2, language)} (n {Formats.Count(month.N, language)})" : Say("tanpa angka", "no figure"))))
        + "." + string.Concat(Shown.Select(found => $" {Reason(found)}.")) + string.Concat(Known.Select(reference => $" {Source(reference)}."));

    private List<ReferencePoint> Known => [.. references.Where(reference => Overlap(reference) is not null)
        .OrderBy(reference => reference.Period.From).ThenBy(reference => reference.Source, StringComparer.Ordinal)];

    /// <summary>Breaks between two of the months, with the month that begins anew.</summary>
    private List<TrendBreak> Shown => [.. breaks.Where(found => Begins(found) > 0)];

    public double HeightFor(double width) => Top + PlotHeight + 16 + (LegendLine * (1 + (width < 430 ? 2 : 0) + Known.Count + Shown.Sum(found => Lines(found, width).Count)));

    public void Draw(IDrawing drawing, double width)
    {
        var right = width - 18;
        var (low, high) = IndexAxis.Around([.. Values()], 100m * definition.ScaleMin / definition.ScaleMax);
        var y = new IndexAxis(low, high, Top + PlotHeight, Top);
        var step = (right - Left) / Math.Max(1, months.Count);
        double X(int month) => Left + (step * (month + 0.5));
        DrawScale(drawing, y, right);
        DrawMonths(drawing, X, step);
        DrawBreaks(drawing, X, step);
        foreach (var run in Runs(month => month.Interval is not null))
        {
            DrawBand(drawing, run, X, y, step);
        }

        foreach (var run in Runs(month => month.Index is not null))
        {
            if (run.Count > 1)
            {
                drawing.Polyline([.. run.Select(i => new Place(X(i), y.At(months[i].Index!.Value)))], new Stroke(Palette.Primary, 1.6));
            }

            foreach (var i in run)
            {
                var fill = months[i].Headline ? Palette.Primary : Palette.Paper;
                drawing.Circle(new Place(X(i), y.At(months[i].Index!.Value)), 3, fill, new Stroke(Palette.Primary, 1.3));
            }
        }

        DrawReferences(drawing, X, y, step);
        DrawLastValue(drawing, X, y, right);
        DrawLegend(drawing, width);
    }

    private IEnumerable<decimal> Values() => months.SelectMany(month => new[] { month.Index, month.Interval?.Low, month.Interval?.High }).OfType<decimal>()
        .Concat(Known.Select(reference => reference.Index));

    private void DrawScale(IDrawing drawing, IndexAxis y, double right)
    {
        for (var value = y.Low; value <= y.High; value += 5)
        {
            drawing.Line(new Place(Left, y.At(value)), new Place(right, y.At(value)), new Stroke(Palette.Grid, 0.5));
            if ((value - y.Low) % (y.High - y.Low > 40 ? 10 : 5) == 0)
            {
                drawing.Text(new Place(Left - 5, y.At(value) + 2.6), Formats.Number(value, 0, language), IndexAxis.Tick, Palette.Muted, Anchor.End);
            }
        }

        foreach (var grade in definition.QualityTable.Grades)
        {
            var (from, to) = (Math.Max(grade.From, y.Low), Math.Min(grade.To, y.High));
            if (grade.From > y.Low && grade.From < y.High)
            {
                drawing.Line(new Place(Left, y.At(grade.From)), new Place(right, y.At(grade.From)), new Stroke(Palette.Rule, 0.8, 3));
            }

            if (from < to && y.At(from) - y.At(to) > 9)
            {
                drawing.Text(new Place(right + 9, ((y.At(from) + y.At(to)) / 2) + 3), grade.Letter, IndexAxis.Letter, Palette.Muted, Anchor.Middle);
            }
        }
    }

    private void DrawMonths(IDrawing drawing, Func<int, double> x, double step)
    {
        var every = step < 17 ? 4 : step < 34 ? 2 : 1;
        for (var i = months.Count - 1; i >= 0; i -= every)
        {
            drawing.Text(new Place(x(i), Top + PlotHeight + 11), Formats.ShortMonth(months[i].Month, language), IndexAxis.Tick, Palette.Muted, Anchor.Middle);
        }
    }

    private void DrawBreaks(IDrawing drawing, Func<int, double> x, double step)
    {
        for (var i = 0; i < Shown.Count; i++)
        {
            var at = x(Begins(Shown[i])) - (step / 2);
            drawing.Line(new Place(at, Top), new Place(at, Top + PlotHeight), new Stroke(Palette.Attention, 1.2, 3));
            drawing.Text(new Place(at, Top - 3), $"{i + 1}", IndexAxis.Letter, Palette.Attention, Anchor.Middle);
        }
    }

    private void DrawBand(IDrawing drawing, List<int> run, Func<int, double> x, IndexAxis y, double step)
    {
        List<Place> corners = [];
        var reach = run.Count == 1 ? step * 0.2 : 0;
        corners.AddRange(run.Select(i => new Place(x(i) - reach, y.At(months[i].Interval!.High))));
        if (run.Count == 1)
        {
            corners.Add(new Place(x(run[0]) + reach, y.At(months[run[0]].Interval!.High)));
        }

        corners.AddRange(Enumerable.Reverse(run).Select(i => new Place(x(i) + reach, y.At(months[i].Interval!.Low))));
        if (run.Count == 1)
        {
            corners.Add(new Place(x(run[0]) - reach, y.At(months[run[0]].Interval!.Low)));
        }

        drawing.Polygon(corners, Palette.Band);
    }

    private void DrawReferences(IDrawing drawing, Func<int, double> x, IndexAxis y, double step)
    {
        for (var i = 0; i < Known.Count; i++)
        {
            if (Overlap(Known[i]) is not var (first, last))
            {
                continue;
            }

            var (left, right, at) = (x(first) - (step * 0.45), x(last) + (step * 0.45), y.At(Known[i].Index));
            drawing.Line(new Place(left, at), new Place(right, at), new Stroke(Palette.Attention, 1, 2));
            Diamond(drawing, new Place((left + right) / 2, at));
            drawing.Text(new Place(((left + right) / 2) + 6, at - 4), Mark(i), IndexAxis.Letter, Palette.Attention);
        }
    }

    private void DrawLastValue(IDrawing drawing, Func<int, double> x, IndexAxis y, double right)
    {
        if (months.Count > 0 && months[^1] is { Index: { } index } last)
        {
            var at = y.At(index);

            // On the side that the line does not come from, so that it hides no month.
            var falls = months.Count > 1 && months[^2].Index > index;
            var above = falls ? at + 20 > Top + PlotHeight : at - Top > 20;
            var place = new Place(Math.Min(x(months.Count - 1) + 14, right), above ? at - 8 : at + 14);
            var text = Formats.Number(index, 2, language);
            var lettering = new Lettering(8.5, last.Headline ? Weight.Bold : Weight.Regular);

            // Paper below the figures keeps them readable where lines pass.
            var room = drawing.Measure(text, lettering) + 3;
            drawing.Rectangle(place.X - room + 1.5, place.Y - 7.5, room, 9.5, Palette.Paper);
            drawing.Text(place, text, lettering, Palette.Primary, Anchor.End);
        }
    }

    private void DrawLegend(IDrawing drawing, double width)
    {
        var y = Top + PlotHeight + 16 + LegendLine - 3;
        var x = Left;
        Item(Say("Indeks", "Index"), at => Dot(at, Palette.Primary));
        Item(Say("n belum cukup, indikatif", "too few responses, indicative"), at => Dot(at, Palette.Paper));
        Item(Say("Selang kepercayaan 95\u00a0%", "95% interval"), at => drawing.Rectangle(at.X - 5, at.Y - 4, 10, 8, Palette.Band));
        y += LegendLine;
        for (var i = 0; i < Known.Count; i++)
        {
            Diamond(drawing, new Place(Left + 5, y - 2.7));
            drawing.Text(new Place(Left + 14, y), RowGrid.Fit(drawing, $"{Mark(i)}  {Source(Known[i])}", Legend, width - Left - 14), Legend, Palette.Text);
            y += LegendLine;
        }

        for (var i = 0; i < Shown.Count; i++)
        {
            drawing.Text(new Place(Left + 5, y), $"{i + 1}", IndexAxis.Letter, Palette.Attention, Anchor.Middle);
            foreach (var line in Lines(Shown[i], width))
            {
                drawing.Text(new Place(Left + 14, y), line, Legend, Palette.Text);
                y += LegendLine;
            }
        }

        void Dot(Place at, Ink fill) => drawing.Circle(at, 3, fill, new Stroke(Palette.Primary, 1.3));

        void Item(string text, Action<Place> sign)
        {
            sign(new Place(x + 5, y - 2.7));
            drawing.Text(new Place(x + 14, y), text, Legend, Palette.Text);
            x += 14 + drawing.Measure(text, Legend) + 14;
            if (width < 430)
            {
                (x, y) = (Left, text == Say("Selang kepercayaan 95\u00a0%", "95% interval") ? y : y + LegendLine);
            }
        }
    }

    private static void Diamond(IDrawing drawing, Place centre) => drawing.Polygon(
        [new(centre.X, centre.Y - 4), new(centre.X + 4, centre.Y), new(centre.X, centre.Y + 4), new(centre.X - 4, centre.Y)], Palette.Attention);

    /// <summary>First and last month of the picture that a reference covers; null where it lies outside.</summary>
    private (int First, int Last)? Overlap(ReferencePoint reference)
    {
        var covered = Enumerable.Range(0, months.Count)
            .Where(i => months[i].Month <= reference.Period.To && months[i].Month.AddMonths(1) > reference.Period.From).ToList();
        return covered.Count == 0 ? null : (covered[0], covered[^1]);
    }

    private List<List<int>> Runs(Predicate<TrendPoint> holds)
    {
        List<List<int>> runs = [];
        for (var i = 0; i < months.Count; i++)
        {
            if (holds(months[i]))
            {
                if (i == 0 || !holds(months[i - 1]) || Shown.Exists(found => !found.IsComparable && Begins(found) == i))
                {
                    runs.Add([]);
                }

                runs[^1].Add(i);
            }
        }

        return runs;
    }

    /// <summary>Position of the first month of the new state; -1 outside of the picture.</summary>
    private int Begins(TrendBreak found) => months.Select((month, i) => month.Month.Year == found.Day.Year && month.Month.Month == found.Day.Month ? i : -1).Max();

    private string Reason(TrendBreak found) => $"{Formats.Day(found.Day, language)}: {found.Reason.In(language)}"
        + (found.IsComparable ? "" : Say(" (tidak dapat dibandingkan dengan sebelumnya)", " (not comparable with before)"));

    /// <summary>The reason in lines that fit, by a cautious estimate: the width of letters is known only when drawing.</summary>
    private List<string> Lines(TrendBreak found, double width)
    {
        var most = (int)((width - Left - 14) / 4.1);
        var lines = new List<string> { "" };
        foreach (var word in Reason(found).Split(' '))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (longer.Length <= most || lines[^1].Length == 0)
            {
                lines[^1] = longer;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    private string Source(ReferencePoint reference) =>
        $"{Formats.ShortMonth(reference.Period.From, language)}–{Formats.ShortMonth(reference.Period.To, language)}: {Formats.Number(reference.Index, 2, language)}"
        + (reference.N is { } n ? $" (n {Formats.Count(n, language)})" : "") + $", {Say("terbit sebelumnya", "published earlier")}: {reference.Source}";

    private static string Mark(int index) => ((char)('a' + (index % 26))).ToString();

    private string Say(string indonesian, string english) => language == Language.English ? english : indonesian;
}
