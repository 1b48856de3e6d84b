using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Head of the first page as on official letters: coat of arms, government, unit, address, a thick and a thin rule.</summary>
internal static class LetterheadSection
{
    private const double ArmsWidth = 50;
    private const double ArmsHeight = 58;
    private const int MostAddressLines = 4;

    public static void Add(Flow flow, Wording wording) =>
        Add(flow, wording.Report.Letterhead, wording.Report.Unit.Name, wording.Language, wording.Report.VerificationAddress);

    /// <param name="verification">Where it can be checked that the document was issued.</param>
    public static void Add(Flow flow, Letterhead head, string unitName, Language language, Uri? verification = null)
    {
        var (government, name) = (head.GovernmentName.ToUpperInvariant(), (head.Name ?? unitName).ToUpperInvariant());
        var lines = new List<(Block, double)>();
        if (government != name)
        {
            lines.Add((new TextBlock("P", government, Typography.LetterheadGovernment, Anchor.Middle), 0));
        }

        lines.Add((new TextBlock("P", name, Typography.LetterheadName, Anchor.Middle), 1));
        var address = (head.Address ?? "").Split('\n', MostAddressLines, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        lines.AddRange(address.Select((line, i) => ((Block)new TextBlock("P", line, Typography.Small, Anchor.Middle), i == 0 ? 2.0 : 0)));

        flow.Y = 40;
        var names = new Stack(lines);
        var arms = Arms(head, language);
        if (arms is null && verification is null)
        {
            flow.Add(names);
        }
        else
        {
            Block check = verification is null ? new Stack() : Check(verification, language);
            flow.Add(new Columns(8, (arms ?? (Block)new Stack(), ArmsWidth), (names, PageGrid.TextWidth - (2 * ArmsWidth) - 16), (check, ArmsWidth)));
        }

        flow.Add(new DrawnBlock(5, null, (pen, x, y, width) =>
        {
            pen.Line(new Place(x, y + 1), new Place(x + width, y + 1), new Stroke(Palette.Text, 2));
            pen.Line(new Place(x, y + 3.6), new Place(x + width, y + 3.6), new Stroke(Palette.Text, 0.6));
        }), 8);
    }

    private static DrawnBlock? Arms(Letterhead head, Language language)
    {
        if (Picture.Of(head.CoatOfArms) is not { } arms)
        {
            return null;
        }

        var scale = Math.Min(ArmsWidth / arms.PixelWidth, ArmsHeight / arms.PixelHeight);
        var (width, height) = (arms.PixelWidth * scale, arms.PixelHeight * scale);
        var alternative = language == Language.English ? $"Coat of arms of {head.GovernmentName}" : $"Lambang {head.GovernmentName}";
        return new DrawnBlock(ArmsHeight, alternative, (pen, x, y, room) => pen.Image(arms, x + ((room - width) / 2), y + ((ArmsHeight - height) / 2), width, height));
    }

    private static Stack Check(Uri address, Language language)
    {
        var (alternative, text) = language == Language.English
            ? ($"QR code to check the authenticity {address.AbsoluteUri}", "Verify")
            : ($"Kode QR pemeriksaan keaslian {address.AbsoluteUri}", "Cek keaslian");
        return new Stack((QrFigure.Of(address, alternative, ArmsWidth), 0), (new TextBlock("P", text, Typography.Small, Anchor.Middle), 1));
    }
}
