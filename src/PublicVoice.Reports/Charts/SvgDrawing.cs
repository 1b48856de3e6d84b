using System.Globalization;
using System.Security;
using System.Text;
using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Charts;

/// <summary>Charts as SVG text, with presentation attributes and classes only, so that a strict Content-Security-Policy lets them through.</summary>
public static class Svg
{
    /// <param name="width">Width in user units; the picture scales to the room it gets.</param>
    /// <param name="id">Prefix of the ids that join title and description to the picture; unique within a page.</param>
    public static string Render(IChart chart, double width, string id)
    {
        var drawing = new SvgDrawing();
        chart.Draw(drawing, width);
        var (title, description, prefix) = (Escape(chart.Title), Escape(chart.Description), Escape(id));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width:0.##} {chart.HeightFor(width):0.##}" role="img" """
            + $"""aria-labelledby="{prefix}-title {prefix}-desc" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif">"""
            + $"""<title id="{prefix}-title">{title}</title><desc id="{prefix}-desc">{description}</desc>{drawing}</svg>""");
    }

    internal static string Escape(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // XML 1.0 has no form for most control characters and for U+FFFE and U+FFFF.
            allowed.Append(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? " " : rune.ToString());
        }

        return SecurityElement.Escape(allowed.ToString());
    }
}

internal sealed class SvgDrawing : IDrawing
{
    // System fonts run up to a tenth wider than the print font that is measured here.
    private const double WidthAllowance = 1.1;
    private readonly StringBuilder svg = new();

    public double Measure(string text, Lettering lettering) => WidthOf(text, lettering);

    /// <summary>Known before drawing; never less than the width in a PDF.</summary>
    public static double WidthOf(string text, Lettering lettering) =>
        lettering.Font.Width(PrintableText.Of(text)) * lettering.Size * WidthAllowance;

    public void Line(Place from, Place to, Stroke stroke) =>
        Write($"""<line x1="{from.X:0.##}" y1="{from.Y:0.##}" x2="{to.X:0.##}" y2="{to.Y:0.##}"{Of(stroke)}/>""");

    public void Rectangle(double x, double y, double width, double height, Ink? fill, Stroke? stroke = null) =>
        Write($"""<rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}"{Of(fill, stroke)}/>""");

    public void Polygon(IReadOnlyList<Place> corners, Ink fill) => Write($"""<polygon points="{Points(corners)}"{Of(fill, null)}/>""");

    public void Polyline(IReadOnlyList<Place> points, Stroke stroke) => Write($"""<polyline points="{Points(points)}"{Of(null, stroke)}/>""");

    public void Circle(Place centre, double radius, Ink? fill, Stroke? stroke = null) =>
        Write($"""<circle cx="{centre.X:0.##}" cy="{centre.Y:0.##}" r="{radius:0.##}"{Of(fill, stroke)}/>""");

    public void Text(Place at, string text, Lettering lettering, Ink ink, Anchor anchor = Anchor.Start)
    {
        var weight = lettering.Weight switch { Weight.Bold => " font-weight=\"700\"", Weight.SemiBold => " font-weight=\"600\"", _ => "" };
        var align = anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        Write($"""<text x="{at.X:0.##}" y="{at.Y:0.##}" font-size="{lettering.Size:0.##}"{weight}{align} class="f-{ink.Name}" fill="{ink.Hex}">{Svg.Escape(text)}</text>""");
    }

    public override string ToString() => svg.ToString();

    private static string Of(Ink? fill, Stroke? stroke)
    {
        var classes = string.Join(' ', new[] { fill is null ? null : "f-" + fill.Name, stroke is { } s ? "s-" + s.Ink.Name : null }.OfType<string>());
        return $" class=\"{classes}\" fill=\"{fill?.Hex ?? "none"}\"{(stroke is { } line ? Lines(line) : "")}";
    }

    private static string Of(Stroke stroke) => $" class=\"s-{stroke.Ink.Name}\"{Lines(stroke)}";

    private static string Lines(Stroke stroke) => string.Create(
        CultureInfo.InvariantCulture,
        $" stroke=\"{stroke.Ink.Hex}\" stroke-width=\"{stroke.Width:0.##}\"{(stroke.Dash > 0 ? $" stroke-dasharray=\"{stroke.Dash:0.##}\"" : "")}");

    private static string Points(IReadOnlyList<Place> places) =>
        string.Join(' ', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.X:0.##},{place.Y:0.##}")));

    private void Write(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
