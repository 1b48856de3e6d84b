using PdfSharp.Pdf;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;
using PublicVoice.Reports.Qr;

namespace PublicVoice.Reports.Pdf;

/// <param name="Code">As it is printed, such as K7QF-3M9X.</param>
/// <param name="Address">What the QR code holds: the survey with the code filled in.</param>
public sealed record VisitCodeSlip(string Code, Uri Address);

/// <summary>What all slips of a batch say.</summary>
/// <param name="ServiceName">Null where the codes serve for every service.</param>
/// <param name="ShortAddress">The address to type for those who do not scan.</param>
/// <param name="LastDay">Day on which the codes can be used for the last time.</param>
public sealed record VisitCodeSheet(string GovernmentName, string UnitName, string? ServiceName, string ShortAddress, DateOnly LastDay, IReadOnlyList<VisitCodeSlip> Slips);

/// <summary>Slips with visit codes to cut out, ten on an A4 page, Indonesian with English below, tagged.</summary>
public static class VisitCodeSlipsPdf
{
    private const int Columns = 2;
    private const int Rows = 5;
    private const double Margin = 24;
    private const double Width = (PageGrid.Width - (2 * Margin)) / Columns;
    private const double Height = (PageGrid.Height - (2 * Margin)) / Rows;
    private const double Padding = 12;
    private const double CodeSize = 96;
    private const double TextLeft = Padding + CodeSize + 10;
    private const double TextWidth = Width - TextLeft - Padding;
    private static readonly Ink Black = new("black", "#000000");
    private static readonly Stroke Cut = new(Palette.Rule, 0.5);

    /// <param name="made">Day that the document bears: the same input gives the same bytes.</param>
    /// <exception cref="ArgumentException">There are no slips.</exception>
    public static byte[] Render(VisitCodeSheet sheet, DateOnly made)
    {
        if (sheet.Slips.Count == 0)
        {
            throw new ArgumentException("There are no slips to print.", nameof(sheet));
        }

        EmbeddedFonts.Register();
        var title = $"Kode kunjungan: {sheet.UnitName}";
        return TaggedDocument.Render(title, sheet.GovernmentName, "id", made, document =>
        {
            using (var pen = new Pen(document, "id"))
            {
                for (var at = 0; at < sheet.Slips.Count; at++)
                {
                    var place = at % (Columns * Rows);
                    if (place == 0)
                    {
                        pen.NewPage();
                        pen.Bookmark(sheet.Slips[at].Code, 1);
                        pen.Artifact(() => DrawCuts(pen));
                    }

                    Draw(pen, sheet, sheet.Slips[at], Margin + (place % Columns * Width), Margin + (place / Columns * Height));
                }
            }
        });
    }

    private static void DrawCuts(Pen pen)
    {
        for (var column = 0; column <= Columns; column++)
        {
            pen.Line(new Place(Margin + (column * Width), Margin / 2), new Place(Margin + (column * Width), PageGrid.Height - (Margin / 2)), Cut);
        }

        for (var row = 0; row <= Rows; row++)
        {
            pen.Line(new Place(Margin / 2, Margin + (row * Height)), new Place(PageGrid.Width - (Margin / 2), Margin + (row * Height)), Cut);
        }
    }

    private static void Draw(Pen pen, VisitCodeSheet sheet, VisitCodeSlip slip, double left, double top)
    {
        pen.Open("Sect");
        Line(sheet.UnitName, 22, new Lettering(10.5, Weight.Bold), Palette.Primary);
        Line(sheet.ServiceName ?? sheet.GovernmentName, 35, new Lettering(8.5), Palette.Text);
        DrawQr(pen, slip, left + Padding, top + 44);
        Beside("H2", slip.Code, 66, new Lettering(22, Weight.Bold), Palette.Text);
        Beside("P", "Bagaimana pelayanan kami?", 84, new Lettering(9, Weight.SemiBold), Palette.Primary);
        Beside("P", "How was our service?", 94, new Lettering(7.5), Palette.Muted);
        Beside("P", "Pindai, atau buka / scan or open", 107, new Lettering(7.5), Palette.Muted);
        Beside("P", sheet.ShortAddress, 117, new Lettering(8.5, Weight.SemiBold), Palette.Text);
        Beside("P", "Sekali pakai, tanpa nama / single use, no name", 130, new Lettering(7), Palette.Muted);
        Beside("P", $"s.d. {Formats.Day(sheet.LastDay, Language.Indonesian)} / until {Formats.Day(sheet.LastDay, Language.English)}", 140, new Lettering(7), Palette.Muted);
        pen.Close();

        void Line(string text, double y, Lettering wanted, Ink ink) => Text("P", text, left + Padding, y, Width - (2 * Padding), wanted, ink);

        void Beside(string tag, string text, double y, Lettering wanted, Ink ink) => Text(tag, text, left + TextLeft, y, TextWidth, wanted, ink);

        void Text(string tag, string text, double x, double y, double room, Lettering wanted, Ink ink)
        {
            var (lettering, lines) = PosterPdf.Fit(pen, text, wanted, room, 1);
            pen.Open(tag);
            pen.Text(new Place(x, top + y), lines[0], lettering, ink);
            pen.Close();
        }
    }

    private static void DrawQr(Pen pen, VisitCodeSlip slip, double left, double top)
    {
        var modules = QrCode.Modules(slip.Address);
        var module = CodeSize / modules.GetLength(0);
        pen.OpenFigure($"Kode QR: {slip.Code}", left, top, CodeSize, CodeSize);
        foreach (var (x, y, width) in QrCode.Runs(modules))
        {
            pen.Rectangle(left + (x * module), top + (y * module), width * module, module, Black);
        }

        pen.Close();
    }
}
