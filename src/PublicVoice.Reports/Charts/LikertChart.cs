using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Charts;

/// <summary>How the answers to each question are spread over its options, lowest score at the left.</summary>
public sealed class LikertChart(IReadOnlyList<QuestionDistribution> distributions, Language language) : IChart
{
    private const double Top = 22;
    private static readonly Lettering Small = new(7.5, Weight.SemiBold);

    public LikertChart(EvaluationReport report, Language language)
        : this(report.DistributionsByElement, language)
    {
    }

    public string Title => language == Language.English ? "Distribution of the answers" : "Sebaran jawaban";

    public string Description => string.Join("; ", distributions.Select(distribution => distribution.Answered == 0
        ? $"{Label(distribution)}: {Nothing}"
        : $"{Label(distribution)}: " + string.Join(", ", distribution.Options.OrderBy(option => option.Score).Select(option =>
            $"{option.Label.In(language)} {Formats.Percent(option.SharePercent, 1, language)}")))) + ".";

    private string Nothing => language == Language.English ? "no answers" : "belum ada jawaban";

    public double HeightFor(double width) => Top + (distributions.Count * Grid(width).RowHeight) + 2;

    public void Draw(IDrawing drawing, double width)
    {
        var grid = Grid(width);
        DrawLegend(drawing, grid);
        for (var i = 0; i < distributions.Count; i++)
        {
            var distribution = distributions[i];
            var top = Top + (i * grid.RowHeight);
            var y = grid.Middle(top);
            grid.DrawLabel(drawing, Label(distribution), top);
            if (distribution.Answered == 0)
            {
                drawing.Text(new Place(grid.PlotLeft + 4, y + 3), Nothing, RowGrid.Label, Palette.Muted);
                continue;
            }

            DrawBar(drawing, distribution, grid, y);
            drawing.Text(new Place(width, y + 3), Formats.Count(distribution.Answered, language), RowGrid.Label, Palette.Muted, Anchor.End);
        }

        drawing.Text(new Place(width, 8), "n", Small, Palette.Muted, Anchor.End);
    }

    private void DrawBar(IDrawing drawing, QuestionDistribution distribution, RowGrid grid, double y)
    {
        var options = distribution.Options.OrderBy(option => option.Score).ToList();
        var room = grid.PlotRight - grid.PlotLeft - 8;
        var x = grid.PlotLeft;
        for (var position = 0; position < options.Count; position++)
        {
            var width = room * options[position].Count / distribution.Answered;
            if (width <= 0)
            {
                continue;
            }

            var fill = Palette.Level(position, options.Count);
            drawing.Rectangle(x, y - 7, width, 14, fill, new Stroke(Palette.Paper, 0.75));
            if (position == 0)
            {
                Hatch(drawing, x, y - 7, width, 14);
            }

            var label = Formats.Number(options[position].SharePercent, 0, language);
            if (position > 0 && drawing.Measure(label, Small) + 5 <= width)
            {
                drawing.Text(new Place(x + (width / 2), y + 2.7), label, Small, Palette.On(fill), Anchor.Middle);
            }
            else if (position == 0 && drawing.Measure(label, Small) + 7 <= width)
            {
                var half = (drawing.Measure(label, Small) / 2) + 2;
                drawing.Rectangle(x + (width / 2) - half, y - 5, 2 * half, 10, fill);
                drawing.Text(new Place(x + (width / 2), y + 2.7), label, Small, Palette.On(fill), Anchor.Middle);
            }

            x += width;
        }
    }

    /// <summary>Stripes mark the lowest option, so that it is found without colour.</summary>
    private static void Hatch(IDrawing drawing, double x, double y, double width, double height)
    {
        var stroke = new Stroke(Palette.Paper, 0.6);
        for (var start = -height + 4; start < width; start += 4)
        {
            var from = Math.Max(0, start);
            var to = Math.Min(width, start + height);
            if (to > from)
            {
                drawing.Line(new Place(x + from, y + height - (from - start)), new Place(x + to, y + height - (to - start)), stroke);
            }
        }
    }

    private void DrawLegend(IDrawing drawing, RowGrid grid)
    {
        var scores = distributions.SelectMany(distribution => distribution.Options.Select(option => option.Score)).Distinct().Order().ToList();
        var (lowest, highest) = language == Language.English ? ("lowest", "highest") : ("terendah", "tertinggi");
        var x = grid.PlotLeft;
        for (var position = 0; position < scores.Count; position++)
        {
            var fill = Palette.Level(position, scores.Count);
            drawing.Rectangle(x, 1, 9, 9, fill);
            if (position == 0)
            {
                Hatch(drawing, x, 1, 9, 9);
            }

            var score = scores[position].ToString(System.Globalization.CultureInfo.InvariantCulture);
            var text = position == 0 ? $"{score} ({lowest})" : position == scores.Count - 1 ? $"{score} ({highest})" : score;
            drawing.Text(new Place(x + 12, 8.5), text, IndexAxis.Tick, Palette.Muted);
            x += 12 + drawing.Measure(text, IndexAxis.Tick) + 10;
        }
    }

    private string Label(QuestionDistribution distribution)
    {
        var name = $"{distribution.Element.Number}. {distribution.Element.Name.In(language)}";
        var siblings = distributions.Where(other => other.Element.Code == distribution.Element.Code).ToList();
        return siblings.Count > 1 ? $"{name} ({siblings.IndexOf(distribution) + 1})" : name;
    }

    private RowGrid Grid(double width) => new(width, 46, distributions.Select(Label));
}
