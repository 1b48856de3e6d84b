namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>The signer's block at the end of the report, before the annex. Place and date are written by hand when it is signed.</summary>
internal static class SignatureSection
{
    private const double RoomToSign = 52;

    public static void Add(Flow flow, Wording wording)
    {
        var head = wording.Report.Letterhead;
        var title = head.SignerTitle ?? wording.Report.Unit.HeadTitle;
        if (title is null && head.SignerName is null)
        {
            return;
        }

        var lines = new List<(Block, double)> { (new TextBlock("P", "……………………………, ………………………", Typography.Body), 0) };
        if (title is not null)
        {
            lines.Add((new TextBlock("P", title + ",", Typography.Body), 2));
        }

        lines.Add((new TextBlock("P", head.SignerName ?? "………………………………………………", Typography.Strong), RoomToSign));
        if (head.SignerNip is { } nip)
        {
            lines.Add((new TextBlock("P", "NIP " + Grouped(nip), Typography.Body), 0));
        }

        flow.Add(new Columns(0, (new Stack(), 55), (new Stack(lines), 45)), 28);
    }

    /// <summary>Birth date, appointment, sex and serial number apart, as a NIP is printed: 19800101 200501 1 001.</summary>
    internal static string Grouped(string nip) =>
        nip.Length == 18 && nip.All(char.IsAsciiDigit) ? $"{nip[..8]}\u00a0{nip[8..14]}\u00a0{nip[14..15]}\u00a0{nip[15..]}" : nip;
}
