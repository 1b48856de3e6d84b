using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>What the office asked beside the questionnaire; texts stand in the annex.</summary>
internal static class ExtraQuestionsSection
{
    private const int MostTexts = 100;

    public static void Add(Flow flow, Wording wording)
    {
        if (wording.Report.ExtraQuestions.Count == 0)
        {
            return;
        }

        var title = wording.Say("Pertanyaan tambahan", "Extra questions");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        flow.Add(new TextBlock("P", wording.Say(
            "Pertanyaan kantor ini sendiri. Tidak termasuk dalam indeks dan tidak dipublikasikan. Persen dari banyaknya yang menjawab (n); pada pertanyaan dengan beberapa pilihan jumlahnya dapat melebihi 100 %.",
            "Questions of the office’s own. They are not part of the index and not published. Percent of those who answered (n); where several options may be chosen they can add up to more than 100%."), Typography.Body), 4);
        Column[] columns =
        [
            new(wording.Say("Pertanyaan", "Question"), 42), new("n", Width: 40, Align: Charts.Anchor.End), new(wording.Say("Jawaban (banyaknya, persen)", "Answers (count, percent)"), 58),
        ];
        flow.Add(new TableBlock(columns, [.. wording.Report.ExtraQuestions.Select(question => new Cell[]
        {
            wording.Of(question.Content.Text), wording.Count(question.Answered), Answers(question, wording),
        })]), 8);
    }

    /// <summary>Part of the annex of comments.</summary>
    public static void AddTexts(Flow flow, Wording wording)
    {
        foreach (var question in wording.Report.ExtraQuestions.Where(question => question.Texts.Count > 0))
        {
            var title = wording.Say($"Pertanyaan tambahan: {wording.Of(question.Content.Text)}", $"Extra question: {wording.Of(question.Content.Text)}");
            flow.Add(new TextBlock("H2", $"{title} ({wording.Count(question.Texts.Count)})", Typography.Heading2) { Bookmark = title }, 14);
            flow.Add(new ListBlock([.. question.Texts.Take(MostTexts).Select(text => Item(text, wording))]), 4);
            if (question.Texts.Count > MostTexts)
            {
                flow.Add(new TextBlock("P", wording.Say(
                    $"Dimuat {MostTexts} dari {wording.Count(question.Texts.Count)}, yang terbaru; selebihnya ada dalam berkas CSV laporan ini.",
                    $"Shown are {MostTexts} of {wording.Count(question.Texts.Count)}, the newest; the others are in the CSV file of this report."), Typography.Small), 4);
            }
        }
    }

    private static IReadOnlyList<Run> Item(ExtraText text, Wording wording) =>
        [new Run(text.Text + " ", Typography.Body), new Run($"({string.Join("; ", new[] { text.ServiceName, Formats.Day(text.Day, wording.Language) }.OfType<string>())})", Typography.Small)];

    private static string Answers(ExtraQuestionResult question, Wording wording) => question.Content.Kind == ExtraQuestionKind.Text
        ? wording.Say($"{wording.Count(question.Texts.Count)} teks dalam lampiran; {wording.Count(question.Noise)} tanpa isi", $"{wording.Count(question.Texts.Count)} texts in the annex; {wording.Count(question.Noise)} without content")
        : string.Join("; ", question.Choices.Select(choice => $"{wording.Of(choice.Label)} {wording.Count(choice.Count)} ({Formats.Percent(choice.SharePercent, 1, wording.Language)})".Replace(' ', '\u00a0')));
}
