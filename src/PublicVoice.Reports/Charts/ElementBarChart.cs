using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Charts;

/// <summary>Index of each element as a bar, with its 95 % interval and the limits of the quality grades.</summary>
public sealed class ElementBarChart(IReadOnlyList<ElementResult> elements, QuestionnaireDefinition definition, Language language) : IChart
{
    private const double Top = 14;
    private const double Bottom = 14;

    // Normal quantile of a two-sided 95 % interval.
    private const double Quantile = 1.96;

    public ElementBarChart(EvaluationReport report, Language language)
        : this(report.Elements, report.Definition, language)
    {
    }

    public string Title => language == Language.English ? "Index of each element" : "Indeks tiap unsur";

    public string Description => string.Join("; ", elements.Select(element => element.Score is { Index: { } index } score
        ? $"{element.Element.Name.In(language)} {Formats.Number(index, 2, language)} ({score.Grade?.Letter})"
        : $"{element.Element.Name.In(language)} {NotRated}")) + ".";

    private string NotRated => language == Language.English ? "not rated" : "tidak dinilai";

    public double HeightFor(double width) => Top + (elements.Count * Grid(width).RowHeight) + Bottom;

    public void Draw(IDrawing drawing, double width)
    {
        var grid = Grid(width);
        var axis = new IndexAxis(Math.Floor(100m * definition.ScaleMin / definition.ScaleMax), 100, grid.PlotLeft, grid.PlotRight);
        var bottom = Top + (elements.Count * grid.RowHeight);
        axis.DrawGradesAcross(drawing, definition.QualityTable, Top, bottom, language);
        for (var i = 0; i < elements.Count; i++)
        {
            var top = Top + (i * grid.RowHeight);
            var (element, score) = (elements[i].Element, elements[i].Score);
            grid.DrawLabel(drawing, Label(element), top);
            if (score.Index is not { } index)
            {
                drawing.Text(new Place(grid.PlotLeft + 4, grid.Middle(top) + 3), NotRated, RowGrid.Label, Palette.Muted);
                continue;
            }

            var y = grid.Middle(top);
            drawing.Rectangle(axis.At(axis.Low), y - 5, Math.Max(0.5, axis.At(index) - axis.At(axis.Low)), 10, Fill(score));
            if (score.StandardError is { } error)
            {
                var reach = (decimal)(Quantile * error);
                axis.DrawWhisker(drawing, index - reach, index + reach, y, Palette.Text);
            }

            drawing.Text(new Place(width, y + 3), $"{Formats.Number(index, 2, language)}  {score.Grade?.Letter}", RowGrid.Value, Palette.Text, Anchor.End);
        }
    }

    private Ink Fill(ElementScore score) => score.Grade is { } grade && definition.QualityTable.Grades.ToList().IndexOf(grade) >= 2 ? Palette.AttentionBar : Palette.AccentBar;

    private RowGrid Grid(double width) => new(width, 52, elements.Select(element => Label(element.Element)));

    private string Label(Element element) => $"{element.Number}. {element.Name.In(language)}";
}
