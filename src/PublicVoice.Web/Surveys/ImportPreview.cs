using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Surveys;

/// <summary>What an import would do, found out without writing: a dry run keeps nobody waiting.</summary>
internal sealed class ImportPreview(PublicVoiceDbContext context, IEnumerable<LoadedVersion> versions)
{
    private readonly Dictionary<int, AnswerTally> tallies = [];
    private readonly HashSet<Guid> seen = [];
    private readonly Dictionary<DateOnly, int> months = [];

    public IReadOnlyDictionary<DateOnly, int> Months => months;

    /// <summary>Of all rows; null where they belong to several versions, or hold no scores.</summary>
    public decimal? Index => tallies.Count == 1 ? SatisfactionIndex.Of(tallies.Values.First(), null).Value : null;

    public void Add(NewSurveyResponse response)
    {
        var month = new DateOnly(response.LocalDay.Year, response.LocalDay.Month, 1);
        months[month] = months.GetValueOrDefault(month) + 1;
        if (!tallies.TryGetValue(response.QuestionnaireVersionId, out var tally))
        {
            tally = new AnswerTally(TallyLayout.For(versions.First(version => version.Id == response.QuestionnaireVersionId).Definition));
            tallies.Add(response.QuestionnaireVersionId, tally);
        }

        tally.Add(new SurveyAnswers(response.Answers, response.Profile, response.Channel, response.Assurance, response.Signals, response.DurationSeconds, null));
    }

    /// <summary>Days of the rows that would be new.</summary>
    public async Task<IReadOnlyList<DateOnly>> NewAsync(List<NewSurveyResponse> rows, CancellationToken cancellationToken)
    {
        var keys = rows.ConvertAll(row => row.SubmissionKey);
        var stored = await context.SurveyResponses.Where(response => keys.Contains(response.SubmissionKey)).Select(response => response.SubmissionKey).ToHashSetAsync(cancellationToken);
        return [.. rows.Where(row => seen.Add(row.SubmissionKey) && !stored.Contains(row.SubmissionKey)).Select(row => row.LocalDay)];
    }
}
