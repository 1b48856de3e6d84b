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
internal sealed class RowGrid(double width, double valueWidth)
{
    public static readonly Lettering Label = new(8.5);
    public static readonly Lettering Value = new(8.5, Weight.SemiBold);

    private const double NarrowBelow = 430;

    public bool Narrow => width < NarrowBelow;

    public double RowHeight => Narrow ? 30 : 24;

    public double PlotLeft => Narrow ? 0 : Math.Min(190, width * 0.36);

    public double PlotRight => width - valueWidth;

    /// <summary>Middle of the bar or dot in a row that starts at <paramref name="top"/>.</summary>
    public double Middle(double top) => top + (Narrow ? 21 : RowHeight / 2);

    public void DrawLabel(IDrawing drawing, string text, double top)
    {
        if (Narrow)
        {
            drawing.Text(new Place(0, top + 10), Fit(drawing, text, Label, width), Label, Palette.Text);
            return;
        }

        var lines = InTwoLines(drawing, text, PlotLeft - 10);
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

    private static List<string> InTwoLines(IDrawing drawing, string text, double room)
    {
        if (drawing.Measure(text, Label) <= room)
        {
            return [text];
        }

        var cut = -1;
        for (var at = text.IndexOf(' ', StringComparison.Ordinal); at > 0 && drawing.Measure(text[..at], Label) <= room; at = text.IndexOf(' ', at + 1))
        {
            cut = at;
        }

        return cut < 0 ? [Fit(drawing, text, Label, room)] : [text[..cut], Fit(drawing, text[(cut + 1)..], Label, room)];
    }
}
