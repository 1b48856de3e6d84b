using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>What citizens wrote in the forum, how fast the office answered, and what moderators decided. No writer is ever named.</summary>
internal static class ForumSection
{
    private const int TallerThanHalf = 14;

    /// <summary>The line of the first page; none where nothing happened.</summary>
    public static TextBlock? Line(Wording wording)
    {
        if (wording.Report.Forum is not { IsQuiet: false, Total: var total })
        {
            return null;
        }

        var median = total.MedianDays is { } days ? wording.Say($" (median {Days(days, wording)} hari kerja)", $" (median {Days(days, wording)} working days)") : "";
        return new TextBlock("P", wording.Say(
            $"Forum warga: {wording.Count(total.Received)} topik diterima, {wording.Count(total.Answered)} dijawab{median}, {wording.Count(total.Overdue)} lewat batas waktu.",
            $"Citizens’ forum: {wording.Count(total.Received)} topics received, {wording.Count(total.Answered)} answered{median}, {wording.Count(total.Overdue)} overdue."), Typography.Body);
    }

    public static void Add(Flow flow, Wording wording)
    {
        if (wording.Report.Forum is not { } forum)
        {
            return;
        }

        var title = wording.Say("Forum warga", "Citizens’ forum");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        if (forum.IsQuiet)
        {
            flow.Add(new TextBlock("P", wording.Say(
                "Bulan ini tidak ada topik yang masuk, terbit, dijawab, atau menunggu jawaban.",
                "This month no topic came in, was published, answered or waited for an answer."), Typography.Body), 4);
            return;
        }

        flow.Add(new TextBlock("P", Definition(wording, forum), Typography.Body).WithNext(), 4);
        flow.Add(Counts(wording, forum), 8);
        AddSupported(flow, wording, forum);
        AddElementsAndDecisions(flow, wording, forum);
    }

    private static string Definition(Wording wording, ForumResult forum)
    {
        var secret = forum.Total.Confidential == 0 ? "" : wording.Say(
            $" Dari yang diterima, {wording.Count(forum.Total.Confidential)} rahasia: ikut dihitung, tidak pernah disebut.",
            $" Of those received, {wording.Count(forum.Total.Confidential)} are confidential: they count and are never named.");
        return wording.Say(
            "Topik untuk unit ini dan unit di bawahnya. Hari kerja dihitung dari hari topik sampai ke kantor hingga tanggapan resmi pertama; tepat waktu menurut batas tiap topik, standar menurut aturan forum unit ini.",
            "Topics to this unit and the units below it. Working days run from the day the office got the topic to its first official answer; in time is by the deadline of each topic, the standard is that of this unit’s forum.") + secret;
    }

    private static TableBlock Counts(Wording wording, ForumResult forum)
    {
        Column[] columns =
        [
            new(wording.Say("Jenis", "Kind"), 1),
            new(wording.Say("Diterima", "Received"), 0, 50, Anchor.End),
            new(wording.Say("Terbit", "Public"), 0, 38, Anchor.End),
            new(wording.Say("Dijawab", "Answered"), 0, 50, Anchor.End),
            new(wording.Say("Median hari kerja", "Median working days"), 0, 50, Anchor.End),
            new(wording.Say("Standar", "Standard"), 0, 50, Anchor.End),
            new(wording.Say("Tepat waktu", "In time"), 0, 42, Anchor.End),
            new(wording.Say("Menunggu", "Waiting"), 0, 56, Anchor.End),
            new(wording.Say("Lewat batas", "Overdue"), 0, 48, Anchor.End),
        ];
        List<Cell[]> rows = [.. forum.Kinds.Select(kind => Row(wording, wording.Of(kind.Name), kind.Counts, wording.Count(kind.StandardDays)))];
        rows.Add(Row(wording, wording.Say("Jumlah", "Total"), forum.Total, "–"));
        if (forum.Earlier is { } earlier)
        {
            rows.Add(Row(wording, wording.Say("Bulan sebelumnya", "Month before"), earlier, "–"));
        }

        return new TableBlock(columns, rows) { TotalRow = forum.Kinds.Count };
    }

    private static Cell[] Row(Wording wording, string name, TopicCounts counts, string standard) =>
    [
        name, wording.Count(counts.Received), wording.Count(counts.Published), wording.Count(counts.Answered), counts.MedianDays is { } days ? Days(days, wording) : "–", standard,
        wording.Count(counts.InTime), wording.Count(counts.Waiting), wording.Count(counts.Overdue),
    ];

    private static string Days(decimal days, Wording wording) => Formats.Number(days, days == decimal.Truncate(days) ? 0 : 1, wording.Language);

    private static void AddSupported(Flow flow, Wording wording, ForumResult forum)
    {
        flow.Add(new TextBlock("H2", wording.Say("Paling didukung bulan ini", "Most supported this month"), Typography.Heading2), 12);
        if (forum.MostSupported.Count == 0)
        {
            flow.Add(new TextBlock("P", wording.Say("Tidak ada topik terbuka yang mendapat dukungan.", "No public topic was supported."), Typography.Body), 3);
            return;
        }

        Column[] columns =
        [
            new(wording.Say("Topik", "Topic"), 1),
            new(wording.Say("Nomor", "Number"), 0, 54, Anchor.End),
            new(wording.Say("Dukungan", "Supports"), 0, 58, Anchor.End),
            new(wording.Say("Seluruhnya", "In all"), 0, 62, Anchor.End),
        ];
        flow.Add(new TableBlock(columns, [.. forum.MostSupported.Select(topic => new Cell[]
        {
            topic.Title, Number(topic), wording.Count(topic.InMonth), wording.Count(topic.Total),
        })]), 3);
    }

    /// <summary>As in its address, so without grouping.</summary>
    private static string Number(SupportedTopic topic) => topic.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void AddElementsAndDecisions(Flow flow, Wording wording, ForumResult forum)
    {
        List<(string Title, string Column, List<(string Name, long Count)> Counts)> tables = [];
        if (forum.Elements.Count > 0)
        {
            tables.Add((wording.Say("Tentang unsur", "About elements"), wording.Say("Topik yang diterima", "Topics received"), [.. forum.Elements.Select(row => (Element(wording, row.ElementCode), row.Topics))]));
        }

        if (forum.Decisions.Count > 0)
        {
            tables.Add((wording.Say("Keputusan moderator", "Decisions of moderators"), wording.Say("Keputusan", "Decision"), [.. forum.Decisions.Select(row => (
                row.Reason is { } reason ? $"{wording.Of(row.Name)}: {wording.Of(reason)}" : wording.Of(row.Name), row.Count))]));
        }

        if (tables.Count == 2 && tables.TrueForAll(table => table.Counts.Count <= TallerThanHalf))
        {
            flow.Add(new Columns(20, [.. tables.Select(table => ((Block)new Stack((Heading(table.Title), 0), (Table(table.Column, table.Counts, wording), 3)), 1.0))]), 12);
            return;
        }

        foreach (var (title, column, counts) in tables)
        {
            flow.Add(Heading(title), 12);
            flow.Add(Table(column, counts, wording), 3);
        }
    }

    private static TextBlock Heading(string title) => new("H2", title, Typography.Heading2);

    private static TableBlock Table(string column, List<(string Name, long Count)> counts, Wording wording) =>
        new([new(column, 1), new("n", 0, 52, Anchor.End)], [.. counts.Select(row => new Cell[] { row.Name, wording.Count(row.Count) })]);

    /// <summary>An element of another questionnaire goes by its code.</summary>
    private static string Element(Wording wording, string? code) => code is null
        ? wording.Say("Tidak ditautkan ke unsur", "Not linked with an element")
        : wording.Report.Elements.FirstOrDefault(element => element.Element.Code == code) is { } element ? wording.Of(element.Element.Name) : code;
}
