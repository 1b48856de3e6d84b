using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Charts;

/// <summary>Index of services or sub-units as dots with their 95 % intervals; hollow where there are too few responses for a headline.</summary>
public sealed class ComparisonChart(IReadOnlyList<ComparedPart> parts, QuestionnaireDefinition definition, Language language, string title) : IChart
{
    private const double Top = 14;
    private const double Bottom = 14;

    /// <summary>Range of the axis, to give charts that stand below each other the same one; null fits it to the parts.</summary>
    public (decimal Low, decimal High)? Range { get; init; }

    public string Title => title;

    public string Description => string.Join("; ", parts.Select(part => part.Index is { } index
        ? $"{part.NameIn(language)} {Formats.Number(index, 2, language)}"
            + (part.Interval is { } interval ? $" ({Formats.Number(interval.Low, 2, language)}–{Formats.Number(interval.High, 2, language)})" : "")
            + $", n {Formats.Count(part.N, language)}"
        : $"{part.NameIn(language)}: {Nothing}")) + ".";

    private string Nothing => language == Language.English ? "no responses" : "belum ada isian";

    public static (decimal Low, decimal High) RangeOf(IEnumerable<ComparedPart> parts, QuestionnaireDefinition definition) => IndexAxis.Around(
        [.. parts.SelectMany(part => new[] { part.Index, part.Interval?.Low, part.Interval?.High }).OfType<decimal>()],
        100m * definition.ScaleMin / definition.ScaleMax);

    public double HeightFor(double width) => Top + (parts.Count * Grid(width).RowHeight) + Bottom;

    public void Draw(IDrawing drawing, double width)
    {
        var grid = Grid(width);
        var (low, high) = Range ?? RangeOf(parts, definition);
        var axis = new IndexAxis(low, high, grid.PlotLeft, grid.PlotRight - 10);
        var bottom = Top + (parts.Count * grid.RowHeight);
        axis.DrawGradesAcross(drawing, definition.QualityTable, Top, bottom, language);
        drawing.Text(new Place(width, Top - 3), "n", IndexAxis.Letter, Palette.Muted, Anchor.End);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var top = Top + (i * grid.RowHeight);
            var y = grid.Middle(top);
            grid.DrawLabel(drawing, part.NameIn(language), top);
            drawing.Line(new Place(grid.PlotLeft, top + grid.RowHeight), new Place(width, top + grid.RowHeight), new Stroke(Palette.Grid, 0.4));
            drawing.Text(new Place(width, y + 3), Formats.Count(part.N, language), RowGrid.Label, Palette.Muted, Anchor.End);
            if (part.Index is not { } index)
            {
                drawing.Rectangle(grid.PlotLeft + 2, y - 6, drawing.Measure(Nothing, RowGrid.Label) + 4, 12, Palette.Paper);
                drawing.Text(new Place(grid.PlotLeft + 4, y + 3), Nothing, RowGrid.Label, Palette.Muted);
                continue;
            }

            if (part.Interval is { } interval)
            {
                axis.DrawWhisker(drawing, interval.Low, interval.High, y, Palette.Primary);
            }

            drawing.Circle(new Place(axis.At(index), y), 3.5, part.Headline ? Palette.Primary : Palette.Paper, new Stroke(Palette.Primary, 1.2));
            drawing.Text(new Place(width - CountWidth, y + 3), Formats.Number(index, 2, language), RowGrid.Value, part.Headline ? Palette.Text : Palette.Muted, Anchor.End);
        }
    }

    /// <summary>Room for the number of responses, by its longest: digits are about 5 wide.</summary>
    private double CountWidth => Math.Max(46, 8 + (5.2 * parts.Select(part => Formats.Count(part.N, language).Length).DefaultIfEmpty().Max()));

    private RowGrid Grid(double width) => new(width, 36 + CountWidth, parts.Select(part => part.NameIn(language)));
}
