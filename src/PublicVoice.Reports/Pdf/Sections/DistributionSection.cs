using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>How answers spread over the options, as a chart and in words with counts.</summary>
internal static class DistributionSection
{
    public static void Add(Flow flow, Wording wording)
    {
        if (wording.Report.Distributions.All(distribution => distribution.Answered == 0))
        {
            return;
        }

        var title = wording.Say("Sebaran jawaban", "Distribution of the answers");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        flow.AddChart(wording.Report.DistributionsByElement, rows => new LikertChart(rows, wording.Language), 6, new TextBlock("P", wording.Say(
            "Angka di dalam batang: persen jawaban. Bagian bergaris: pilihan terendah.",
            "Figures in the bars: percent of answers. Striped part: lowest option."), Typography.Small));
        Column[] columns =
        [
            new(wording.Say("Pertanyaan", "Question"), 46),
            new(wording.Say("Jawaban (banyaknya, persen)", "Answers (count, percent)"), 54),
        ];
        flow.Add(new TableBlock(columns, [.. wording.Report.DistributionsByElement.Select(distribution => new Cell[]
        {
            wording.Of(distribution.Question.Text), Answers(distribution, wording),
        })]), 12);
    }

    private static string Answers(QuestionDistribution distribution, Wording wording)
    {
        var parts = distribution.Options.Select(option =>
            $"{wording.Of(option.Label)} {wording.Count(option.Count)} ({Formats.Percent(option.SharePercent, 1, wording.Language)})".Replace(' ', '\u00a0')).ToList();
        if (distribution.NotApplicable > 0)
        {
            parts.Add(wording.Say("tidak berlaku ", "not applicable ") + wording.Count(distribution.NotApplicable));
        }

        if (distribution.LeftOut > 0)
        {
            parts.Add(wording.Say("tidak diisi ", "left out ") + wording.Count(distribution.LeftOut));
        }

        return string.Join("; ", parts);
    }
}
