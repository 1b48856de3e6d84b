using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Annex: what citizens wrote, masked, grouped by the element they rated lowest or by the score that all elements share.</summary>
internal static class CommentsSection
{
    /// <summary>Equal comments count as one.</summary>
    public const int Most = 200;

    public static void Add(Flow flow, Wording wording)
    {
        var comments = wording.Report.Comments;
        if (comments.Total == 0 && wording.Report.ExtraQuestions.All(question => question.Texts.Count == 0))
        {
            return;
        }

        flow.NewPage();
        var title = wording.Say("Lampiran: komentar warga", "Annex: comments of citizens");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title });
        var shown = comments.All
            .GroupBy(comment => $"{comment.ElementCode}\n{(comment.ElementCode is null ? comment.LowestScore : null)}\n{comment.MaskedText}", StringComparer.Ordinal)
            .Take(Most)
            .ToList();
        flow.Add(new TextBlock("P", Rule(wording, comments, shown), Typography.Body), 4);
        foreach (var group in Groups(wording, shown))
        {
            AddGroup(flow, wording, group.Title, group.Comments);
        }

        ExtraQuestionsSection.AddTexts(flow, wording);
    }

    /// <summary>Who rated everything low has most to complain of and stands first; then the elements; then those who found all good or did not rate.</summary>
    private static IEnumerable<(string Title, List<IGrouping<string, ReportComment>> Comments)> Groups(Wording wording, List<IGrouping<string, ReportComment>> shown)
    {
        var definition = wording.Report.Definition;
        var elements = definition.Elements.Select(element => element.Code).ToList();
        return shown
            .GroupBy(same => (same.First().ElementCode, Standing: same.First().StandingIn(definition), Score: same.First().ElementCode is null ? same.First().LowestScore : null))
            .OrderBy(group => group.Key switch
            {
                { Standing: CommentStanding.LowestElement } => 1,
                { Standing: CommentStanding.AllEqual, Score: var score } when score * 2 < definition.ScaleMin + definition.ScaleMax => 0,
                _ => 2,
            })
            .ThenBy(group => group.Key.ElementCode is { } code ? elements.IndexOf(code) : 0)
            .ThenBy(group => group.Key.Score ?? int.MaxValue)
            .Select(group => (group.Key.ElementCode is { } code ? wording.NumberedElement(code) : wording.Of(Terms.Of(group.Key.Standing, group.Key.Score)), group.ToList()));
    }

    private static string Rule(Wording wording, CommentSummary comments, List<IGrouping<string, ReportComment>> shown)
    {
        var listed = shown.Sum(same => same.Count());
        var (total, noise, content) = (wording.Count(comments.Total), wording.Count(comments.Noise), wording.Count(comments.All.Count));
        var counts = wording.Say(
            $"{total} komentar diterima; {noise} tanpa isi (misalnya “.” atau “tidak ada”) dihitung tetapi tidak dimuat. ",
            $"{total} comments were received; {noise} without content (such as “.” or “tidak ada”) are counted but not listed. ");
        var rule = listed < comments.All.Count
            ? wording.Say(
                $"Dimuat {wording.Count(listed)} dari {content}: nilai terendah lebih dahulu, lalu yang terbaru. Selebihnya ada dalam berkas CSV laporan ini. ",
                $"Shown are {wording.Count(listed)} of {content}: lowest score first, then newest. The others are in the CSV file of this report. ")
            : wording.Say("Urutan: nilai terendah lebih dahulu, lalu yang terbaru. ", "Order: lowest score first, then newest. ");
        var repeated = listed > shown.Count
            ? wording.Say("Komentar yang sama dimuat satu kali dengan banyaknya (×). ", "Equal comments are listed once, with their number (×). ")
            : "";
        return counts + rule + repeated + wording.Say(
            "Dikelompokkan menurut unsur yang dinilai terendah dalam isian yang sama. Data pribadi disamarkan. Tanda ◊ mengganti huruf atau emoji yang tidak dapat dicetak.",
            "Grouped by the element rated lowest in the same response. Personal data are masked. The sign ◊ stands for letters or emoji that cannot be printed.");
    }

    private static void AddGroup(Flow flow, Wording wording, string title, List<IGrouping<string, ReportComment>> comments)
    {
        flow.Add(new TextBlock("H2", $"{title} ({wording.Count(comments.Sum(same => same.Count()))})", Typography.Heading2) { Bookmark = title }, 14);
        flow.Add(new ListBlock([.. comments.Select(same => Item(wording, [.. same]))]), 4);
    }

    /// <param name="same">Equal comments; what they do not share is given as a range or left out.</param>
    private static IReadOnlyList<Run> Item(Wording wording, List<ReportComment> same)
    {
        var (low, high) = (same.Min(comment => comment.LowestScore), same.Max(comment => comment.LowestScore));
        var (first, last) = (Formats.Day(same.Min(comment => comment.Day), wording.Language), Formats.Day(same.Max(comment => comment.Day), wording.Language));
        var facts = new[]
        {
            same.Count > 1 ? $"×{wording.Count(same.Count)}" : null,
            low is null ? null : wording.Say("nilai ", "score ") + (low == high ? $"{low}" : $"{low}–{high}"),
            same.TrueForAll(comment => comment.ServiceName == same[0].ServiceName) ? same[0].ServiceName : null,
            first == last ? first : $"{first} – {last}",
        };
        return [new Run(same[0].MaskedText + " ", Typography.Body), new Run($"({string.Join("; ", facts.OfType<string>())})", Typography.Small)];
    }
}
