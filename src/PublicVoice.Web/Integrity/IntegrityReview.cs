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

/// <param name="Share">Percent of the responses that count (of all, for those excluded); null where there are none.</param>
/// <param name="Without">Index without them; for the excluded: with them.</param>
public sealed record NotableFact(Notable What, int Responses, decimal? Share, decimal? Without);

/// <param name="Responses">Of the unit itself in the month, excluded ones included, oldest first.</param>
/// <param name="ByHour">Counted responses by hour of the day, 24 of them.</param>
/// <param name="Index">Of the questionnaire that most of them answered.</param>
public sealed record ReviewedMonth(
    IReadOnlyList<SurveyResponse> Responses, IReadOnlyList<int> ByHour, IReadOnlyList<BurstHour> BurstHours, decimal? Index, int Counted, IReadOnlyList<NotableFact> Facts)
{
    /// <summary>Many codes of one batch within few minutes.</summary>
    public required IReadOnlySet<long> CodesInARow { get; init; }

    public IEnumerable<SurveyResponse> Of(Notable what) => Responses.Where(response => Is(response, what));

    public bool Is(SurveyResponse response, Notable what) => what == Notable.Excluded ? response.Excluded : !response.Excluded && what switch
    {
        Notable.Bursts => SurveyResponse.HourOfMonth(response.LocalDay, response.LocalHour) is { } hour && BurstHours.Any(burst => burst.HourOfMonth == hour),
        Notable.CodesInARow => CodesInARow.Contains(response.Id),
        _ => IntegrityReview.SignalOf(what) is { } signal && response.Signals.HasFlag(signal),
    };
}

/// <summary>A unit of the overview, by its own responses of a month.</summary>
/// <param name="Marked">Straight-lined, too fast or trapped.</param>
/// <param name="Circumstances">From the office's network, out of hours, same device or codes out of order.</param>
public sealed record ReviewedUnit(string Code, string Name, int Counted, int Marked, int Circumstances, int Excluded);

/// <summary>Puts together what people need to judge how a unit's responses came in. It never decides.</summary>
public sealed class IntegrityReview(PublicVoiceDbContext context, UnitDirectory units, QuestionnaireVersions versions)
{
    /// <summary>So many codes of one batch within <see cref="RowMinutes"/> are in a row.</summary>
    public const int FewestInARow = 10;
    public const int RowMinutes = 10;

    public const IntegritySignals Circumstances =
        IntegritySignals.OfficeNetwork | IntegritySignals.OutOfHours | IntegritySignals.SameDevice | IntegritySignals.CodesOutOfOrder;

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

    /// <summary>Units with responses in the month, those with the largest share of something notable first.</summary>
    public async Task<IReadOnlyList<ReviewedUnit>> UnitsAsync(IReadOnlyList<string> scopes, Period month, CancellationToken cancellationToken)
    {
        var rows = await units.Within(scopes)
            .Join(
                context.SurveyResponses.Where(response => response.LocalDay >= month.From && response.LocalDay <= month.To),
                unit => unit.Id,
                response => response.UnitId,
                (unit, response) => new { unit.Code, unit.Name, response.Signals, response.Excluded })
            .GroupBy(row => new { row.Code, row.Name, row.Signals, row.Excluded })
            .Select(group => new { group.Key.Code, group.Key.Name, group.Key.Signals, group.Key.Excluded, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => (row.Code, row.Name)).Select(unit =>
            {
                var counted = unit.Where(row => !row.Excluded).ToList();
                return new ReviewedUnit(
                    unit.Key.Code,
                    unit.Key.Name,
                    counted.Sum(row => row.Count),
                    counted.Where(row => (row.Signals & ResponseSignals.Flagging) != IntegritySignals.None).Sum(row => row.Count),
                    counted.Where(row => (row.Signals & Circumstances) != IntegritySignals.None).Sum(row => row.Count),
                    unit.Where(row => row.Excluded).Sum(row => row.Count));
            })
            .OrderByDescending(unit => unit.Counted == 0 ? 0 : (double)(unit.Marked + unit.Circumstances) / unit.Counted)
            .ThenByDescending(unit => unit.Counted).ThenBy(unit => unit.Code, StringComparer.Ordinal)];
    }

    public async Task<ReviewedMonth> MonthAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var responses = await context.SurveyResponses.AsNoTracking()
            .Where(response => response.UnitId == unit.Id && response.LocalDay >= month.From && response.LocalDay <= month.To)
            .OrderBy(response => response.SubmittedOn).ThenBy(response => response.Id).ToListAsync(cancellationToken);
        var counted = responses.Where(response => !response.Excluded).ToList();
        var known = await versions.AllAsync(cancellationToken);
        var main = MainOf(known, responses);
        var all = Tally(known, main, counted);
        var bursts = all is null ? [] : Bursts.In(all);
        var byHour = new int[24];
        foreach (var response in counted.Where(response => response.LocalHour is not null))
        {
            byHour[response.LocalHour!.Value]++;
        }

        var reviewed = new ReviewedMonth(responses, byHour, bursts, Index(all), counted.Count, []) { CodesInARow = InARow(counted) };
        return reviewed with
        {
            Facts = [.. Enum.GetValues<Notable>().Select(what =>
            {
                var found = reviewed.Of(what).ToList();
                var rest = what == Notable.Excluded ? responses : counted.Where(response => !reviewed.Is(response, what));
                decimal? share = (what == Notable.Excluded ? responses.Count : counted.Count) is > 0 and var of ? Math.Round(100m * found.Count / of, 1) : null;
                return new NotableFact(what, found.Count, share, Index(Tally(known, main, rest)));
            })],
        };
    }

    /// <summary>The index once the chosen responses change sides: those that count are taken out, those that are out are put back.</summary>
    public async Task<decimal?> IndexAfterAsync(ReviewedMonth reviewed, IReadOnlyCollection<SurveyResponse> chosen, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var ids = chosen.Select(response => response.Id).ToHashSet();
        return Index(Tally(known, MainOf(known, reviewed.Responses), reviewed.Responses.Where(response => response.Excluded == ids.Contains(response.Id))));
    }

    /// <summary>The questionnaire that most responses answered.</summary>
    private static QuestionnaireDefinition? MainOf(IReadOnlyDictionary<int, LoadedVersion> known, IReadOnlyList<SurveyResponse> responses) =>
        responses.GroupBy(response => response.QuestionnaireVersionId).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key)
            .Select(group => known[group.Key].Definition).FirstOrDefault();

    /// <summary>Counts of the responses that can be added up with the main questionnaire's.</summary>
    private static AnswerTally? Tally(IReadOnlyDictionary<int, LoadedVersion> known, QuestionnaireDefinition? main, IEnumerable<SurveyResponse> responses)
    {
        if (main is null)
        {
            return null;
        }

        var parts = new Dictionary<int, AnswerTally>();
        foreach (var response in responses.Where(response => known[response.QuestionnaireVersionId].Definition.PoolingKey == main.PoolingKey))
        {
            if (!parts.TryGetValue(response.QuestionnaireVersionId, out var part))
            {
                part = new AnswerTally(TallyLayout.For(known[response.QuestionnaireVersionId].Definition));
                parts.Add(response.QuestionnaireVersionId, part);
            }

            part.Add(response.Counted);
        }

        return AnswerTally.Sum(TallyLayout.For(main), parts.Values);
    }

    private static decimal? Index(AnswerTally? tally) => tally is null ? null : SatisfactionIndex.Of(tally, null).Value;

    /// <summary>Responses with a code of the same batch of which ten or more came within ten minutes.</summary>
    private static HashSet<long> InARow(List<SurveyResponse> counted)
    {
        var found = new HashSet<long>();
        foreach (var batch in counted.Where(response => response.VisitCodeBatchId is not null).GroupBy(response => response.VisitCodeBatchId))
        {
            var inOrder = batch.ToList(); // oldest first, as they are
            for (var (first, last) = (0, 0); last < inOrder.Count; last++)
            {
                while (inOrder[last].SubmittedOn - inOrder[first].SubmittedOn > TimeSpan.FromMinutes(RowMinutes))
                {
                    first++;
                }

                if (last - first + 1 >= FewestInARow)
                {
                    found.UnionWith(inOrder[first..(last + 1)].Select(response => response.Id));
                }
            }
        }

        return found;
    }
}
