using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Integrity;

/// <summary>What can be noticed about how responses came in.</summary>
public enum Notable
{
    Bursts,
    StraightLined,
    TooFast,
    Trapped,
    SameDevice,
    OfficeNetwork,
    OutOfHours,
    CodesOutOfOrder,
    CodesInARow,
    Excluded,
}

/// <summary>What must be known of a unit's whole month before one of its responses can be judged.</summary>
/// <param name="Main">The questionnaire that most of them answered; null where there are none.</param>
/// <param name="Responses">Excluded ones included.</param>
/// <param name="ByHour">Counted responses by hour of the day, 24 of them.</param>
/// <param name="CodesInARow">Responses with one of many codes of one batch within few minutes.</param>
public sealed record MonthMarks(
    QuestionnaireDefinition? Main, long Responses, long Counted, IReadOnlyList<long> ByHour, IReadOnlyList<BurstHour> BurstHours, IReadOnlySet<long> CodesInARow)
{
    public bool Is(SurveyResponse response, Notable what) => what == Notable.Excluded ? response.Excluded : !response.Excluded && what switch
    {
        Notable.Bursts => SurveyResponse.HourOfMonth(response.LocalDay, response.LocalHour) is { } hour && BurstHours.Any(burst => burst.HourOfMonth == hour),
        Notable.CodesInARow => CodesInARow.Contains(response.Id),
        _ => NotableResponses.SignalOf(what) is { } signal && response.Signals.HasFlag(signal),
    };
}

/// <summary>Finds the responses of a unit's month that something is to be noticed about. A month can hold hundreds of thousands: never all at once in memory.</summary>
public sealed class NotableResponses(PublicVoiceDbContext context, QuestionnaireVersions versions)
{
    /// <summary>So many codes of one batch within <see cref="RowMinutes"/> are in a row.</summary>
    public const int FewestInARow = 10;
    public const int RowMinutes = 10;

    public static IntegritySignals? SignalOf(Notable what) => what switch
    {
        Notable.StraightLined => IntegritySignals.StraightLined,
        Notable.TooFast => IntegritySignals.TooFast,
        Notable.Trapped => IntegritySignals.Trapped,
        Notable.SameDevice => IntegritySignals.SameDevice,
        Notable.OfficeNetwork => IntegritySignals.OfficeNetwork,
        Notable.OutOfHours => IntegritySignals.OutOfHours,
        Notable.CodesOutOfOrder => IntegritySignals.CodesOutOfOrder,
        _ => null,
    };

    /// <summary>Of the unit itself, excluded ones included.</summary>
    public IQueryable<SurveyResponse> All(Unit unit, Period month) => context.SurveyResponses.AsNoTracking()
        .Where(response => response.UnitId == unit.Id && response.LocalDay >= month.From && response.LocalDay <= month.To);

    /// <summary>Those behind one fact.</summary>
    public IQueryable<SurveyResponse> Of(Unit unit, Period month, Notable what, MonthMarks marks)
    {
        var all = All(unit, month);
        var counted = all.Where(response => !response.Excluded);
        switch (what)
        {
            case Notable.Excluded:
                return all.Where(response => response.Excluded);
            case Notable.Bursts:
                var hours = HoursOf(marks);
                return counted.Where(response => hours.Contains(((response.LocalDay.Day - 1) * 24) + response.LocalHour));
            case Notable.CodesInARow:
                var ids = marks.CodesInARow.ToArray();
                return counted.Where(response => EF.Parameter(ids).Contains(response.Id)); // one parameter, however many there are: SQLite takes no more than 32,766
            default:
                var signal = SignalOf(what)!.Value;
                return counted.Where(response => (response.Signals & signal) == signal);
        }
    }

    /// <summary>Counted ones behind any fact.</summary>
    public IQueryable<SurveyResponse> Any(Unit unit, Period month, MonthMarks marks)
    {
        var (hours, ids) = (HoursOf(marks), marks.CodesInARow.ToArray());
        return All(unit, month).Where(response => !response.Excluded && (response.Signals != IntegritySignals.None
            || hours.Contains(((response.LocalDay.Day - 1) * 24) + response.LocalHour) || EF.Parameter(ids).Contains(response.Id)));
    }

    /// <returns>All those behind one fact; null where there are not as many as expected, or more than one decision takes.</returns>
    public async Task<IReadOnlyList<SurveyResponse>?> AllAsync(Unit unit, Period month, Notable what, int expected, CancellationToken cancellationToken)
    {
        var found = await Of(unit, month, what, await MarksAsync(unit, month, cancellationToken)).Take(ResponseExclusions.Most + 1).ToListAsync(cancellationToken);
        return found.Count == expected && found.Count <= ResponseExclusions.Most ? found : null;
    }

    public async Task<MonthMarks> MarksAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var groups = await All(unit, month)
            .GroupBy(response => new { response.QuestionnaireVersionId, response.Excluded, response.LocalDay, response.LocalHour })
            .Select(group => new { group.Key.QuestionnaireVersionId, group.Key.Excluded, group.Key.LocalDay, group.Key.LocalHour, Count = group.LongCount() })
            .ToListAsync(cancellationToken);
        var known = await versions.AllAsync(cancellationToken);
        var main = groups.GroupBy(group => group.QuestionnaireVersionId).OrderByDescending(version => version.Sum(group => group.Count)).ThenByDescending(version => version.Key)
            .Select(version => known[version.Key].Definition).FirstOrDefault();
        var (byHour, byHourOfMonth) = (new long[24], new long[TallyLayout.HoursPerMonth]);
        foreach (var group in groups.Where(group => !group.Excluded && group.LocalHour is >= 0 and < 24))
        {
            byHour[group.LocalHour!.Value] += group.Count;
            if (known[group.QuestionnaireVersionId].Definition.PoolingKey == main!.PoolingKey)
            {
                byHourOfMonth[SurveyResponse.HourOfMonth(group.LocalDay, group.LocalHour)!.Value] += group.Count;
            }
        }

        return new MonthMarks(
            main,
            groups.Sum(group => group.Count),
            groups.Where(group => !group.Excluded).Sum(group => group.Count),
            byHour,
            Bursts.In(byHourOfMonth),
            await InARowAsync(unit, month, cancellationToken));
    }

    private static List<int?> HoursOf(MonthMarks marks) => [.. marks.BurstHours.Select(burst => (int?)burst.HourOfMonth)];

    private async Task<HashSet<long>> InARowAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var (found, row, batch) = (new HashSet<long>(), new Queue<(long Id, DateTime On)>(), 0);
        await foreach (var used in All(unit, month).Where(response => !response.Excluded && response.VisitCodeBatchId != null)
            .OrderBy(response => response.VisitCodeBatchId).ThenBy(response => response.SubmittedOn).ThenBy(response => response.Id)
            .Select(response => new { response.Id, Batch = response.VisitCodeBatchId!.Value, response.SubmittedOn })
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (used.Batch != batch)
            {
                row.Clear();
                batch = used.Batch;
            }

            while (row.Count > 0 && used.SubmittedOn - row.Peek().On > TimeSpan.FromMinutes(RowMinutes))
            {
                row.Dequeue();
            }

            row.Enqueue((used.Id, used.SubmittedOn));
            if (row.Count == FewestInARow)
            {
                found.UnionWith(row.Select(earlier => earlier.Id));
            }
            else if (row.Count > FewestInARow)
            {
                found.Add(used.Id); // those before it were found with the tenth
            }
        }

        return found;
    }
}
