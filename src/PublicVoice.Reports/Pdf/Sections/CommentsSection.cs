using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Annex: what citizens wrote, masked, grouped by the element they rated lowest.</summary>
internal static class CommentsSection
{
    public const int Most = 200;

    public static void Add(Flow flow, Wording wording)
    {
        var comments = wording.Report.Comments;
        if (comments.Total == 0)
        {
            return;
        }

        flow.NewPage();
        var title = wording.Say("Lampiran: komentar warga", "Annex: comments of citizens");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title });
        flow.Add(new TextBlock("P", Rule(wording, comments), Typography.Body), 4);
        var shown = comments.All.Take(Most).ToList();
        var elements = wording.Report.Definition.Elements;
        foreach (var element in elements)
        {
            AddGroup(flow, wording, $"{element.Number}. {wording.Of(element.Name)}", [.. shown.Where(comment => comment.ElementCode == element.Code)]);
        }

        var known = elements.Select(element => element.Code).ToHashSet(StringComparer.Ordinal);
        AddGroup(flow, wording, wording.Say("Semua unsur dinilai tertinggi", "All elements rated highest"), [.. shown.Where(comment => comment.ElementCode is null || !known.Contains(comment.ElementCode))]);
    }

    private static string Rule(Wording wording, CommentSummary comments)
    {
        var (total, noise, content, shown) = (wording.Count(comments.Total), wording.Count(comments.Noise), wording.Count(comments.All.Count), wording.Count(Math.Min(Most, comments.All.Count)));
        var counts = wording.Say(
            $"{total} komentar diterima; {noise} tanpa isi (misalnya “.” atau “tidak ada”) dihitung tetapi tidak dimuat. ",
            $"{total} comments were received; {noise} without content (such as “.” or “tidak ada”) are counted but not listed. ");
        var rule = comments.All.Count > Most
            ? wording.Say($"Dimuat {shown} dari {content}: nilai terendah lebih dahulu, lalu yang terbaru. Selebihnya ada dalam berkas CSV laporan ini. ", $"Shown are {shown} of {content}: lowest score first, then newest. The others are in the CSV file of this report. ")
            : wording.Say("Urutan: nilai terendah lebih dahulu, lalu yang terbaru. ", "Order: lowest score first, then newest. ");
        return counts + rule + wording.Say(
            "Dikelompokkan menurut unsur yang dinilai terendah dalam isian yang sama. Data pribadi disamarkan. Tanda ◊ mengganti huruf atau emoji yang tidak dapat dicetak.",
            "Grouped by the element rated lowest in the same response. Personal data are masked. The sign ◊ stands for letters or emoji that cannot be printed.");
    }

    private static void AddGroup(Flow flow, Wording wording, string title, IReadOnlyList<ReportComment> comments)
    {
        if (comments.Count == 0)
        {
            return;
        }

        flow.Add(new TextBlock("H2", $"{title} ({wording.Count(comments.Count)})", Typography.Heading2) { Bookmark = title }, 14);
        flow.Add(new ListBlock([.. comments.Select(comment => Item(wording, comment))]), 4);
    }

    private static IReadOnlyList<Run> Item(Wording wording, ReportComment comment)
    {
        var facts = new[]
        {
            comment.LowestScore is { } score ? wording.Say($"nilai {score}", $"score {score}") : null,
            comment.ServiceName,
            Formats.Day(comment.Day, wording.Language),
        };
        return [new Run(comment.MaskedText + " ", Typography.Body), new Run($"({string.Join("; ", facts.OfType<string>())})", Typography.Small)];
    }
}
