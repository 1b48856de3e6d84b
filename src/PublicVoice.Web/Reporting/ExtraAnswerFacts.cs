using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>Counts the answers to extra questions of a unit, with everything below it at that time, in a month. Responses taken out of the figures do not count.</summary>
public sealed class ExtraAnswerFacts(PublicVoiceDbContext context, SurveyFacts survey)
{
    public async Task<IReadOnlyList<ExtraQuestionFacts>> LoadAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var answers = (await survey.ResponsesAsync(unit, month, cancellationToken)).Where(response => !response.Excluded)
            .Join(context.ExtraAnswers, response => response.Id, answer => answer.SurveyResponseId, (response, answer) => new { Response = response, Answer = answer });
        var counted = await answers.GroupBy(row => new { row.Answer.ExtraQuestionVersionId, row.Answer.Chosen })
            .Select(group => new { group.Key.ExtraQuestionVersionId, group.Key.Chosen, Count = group.LongCount() }).ToListAsync(cancellationToken);
        if (counted.Count == 0)
        {
            return [];
        }

        var texts = (await answers.Where(row => row.Answer.Text != null)
            .Select(row => new
            {
                row.Answer.ExtraQuestionVersionId,
                row.Response.LocalDay,
                Service = context.Services.Where(service => service.Id == row.Response.ServiceId).Select(service => service.Name).FirstOrDefault(),
                row.Answer.Text,
            }).ToListAsync(cancellationToken)).ToLookup(row => row.ExtraQuestionVersionId, row => new ExtraText(row.LocalDay, row.Service, row.Text!));
        var ids = counted.Select(row => row.ExtraQuestionVersionId).Distinct().ToList();
        var versions = await context.ExtraQuestionVersions.AsNoTracking().Where(version => ids.Contains(version.Id))
            .Join(context.ExtraQuestions, version => version.ExtraQuestionId, question => question.Id, (version, question) => new { Version = version, Question = question }).ToListAsync(cancellationToken);
        return [.. versions.Select(row => AskedQuestions.Read(row.Version, row.Question))
            .OrderBy(asked => asked.Code, StringComparer.Ordinal).ThenBy(asked => asked.Number)
            .Select(asked => Facts(asked, [.. counted.Where(row => row.ExtraQuestionVersionId == asked.VersionId).Select(row => (row.Chosen, row.Count))], [.. texts[asked.VersionId]]))];
    }

    private static ExtraQuestionFacts Facts(AskedQuestion asked, List<(int Chosen, long Count)> counted, IReadOnlyList<ExtraText> texts) => new(
        asked.Code, asked.Number, asked.Content, counted.Sum(row => row.Count),
        [.. Enumerable.Range(0, asked.Content.Choices.Count).Select(choice => counted.Where(row => (row.Chosen >> choice & 1) == 1).Sum(row => row.Count))],
        asked.Content.Kind == ExtraQuestionKind.Text ? texts : []);
}
