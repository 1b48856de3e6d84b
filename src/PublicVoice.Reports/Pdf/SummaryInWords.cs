using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf.Sections;

namespace PublicVoice.Reports.Pdf;

/// <summary>The first page in sentences, for a mail.</summary>
/// <param name="Title">Such as "Laporan evaluasi kepuasan masyarakat – Dinas X – Oktober 2026".</param>
/// <param name="Result">Index, grade and number of responses, or why there is none to be named.</param>
/// <param name="Steps">Up to three of what to do next, most pressing first.</param>
public sealed record SummaryInWords(string Title, string Result, string Change, IReadOnlyList<string> Steps)
{
    private const int MostSteps = 3;

    public static SummaryInWords Of(EvaluationReport report, Language language)
    {
        var wording = new Wording(report, language);
        var n = wording.Count(report.Index.N);
        var result = report.Index switch
        {
            { Value: null } => wording.Say("Tidak ada isian pada bulan ini.", "There were no responses this month."),
            { Grade: { } grade, Headline: true } index => wording.Say($"Indeks kepuasan {wording.Index(index.Value)}, mutu {wording.Grade(grade)}, dari {n} isian.", $"Satisfaction index {wording.Index(index.Value)}, grade {wording.Grade(grade)}, from {n} responses."),
            var index => wording.Say($"Indeks {wording.Index(index.Value)} dari {n} isian: terlalu sedikit untuk menyimpulkan mutu layanan.", $"Index {wording.Index(index.Value)} from {n} responses: too few to conclude on the quality of the service."),
        };
        return new SummaryInWords(wording.DocumentTitle, result, wording.ChangeInWords(report.Change), [.. NextSteps.Of(wording).Take(MostSteps).Select(step => string.Concat(step.Select(run => run.Text)))]);
    }
}
