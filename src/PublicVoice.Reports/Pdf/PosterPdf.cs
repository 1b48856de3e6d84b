using PdfSharp.Pdf;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;
using PublicVoice.Reports.Qr;

namespace PublicVoice.Reports.Pdf;

/// <summary>Invites to rate a unit, a service or a counter.</summary>
/// <param name="ServiceName">Null for the unit as such or for all of its services.</param>
/// <param name="Counter">Such as "Loket 3"; null where it does not matter.</param>
/// <param name="Address">What the QR code holds and what is printed below it.</param>
/// <param name="CoatOfArms">PNG or JPEG; left out where it cannot be printed.</param>
public sealed record Poster(string GovernmentName, string UnitName, string? ServiceName, string? Counter, Uri Address, byte[]? CoatOfArms);

public enum PosterSize
{
    A4,
    A5,
}

/// <summary>Posters with the QR code of a survey, Indonesian with English below, one to a page, tagged.</summary>
public static class PosterPdf
{
    private const double Half = PageGrid.Width / 2;
    private const double Margin = 48;
    private const double CodeSize = 300;
    private const double CodeTop = 300;
    private static readonly Ink Black = new("black", "#000000");
    private static readonly double A5 = 1 / Math.Sqrt(2);

    private static readonly (string Indonesian, string English)[] Steps =
    [
        ("Pindai kode atau buka alamatnya", "Scan the code or open the address"),
        ("Jawab beberapa pertanyaan", "Answer a few questions"),
        ("Kirim, tanpa nama dan akun", "Send, without name or account"),
    ];

    /// <param name="made">Day that the document bears: the same input gives the same bytes.</param>
    public static byte[] Render(IReadOnlyList<Poster> posters, PosterSize size, DateOnly made)
    {
        EmbeddedFonts.Register();
        var title = posters.Count == 1 ? $"Poster survei: {posters[0].UnitName}" : "Poster survei";
        return TaggedDocument.Render(title, posters[0].GovernmentName, "id", made, document =>
        {
            using (var pen = new Pen(document, "id"))
            {
                foreach (var poster in posters)
                {
                    pen.NewPage(size == PosterSize.A5 ? A5 : 1);
                    pen.Bookmark(string.Join(" · ", new[] { poster.UnitName, poster.ServiceName, poster.Counter }.OfType<string>()), 1);
                    Draw(pen, poster);
                }
            }
        });
    }

    private static void Draw(Pen pen, Poster poster)
    {
        DrawHead(pen, poster);
        Line(pen, "H1", "Bagaimana pelayanan kami?", 206, new Lettering(36, Weight.Bold), Palette.Primary);
        Line(pen, "P", "How was our service?", 230, new Lettering(16), Palette.Muted);
        var place = string.Join(" · ", new[] { poster.ServiceName, poster.Counter }.OfType<string>());
        if (place.Length > 0)
        {
            Lines(pen, "P", place, 262, new Lettering(17, Weight.SemiBold), Palette.Text, 2);
        }

        DrawCode(pen, poster.Address);
        var address = poster.Address.Host + (poster.Address.IsDefaultPort ? "" : ":" + poster.Address.Port) + poster.Address.PathAndQuery;
        Lines(pen, "P", address, CodeTop + CodeSize + 44, new Lettering(20, Weight.SemiBold), Palette.Text, 2);
        DrawSteps(pen);
        Line(pen, "P", "Hasilnya terbit tiap bulan dan dibaca pimpinan kantor ini.", PageGrid.Height - 52, new Lettering(12), Palette.Text);
        Line(pen, "P", "Results are published every month and read by the head of this office.", PageGrid.Height - 36, new Lettering(10), Palette.Muted);
    }

    private static void DrawHead(Pen pen, Poster poster)
    {
        const double height = 148;
        pen.Artifact(() =>
        {
            pen.Rectangle(0, 0, PageGrid.Width, height, Palette.Primary);
            pen.Rectangle(0, height, PageGrid.Width, 6, Palette.Accent);
        });
        var left = Margin;
        if (Picture.Of(poster.CoatOfArms) is { } arms)
        {
            const double room = 84;
            var scale = Math.Min(room / arms.PixelWidth, room / arms.PixelHeight);
            var (width, tall) = (arms.PixelWidth * scale, arms.PixelHeight * scale);
            pen.Artifact(() => pen.Rectangle(Margin, 32, room + 12, room + 12, Palette.Paper));
            pen.OpenFigure($"Lambang {poster.GovernmentName}", Margin, 32, room + 12, room + 12);
            pen.Image(arms, Margin + 6 + ((room - width) / 2), 38 + ((room - tall) / 2), width, tall);
            pen.Close();
            left += room + 32;
        }

        pen.Open("P");
        pen.Text(new Place(left, 56), RowGrid.Fit(pen, poster.GovernmentName, new Lettering(13), PageGrid.Width - left - Margin), new Lettering(13), Palette.Paper);
        pen.Close();
        var (lettering, lines) = Fit(pen, poster.UnitName, new Lettering(24, Weight.Bold), PageGrid.Width - left - Margin, 3);
        pen.Open("P");
        for (var line = 0; line < lines.Count; line++)
        {
            pen.Text(new Place(left, 84 + (line * lettering.Size * 1.15)), lines[line], lettering, Palette.Paper);
        }

        pen.Close();
    }

    private static void DrawCode(Pen pen, Uri address)
    {
        var modules = QrCode.Modules(address);
        var (left, module) = (Half - (CodeSize / 2), CodeSize / modules.GetLength(0));
        pen.OpenFigure($"Kode QR: {address.AbsoluteUri}", left, CodeTop, CodeSize, CodeSize);
        pen.Rectangle(left, CodeTop, CodeSize, CodeSize, Palette.Paper, new Stroke(Palette.Accent, 3));
        foreach (var (x, y, width) in QrCode.Runs(modules))
        {
            pen.Rectangle(left + (x * module), CodeTop + (y * module), width * module, module, Black);
        }

        pen.Close();
    }

    private static void DrawSteps(Pen pen)
    {
        const double top = 684;
        var width = (PageGrid.Width - (2 * Margin)) / Steps.Length;
        pen.OpenList(numbered: true);
        for (var step = 0; step < Steps.Length; step++)
        {
            var middle = Margin + (width * (step + 0.5));
            pen.Open("LI");
            pen.Open("LBody");
            pen.Circle(new Place(middle, top), 14, Palette.Accent);
            pen.Text(new Place(middle, top + 5.5), $"{step + 1}", new Lettering(16, Weight.Bold), Palette.Paper, Anchor.Middle);
            var (lettering, lines) = Fit(pen, Steps[step].Indonesian, new Lettering(12.5, Weight.SemiBold), width - 14, 2);
            for (var line = 0; line < lines.Count; line++)
            {
                pen.Text(new Place(middle, top + 32 + (line * 15)), lines[line], lettering, Palette.Text, Anchor.Middle);
            }

            var (small, below) = Fit(pen, Steps[step].English, new Lettering(9.5), width - 14, 2);
            for (var line = 0; line < below.Count; line++)
            {
                pen.Text(new Place(middle, top + 34 + (lines.Count * 15) + (line * 11.5)), below[line], small, Palette.Muted, Anchor.Middle);
            }

            pen.Close();
            pen.Close();
        }

        pen.Close();
    }

    private static void Line(Pen pen, string tag, string text, double y, Lettering lettering, Ink ink) => Lines(pen, tag, text, y, lettering, ink, 1);

    /// <summary>Centred; smaller where it would not fit.</summary>
    private static void Lines(Pen pen, string tag, string text, double y, Lettering wanted, Ink ink, int most)
    {
        var (lettering, lines) = Fit(pen, text, wanted, PageGrid.Width - (2 * Margin), most);
        pen.Open(tag);
        for (var line = 0; line < lines.Count; line++)
        {
            pen.Text(new Place(Half, y + (line * lettering.Size * 1.2)), lines[line], lettering, ink, Anchor.Middle);
        }

        pen.Close();
    }

    /// <summary>Breaks a text into lines, smaller and smaller until it fits; at half size what is too long is cut.</summary>
    internal static (Lettering Lettering, List<string> Lines) Fit(Pen pen, string text, Lettering wanted, double width, int most)
    {
        var lettering = wanted;
        var lines = Broken();
        while (lettering.Size > wanted.Size / 2 && (lines.Count > most || lines.Exists(line => pen.Measure(line, lettering) > width)))
        {
            lettering = lettering with { Size = lettering.Size * 0.92 };
            lines = Broken();
        }

        return (lettering, [.. lines.Take(most).Select(line => RowGrid.Fit(pen, line, lettering, width))]);

        List<string> Broken()
        {
            var broken = new List<string>();
            foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (broken.Count > 0 && pen.Measure($"{broken[^1]} {word}", lettering) <= width)
                {
                    broken[^1] += " " + word;
                }
                else
                {
                    broken.Add(word);
                }
            }

            return broken;
        }
    }
}
