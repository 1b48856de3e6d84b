using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Charts;

public enum Weight
{
    Regular,
    SemiBold,
    Bold,
}

public enum Anchor
{
    Start,
    Middle,
    End,
}

/// <param name="Size">In points (PDF) or user units (SVG).</param>
public readonly record struct Lettering(double Size, Weight Weight = Weight.Regular)
{
    internal FontFile Font => Weight switch { Weight.Bold => PublicSans.Bold, Weight.SemiBold => PublicSans.SemiBold, _ => PublicSans.Regular };
}

/// <param name="Dash">Length of dash and gap; 0 draws a whole line.</param>
public readonly record struct Stroke(Ink Ink, double Width, double Dash = 0);

public readonly record struct Place(double X, double Y);

/// <summary>What a chart draws on: the same calls make SVG and PDF. Lengths are points or user units, y grows downwards.</summary>
public interface IDrawing
{
    /// <summary>Width of a text on this surface.</summary>
    double Measure(string text, Lettering lettering);

    void Line(Place from, Place to, Stroke stroke);

    void Rectangle(double x, double y, double width, double height, Ink? fill, Stroke? stroke = null);

    void Polygon(IReadOnlyList<Place> corners, Ink fill);

    void Polyline(IReadOnlyList<Place> points, Stroke stroke);

    void Circle(Place centre, double radius, Ink? fill, Stroke? stroke = null);

    /// <param name="at">On the baseline.</param>
    void Text(Place at, string text, Lettering lettering, Ink ink, Anchor anchor = Anchor.Start);
}

/// <summary>A chart that is laid out for a width and drawn on any <see cref="IDrawing"/>.</summary>
public interface IChart
{
    string Title { get; }

    /// <summary>Says in words what the picture shows, with its numbers, for those who cannot see it.</summary>
    string Description { get; }

    double HeightFor(double width);

    void Draw(IDrawing drawing, double width);
}
