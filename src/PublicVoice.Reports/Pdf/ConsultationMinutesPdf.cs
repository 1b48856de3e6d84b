using PdfSharp.Pdf;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Consultations;
using PublicVoice.Reports.Fonts;
using PublicVoice.Reports.Pdf.Sections;

namespace PublicVoice.Reports.Pdf;

public enum MinutesEdition
{
    /// <summary>For the file of the office: with phone numbers and the list of attendance.</summary>
    Full,

    /// <summary>Without any phone number, and without the list of attendance.</summary>
    Public,
}

/// <summary>The minutes of a public consultation (Berita Acara Forum Konsultasi Publik), A4, tagged, to be signed by hand.</summary>
public static class ConsultationMinutesPdf
{
    private const double RoomToSign = 48;
    private const double SigningRow = 30;
    private static readonly TextStyle Sentence = new(PublicSans.Regular, 10, 15, Palette.Text);

    /// <returns>The same bytes for the same facts, language and edition: the document bears the day of signing.</returns>
    public static byte[] Render(MinutesFacts facts, Language language, MinutesEdition edition)
    {
        EmbeddedFonts.Register();
        var flow = new Flow();
        LetterheadSection.Add(flow, facts.Letterhead, facts.UnitName, language);
        AddTitle(flow, facts, language);
        AddOpening(flow, facts, language);
        AddPoints(flow, facts, language);
        AddCommitment(flow, facts, language);
        AddSignatures(flow, facts, language, edition);
        if (edition == MinutesEdition.Full)
        {
            AddAttendance(flow, facts, language);
        }

        return Save(flow, facts, language, edition);
    }

    private static string Title(Language language) => Say(language, "Berita Acara Hasil Forum Konsultasi Publik (FKP)", "Minutes of the Public Consultation (Forum Konsultasi Publik)");

    private static void AddTitle(Flow flow, MinutesFacts facts, Language language)
    {
        flow.Add(new TextBlock("H1", Title(language).ToUpperInvariant(), Typography.Title, Anchor.Middle) { Bookmark = Title(language) }, 16);
        flow.Add(new TextBlock("P", Say(language, "TENTANG ", "ON ") + facts.Theme.ToUpperInvariant(), Typography.LetterheadGovernment, Anchor.Middle).WithNext(), 2);
        flow.Add(new TextBlock("P", Say(language, "Nomor: ………………………………………", "Number: ………………………………………"), Typography.Body, Anchor.Middle), 4);
        if (facts.Revision == 0)
        {
            flow.Add(new TextBlock("P", Say(language, "Pratinjau: belum terbit", "Preview: not published yet"), Typography.Strong.In(Palette.Attention), Anchor.Middle), 4);
        }
        else if (facts.Correction is { } correction)
        {
            var text = Say(language, $"Revisi {facts.Revision}, menggantikan revisi {facts.Revision - 1}. Yang diperbaiki: {correction}", $"Revision {facts.Revision}, in place of revision {facts.Revision - 1}. What was corrected: {correction}");
            flow.Add(new Panel(new TextBlock("P", text, Typography.Body), Palette.Attention, Palette.AttentionPale, 8), 10);
        }
    }

    private static void AddOpening(Flow flow, MinutesFacts facts, Language language)
    {
        var (from, until) = (Formats.Time(facts.BeginsAt, language), Formats.Time(facts.EndsAt, language));
        var where = (facts.Place, facts.IsOnline) switch
        {
            ({ } place, true) => Say(language, $"bertempat di {place} dan secara daring", $"at {place} and online"),
            ({ } place, false) => Say(language, $"bertempat di {place}", $"at {place}"),
            _ => Say(language, "secara daring", "online"),
        };
        var total = facts.Attendance.Sum(group => group.Count);
        flow.Add(
            new TextBlock("P", facts.FirstDay == facts.LastDay
                ? Say(
                    language,
                    $"Pada hari ini, {Formats.Weekday(facts.FirstDay, language)}, {Formats.Day(facts.FirstDay, language)}, pukul {from}–{until} {facts.TimeZone}, {where}, telah dilaksanakan Forum Konsultasi Publik tentang {facts.Theme} oleh {facts.UnitName}.",
                    $"On this day, {Formats.Weekday(facts.FirstDay, language)}, {Formats.Day(facts.FirstDay, language)}, from {from} to {until} {facts.TimeZone}, {where}, {facts.UnitName} held a public consultation on {facts.Theme}.")
                : Say(
                    language,
                    $"Pada hari {Formats.Weekday(facts.FirstDay, language)}, {Formats.Day(facts.FirstDay, language)}, sampai dengan {Formats.Weekday(facts.LastDay, language)}, {Formats.Day(facts.LastDay, language)}, pukul {from}–{until} {facts.TimeZone}, {where}, telah dilaksanakan Forum Konsultasi Publik tentang {facts.Theme} oleh {facts.UnitName}.",
                    $"From {Formats.Weekday(facts.FirstDay, language)}, {Formats.Day(facts.FirstDay, language)}, to {Formats.Weekday(facts.LastDay, language)}, {Formats.Day(facts.LastDay, language)}, {from} to {until} {facts.TimeZone}, {where}, {facts.UnitName} held a public consultation on {facts.Theme}."), Sentence),
            18);
        flow.Add(
            new TextBlock("P", Say(language, $"Hadir {Formats.Count(total, language)} peserta: ", $"{Formats.Count(total, language)} took part: ")
                + string.Join("; ", facts.Attendance.Select(group => $"{Lower(group.Group.In(language))} {Formats.Count(group.Count, language)}")) + ".", Sentence),
            6);
        if (facts.Summary is { } summary)
        {
            flow.Add(new TextBlock("H2", Say(language, "Pokok pembahasan", "What was discussed"), Typography.Heading2) { Bookmark = Say(language, "Pokok pembahasan", "What was discussed") }, 14);
            foreach (var paragraph in summary.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                flow.Add(new TextBlock("P", paragraph, Sentence), 3);
            }
        }
    }

    private static void AddPoints(Flow flow, MinutesFacts facts, Language language)
    {
        var heading = Say(language, "Masalah dan rekomendasi perbaikan", "Problems and recommendations");
        flow.Add(new TextBlock("H2", heading, Typography.Heading2) { Bookmark = heading }, 14);
        flow.Add(
            new TableBlock(
                [
                    new("No", Width: 26), new(Say(language, "Identifikasi Masalah", "Problem"), Share: 38), new(Say(language, "Usulan Rekomendasi Perbaikan", "Recommended improvement"), Share: 42),
                    new(Say(language, "Jangka Waktu Penyelesaian", "To be done by"), Width: 114),
                ],
                [.. facts.Points.Select((point, at) => (IReadOnlyList<Cell>)[new Cell($"{at + 1}"), point.Problem, point.Recommendation, Say(language, "s.d. ", "by ") + Formats.Day(point.DueOn, language)])]),
            4);
    }

    private static void AddCommitment(Flow flow, MinutesFacts facts, Language language)
    {
        var heading = Say(language, "Komitmen bersama", "Commitment");
        flow.Add(new TextBlock("H2", heading, Typography.Heading2) { Bookmark = heading }, 14);
        flow.Add(new ListBlock([[new Run(facts.UnitCommitment, Sentence)], [new Run(facts.PublicCommitment, Sentence)]], numbered: true), 4);
        flow.Add(
            new TextBlock("P", Say(
                language,
                "Demikian berita acara ini dibuat dengan sebenarnya untuk dilaksanakan sebagaimana mestinya.",
                "These minutes are drawn up truthfully, to be carried out as agreed."), Sentence),
            10);
    }

    private static void AddSignatures(Flow flow, MinutesFacts facts, Language language, MinutesEdition edition)
    {
        var head = facts.Letterhead;
        var lines = new List<(Block, double)> { (new TextBlock("P", $"{facts.SignedAt}, {Formats.Day(facts.SignedOn, language)}", Sentence), 0) };
        if (head.SignerTitle is { } title)
        {
            lines.Add((new TextBlock("P", title + ",", Sentence), 0));
        }

        lines.Add((new TextBlock("P", head.SignerName ?? "………………………………………………", Typography.Strong), RoomToSign));
        if (head.SignerNip is { } nip)
        {
            lines.Add((new TextBlock("P", "NIP " + SignatureSection.Grouped(nip), Typography.Body), 0));
        }

        flow.Add(new Columns(0, (new Stack(), 55), (new Stack(lines), 45)), 18);
        var heading = Say(language, "Yang bertanda tangan", "Signed by");
        flow.Add(new TextBlock("H2", heading, Typography.Heading2) { Bookmark = heading }, 18);
        if (edition == MinutesEdition.Public)
        {
            flow.Add(new TextBlock("P", Say(language, "Salinan untuk umum. Naskah yang ditandatangani disimpan kantor.", "Copy for the public. The office keeps the signed original."), Typography.Small).WithNext(), 2);
        }

        flow.Add(
            new TableBlock(
                [
                    new("No", Width: 26), new(NameHeader(language, edition), Share: 34), new("L/P", Width: 32),
                    new(Say(language, "Jabatan/Organisasi", "Position or organisation"), Share: 34), new(Say(language, "Tanda Tangan", "Signature"), Share: 26),
                ],
                [.. facts.Signers.Select((signer, at) => (IReadOnlyList<Cell>)[new Cell($"{at + 1}"), Named(signer.Name, signer.Phone, edition), signer.Sex ?? "", signer.Position, $"{at + 1}."])])
            {
                LeastRow = SigningRow,
            },
            4);
    }

    private static void AddAttendance(Flow flow, MinutesFacts facts, Language language)
    {
        var heading = Say(language, "Lampiran: daftar hadir", "Annex: list of attendance");
        flow.NewPage();
        flow.Add(new TextBlock("H1", heading, Typography.Heading1) { Bookmark = heading });
        flow.Add(
            new TableBlock(
                [
                    new("No", Width: 26), new(NameHeader(language, MinutesEdition.Full), Share: 36), new("L/P", Width: 32),
                    new(Say(language, "Kelompok", "Group"), Share: 26), new(Say(language, "Organisasi", "Organisation"), Share: 38),
                ],
                [.. facts.Attendees.Select((person, at) => (IReadOnlyList<Cell>)[new Cell($"{at + 1}"), Named(person.Name, person.Phone, MinutesEdition.Full), person.Sex ?? "", person.Group.In(language), person.Organisation ?? ""])]),
            6);
    }

    private static string NameHeader(Language language, MinutesEdition edition) =>
        edition == MinutesEdition.Full ? Say(language, "Nama & No. HP", "Name and phone number") : Say(language, "Nama", "Name");

    /// <summary>The one place that puts a phone number on paper.</summary>
    private static string Named(string name, string? phone, MinutesEdition edition) => edition == MinutesEdition.Full && phone is not null ? $"{name}, {phone}" : name;

    private static byte[] Save(Flow flow, MinutesFacts facts, Language language, MinutesEdition edition)
    {
        var tag = language == Language.English ? "en" : "id";
        var title = $"{Title(language)} – {facts.Theme}";
        return TaggedDocument.Render(title, facts.UnitName, tag, facts.SignedOn, document =>
        {
            document.PageMode = PdfPageMode.UseOutlines;
            flow.DrawOn(document, tag, (pen, page, count) => pen.Artifact(() =>
            {
                var (small, foot, right) = (new Lettering(7.5), PageGrid.Height - 34, PageGrid.Width - PageGrid.Right);
                var kind = edition == MinutesEdition.Full
                    ? Say(language, "Arsip kantor: memuat nomor telepon, tidak untuk disebarkan", "For the file: holds phone numbers, not to be passed on")
                    : Say(language, "Salinan untuk umum", "Copy for the public");
                var revision = facts.Revision == 0 ? Say(language, "pratinjau", "preview") : Say(language, $"revisi {facts.Revision}", $"revision {facts.Revision}");
                pen.Line(new Place(PageGrid.Left, foot - 11), new Place(right, foot - 11), new Stroke(Palette.Grid, 0.6));
                pen.Text(new Place(PageGrid.Left, foot), RowGrid.Fit(pen, $"{kind} · {revision} · {facts.Theme}", small, PageGrid.TextWidth - 90), small, Palette.Muted);
                pen.Text(new Place(right, foot), Say(language, $"Halaman {page} dari {count}", $"Page {page} of {count}"), small, Palette.Muted, Anchor.End);
            }));
        });
    }

    private static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static string Say(Language language, string indonesian, string english) => language == Language.English ? english : indonesian;
}
