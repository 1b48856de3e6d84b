using PublicVoice.Reports;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

public enum ReportFormat
{
    Pdf,
    Json,
    Csv,
}

/// <summary>How a report is written.</summary>
/// <param name="QuestionnaireCode">Chooses between questionnaires whose answers cannot be added up; null leaves it to the answers.</param>
public sealed record ReportForm(ReportFormat Format, Language Language, bool WithComments, string? QuestionnaireCode);

/// <summary>Makes the evaluation report of a unit and month.</summary>
public sealed class EvaluationReports(EvaluationFactsLoader loader)
{
    /// <param name="month">Its first day.</param>
    /// <exception cref="InvalidOperationException">There is no questionnaire of the code asked for.</exception>
    public async Task<byte[]> RenderAsync(Unit unit, DateOnly month, ReportForm form, CancellationToken cancellationToken)
    {
        // Without the annex the first page still says what citizens wrote most often, so the comments are needed all the same.
        var facts = await loader.LoadAsync(unit, month, form.QuestionnaireCode, withComments: true, cancellationToken);
        var report = EvaluationReportBuilder.Build(facts);
        var listed = form.WithComments ? report : report with { Comments = report.Comments with { All = [] }, ExtraQuestions = [.. report.ExtraQuestions.Select(question => question with { Texts = [] })] };
        return form.Format switch
        {
            ReportFormat.Pdf => EvaluationPdf.Render(report, form.Language, form.WithComments ? PdfEdition.Full : PdfEdition.WithoutComments),
            ReportFormat.Json => EvaluationJson.Render(listed),
            _ => EvaluationCsv.Render(listed, form.Language),
        };
    }
}
