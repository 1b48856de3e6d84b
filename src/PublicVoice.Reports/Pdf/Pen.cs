using PdfSharp.Drawing;
using PdfSharp.Events;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Pdf;

/// <summary>Draws what <see cref="Flow"/> has laid out: shapes, text, structure elements and artifacts, page after page.</summary>
internal sealed class Pen : IDrawing, IDisposable
{
    private readonly PdfDocument document;
    private readonly StructureBuilder structure;
    private readonly Dictionary<(string, double), XFont> fonts = [];
    private readonly Dictionary<XFont, FontFile> fontFiles = [];
    private readonly Dictionary<Ink, XSolidBrush> brushes = [];
    private readonly Dictionary<Stroke, XPen> pens = [];
    private readonly Stack<PdfOutlineCollection> outlines = new();
    private XGraphics? graphics;
    private Place origin;
    private double scale = 1;

    public Pen(PdfDocument document, string language)
    {
        this.document = document;
        var accessibility = UAManager.ForDocument(document);
        accessibility.SetDocumentLanguage(language);
        structure = accessibility.StructureBuilder;
        document.RenderEvents.RenderTextEvent += UseTabularFigures;
        outlines.Push(document.Outlines);
    }

    private XGraphics Graphics => graphics ?? throw new InvalidOperationException("There is no page to draw on.");

    /// <param name="scale">1 for A4; what is drawn is scaled with the page.</param>
    public void NewPage(double scale = 1)
    {
        var page = document.AddPage();
        page.Width = XUnit.FromPoint(PageGrid.Width * scale);
        page.Height = XUnit.FromPoint(PageGrid.Height * scale);
        page.Elements.SetName("/Tabs", "/S");
        graphics?.Dispose();
        graphics = XGraphics.FromPdfPage(page);
        this.scale = scale;
        if (scale < 1)
        {
            graphics.ScaleTransform(scale);
        }
    }

    /// <summary>Draws inside a structure element; it may go on over a page break.</summary>
    public void Open(string tag)
    {
        if (tag is "Sect" or "Div" or "Caption" or "BlockQuote")
        {
            structure.BeginGroupingElement(tag);
        }
        else if (tag is "Span")
        {
            structure.BeginInlineLevelElement(tag);
        }
        else
        {
            structure.BeginBlockLevelElement(tag);
        }
    }

    public void OpenHeaderCell(string scope, int columns)
    {
        structure.BeginBlockLevelElement("TH");
        var attributes = structure.CurrentStructureElement.TableAttributes.Elements;
        attributes.SetName("/Scope", "/" + scope);
        if (columns > 1)
        {
            structure.SetColSpan(columns);
        }
    }

    public void OpenCell(int columns)
    {
        structure.BeginBlockLevelElement("TD");
        if (columns > 1)
        {
            structure.SetColSpan(columns);
        }
    }

    public void OpenList(bool numbered)
    {
        structure.BeginBlockLevelElement("L");
        var attributes = new PdfDictionary();
        attributes.Elements.SetName("/O", "/List");
        attributes.Elements.SetName("/ListNumbering", numbered ? "/Decimal" : "/Disc");
        structure.CurrentStructureElement.Elements["/A"] = attributes;
    }

    public void OpenFigure(string alternative, double x, double y, double width, double height) =>
        structure.BeginIllustrationElement("Figure", alternative, new XRect(x * scale, (PageGrid.Height - y - height) * scale, width * scale, height * scale));

    public void Close() => structure.End();

    /// <summary>Decoration that a screen reader passes over.</summary>
    public void Artifact(Action draw)
    {
        structure.BeginArtifact();
        draw();
        structure.End();
    }

    /// <param name="level">1 for the outermost.</param>
    public void Bookmark(string title, int level)
    {
        while (outlines.Count > level)
        {
            outlines.Pop();
        }

        outlines.Push(outlines.Peek().Add(title, document.Pages[^1], level == 1).Outlines);
    }

    public void Image(XImage image, double x, double y, double width, double height) => Graphics.DrawImage(image, x, y, width, height);

    public void Chart(IChart chart, double x, double y, double width)
    {
        origin = new Place(x, y);
        chart.Draw(this, width);
        origin = default;
    }

    public double Measure(string text, Lettering lettering) => lettering.Font.Width(PrintableText.Of(text)) * lettering.Size;

    public void Line(Place from, Place to, Stroke stroke) =>
        Graphics.DrawLine(Of(stroke), origin.X + from.X, origin.Y + from.Y, origin.X + to.X, origin.Y + to.Y);

    public void Rectangle(double x, double y, double width, double height, Ink? fill, Stroke? stroke = null)
    {
        var (brush, pen) = Of(fill, stroke);
        Graphics.DrawRectangle(pen!, brush!, origin.X + x, origin.Y + y, width, height);
    }

    public void Polygon(IReadOnlyList<Place> corners, Ink fill) =>
        Graphics.DrawPolygon(Of(fill), [.. corners.Select(Point)], XFillMode.Winding);

    public void Polyline(IReadOnlyList<Place> points, Stroke stroke) => Graphics.DrawLines(Of(stroke), [.. points.Select(Point)]);

    public void Circle(Place centre, double radius, Ink? fill, Stroke? stroke = null)
    {
        var (brush, pen) = Of(fill, stroke);
        Graphics.DrawEllipse(pen!, brush!, origin.X + centre.X - radius, origin.Y + centre.Y - radius, 2 * radius, 2 * radius);
    }

    public void Text(Place at, string text, Lettering lettering, Ink ink, Anchor anchor = Anchor.Start)
    {
        var printable = PrintableText.Of(text);
        var width = lettering.Font.Width(printable) * lettering.Size;
        var x = at.X - (anchor switch { Anchor.Middle => width / 2, Anchor.End => width, _ => 0 });
        Run(printable, lettering.Font, lettering.Size, ink, x, at.Y);
    }

    /// <summary>Draws text that is known to be printable, from a point on its baseline.</summary>
    public void Run(string text, FontFile font, double size, Ink ink, double x, double y)
    {
        if (text.Length > 0)
        {
            Graphics.DrawString(text, FontOf(font, size), Of(ink), origin.X + x, origin.Y + y);
        }
    }

    public void Dispose() => graphics?.Dispose();

    private void UseTabularFigures(object sender, RenderTextEventArgs e)
    {
        var font = fontFiles[e.Font];
        var pairs = e.CodePointGlyphIndexPairs;
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i].GlyphIndex = font.Tabular(pairs[i].GlyphIndex);
        }
    }

    private XFont FontOf(FontFile file, double size)
    {
        if (!fonts.TryGetValue((file.Name, size), out var font))
        {
            font = new XFont(file.Name, size, XFontStyleEx.Regular, XPdfFontOptions.UnicodeDefault);
            fonts.Add((file.Name, size), font);
            fontFiles.Add(font, file);
        }

        return font;
    }

    private XSolidBrush Of(Ink ink)
    {
        if (!brushes.TryGetValue(ink, out var brush))
        {
            brush = new XSolidBrush(XColor.FromArgb(ink.Red, ink.Green, ink.Blue));
            brushes.Add(ink, brush);
        }

        return brush;
    }

    private (XBrush?, XPen?) Of(Ink? fill, Stroke? stroke) => (fill is null ? null : Of(fill), stroke is { } line ? Of(line) : null);

    private XPen Of(Stroke stroke)
    {
        if (!pens.TryGetValue(stroke, out var pen))
        {
            pen = new XPen(Of(stroke.Ink).Color, stroke.Width) { LineJoin = XLineJoin.Round };
            pens.Add(stroke, pen);
            if (stroke.Dash > 0)
            {
                pen.DashPattern = [stroke.Dash / stroke.Width, stroke.Dash / stroke.Width];
            }
        }

        return pen;
    }

    private XPoint Point(Place place) => new(origin.X + place.X, origin.Y + place.Y);
}
