using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Charts;

/// <summary>Maps index values to a stretch of the drawing and marks the limits of the quality grades on it.</summary>
internal sealed class IndexAxis(decimal low, decimal high, double from, double to)
{
    public static readonly Lettering Letter = new(8, Weight.SemiBold);
    public static readonly Lettering Tick = new(7.5);

    public decimal Low => low;
    public decimal High => high;

    public double At(decimal index) => from + ((double)((Math.Clamp(index, low, high) - low) / (high - low)) * (to - from));

    /// <summary>A range in steps of five that holds all values, at least twenty points wide, within the scale.</summary>
    public static (decimal Low, decimal High) Around(IReadOnlyCollection<decimal> values, decimal lowest)
    {
        if (values.Count == 0)
        {
            return (lowest, 100);
        }

        var high = Math.Min(100, Math.Ceiling((values.Max() + 2) / 5) * 5);
        var low = Math.Max(Math.Floor(lowest / 5) * 5, Math.Floor((values.Min() - 2) / 5) * 5);
        if (high - low < 20)
        {
            low = Math.Max(Math.Floor(lowest / 5) * 5, high - 20);
            high = Math.Min(100, Math.Max(high, low + 20));
        }

        return (low, high);
    }

    /// <summary>Upright lines at the lower limits of the grades, their letters above and their values below.</summary>
    public void DrawGradesAcross(IDrawing drawing, QualityTable table, double top, double bottom, Language language)
    {
        drawing.Line(new Place(from, bottom), new Place(to, bottom), new Stroke(Palette.Rule, 0.75));
        Mark(low);
        Mark(high);
        foreach (var grade in table.Grades)
        {
            var start = Math.Max(grade.From, low);
            if (grade.From > low && grade.From < high)
            {
                drawing.Line(new Place(At(grade.From), top), new Place(At(grade.From), bottom), new Stroke(Palette.Rule, 0.6, 2));
                if (At(grade.From) - from > 24 && to - At(grade.From) > 24)
                {
                    Mark(grade.From);
                }
            }

            if (grade.To > low && start < high && At(Math.Min(grade.To, high)) - At(start) > 9)
            {
                var middle = (At(start) + At(Math.Min(grade.To, high))) / 2;
                drawing.Text(new Place(middle, top - 3), grade.Letter, Letter, Palette.Muted, Anchor.Middle);
            }
        }

        void Mark(decimal value)
        {
            drawing.Text(
                new Place(At(value), bottom + 9),
                Formats.Number(value, value == decimal.Truncate(value) ? 0 : 2, language),
                Tick,
                Palette.Muted,
                value == low ? Anchor.Start : value == high ? Anchor.End : Anchor.Middle);
        }
    }

    /// <summary>95 % interval as a line with caps.</summary>
    public void DrawWhisker(IDrawing drawing, decimal intervalLow, decimal intervalHigh, double y, Ink ink)
    {
        var (left, right) = (At(intervalLow), At(intervalHigh));
        var stroke = new Stroke(ink, 1);
        drawing.Line(new Place(left, y), new Place(right, y), stroke);
        drawing.Line(new Place(left, y - 2.5), new Place(left, y + 2.5), stroke);
        drawing.Line(new Place(right, y - 2.5), new Place(right, y + 2.5), stroke);
    }
}

/// <summary>The frame that charts with one row per thing share: labels at the left, or above the row where the picture is narrow.</summary>
/// <param name="labels">All that will stand at the left: rows are high enough for the longest.</param>
internal sealed class RowGrid(double width, double valueWidth, IEnumerable<string> labels)
{
    public static readonly Lettering Label = new(8.5);
    public static readonly Lettering Value = new(8.5, Weight.SemiBold);

    private const double NarrowBelow = 430;
    private const double LabelGap = 10;

    private readonly bool threeLines = width >= NarrowBelow && labels.Any(label => Lines(label, PlotLeftOf(width) - LabelGap, line => SvgDrawing.WidthOf(line, Label)).Count > 2);

    public bool Narrow => width < NarrowBelow;

    public double RowHeight => Narrow ? 30 : threeLines ? 34 : 24;

    public double PlotLeft => PlotLeftOf(width);

    public double PlotRight => width - valueWidth;

    private static double PlotLeftOf(double width) => width < NarrowBelow ? 0 : Math.Min(190, width * 0.36);

    /// <summary>Middle of the bar or dot in a row that starts at <paramref name="top"/>.</summary>
    public double Middle(double top) => top + (Narrow ? 21 : RowHeight / 2);

    public void DrawLabel(IDrawing drawing, string text, double top)
    {
        if (Narrow)
        {
            drawing.Text(new Place(0, top + 10), CutInTheMiddle(text, width, line => drawing.Measure(line, Label)), Label, Palette.Text);
            return;
        }

        var lines = Lines(text, PlotLeft - LabelGap, line => drawing.Measure(line, Label));
        var y = Middle(top) + 3 - ((lines.Count - 1) * 5);
        foreach (var line in lines)
        {
            drawing.Text(new Place(0, y), line, Label, Palette.Text);
            y += 10;
        }
    }

    public static string Fit(IDrawing drawing, string text, Lettering lettering, double room)
    {
        if (drawing.Measure(text, lettering) <= room)
        {
            return text;
        }

        var length = text.Length - 1;
        while (length > 1 && (char.IsHighSurrogate(text[length - 1]) || drawing.Measure(text[..length].TrimEnd() + "…", lettering) > room))
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>Up to three lines; what is longer loses its middle, because names that are long often differ at their ends.</summary>
    private static List<string> Lines(string text, double room, Func<string, double> measure)
    {
        var lines = new List<string>();
        while (lines.Count < 2 && measure(text) > room)
        {
            var cut = -1;
            for (var at = text.IndexOf(' ', StringComparison.Ordinal); at > 0 && measure(text[..at]) <= room; at = text.IndexOf(' ', at + 1))
            {
                cut = at;
            }

            if (cut < 0)
            {
                break;
            }

            lines.Add(text[..cut]);
            text = text[(cut + 1)..];
        }

        lines.Add(CutInTheMiddle(text, room, measure));
        return lines;
    }

    private static string CutInTheMiddle(string text, double room, Func<string, double> measure)
    {
        var cut = text;
        for (var kept = text.Length - 1; kept > 1 && measure(cut) > room; kept--)
        {
            var (head, tail) = (kept - (kept / 2), kept / 2);
            head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
            tail -= char.IsLowSurrogate(text[^tail]) ? 1 : 0;
            cut = text[..head].TrimEnd() + "…" + text[^tail..].TrimStart();
        }

        return cut;
    }
}
