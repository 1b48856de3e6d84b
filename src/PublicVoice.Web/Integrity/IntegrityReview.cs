using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Integrity;

/// <param name="Share">Percent of the responses that count (of all, for those excluded); null where there are none.</param>
/// <param name="Without">Index without them; for the excluded: with them.</param>
public sealed record NotableFact(Notable What, long Responses, decimal? Share, decimal? Without);

/// <param name="Index">Of the questionnaire that most of them answered.</param>
public sealed record ReviewedMonth(MonthMarks Marks, decimal? Index, IReadOnlyList<NotableFact> Facts);

/// <summary>A unit of the overview, by its own responses of a month.</summary>
/// <param name="Marked">Straight-lined, too fast or trapped.</param>
/// <param name="Circumstances">From the office's network, out of hours, same device or codes out of order.</param>
public sealed record ReviewedUnit(string Code, string Name, int Counted, int Marked, int Circumstances, int Excluded);

/// <summary>Puts together what people need to judge how a unit's responses came in. It never decides.</summary>
public sealed class IntegrityReview(PublicVoiceDbContext context, UnitDirectory units, QuestionnaireVersions versions, NotableResponses notable)
{
    public const IntegritySignals Circumstances =
        IntegritySignals.OfficeNetwork | IntegritySignals.OutOfHours | IntegritySignals.SameDevice | IntegritySignals.CodesOutOfOrder;

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

    /// <summary>The index comes from the tallies; one by one are read only the responses that something is to be noticed about.</summary>
    public async Task<ReviewedMonth> MonthAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var marks = await notable.MarksAsync(unit, month, cancellationToken);
        var known = await versions.AllAsync(cancellationToken);
        var tallies = await TalliesAsync(unit, month, cancellationToken);
        var kinds = Enum.GetValues<Notable>();
        var found = kinds.ToDictionary(what => what, what => what == Notable.Excluded ? marks.Responses - marks.Counted : 0);
        var without = kinds.ToDictionary(what => what, _ => Counts(tallies, known));
        await foreach (var response in notable.Any(unit, month, marks).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var version = known[response.QuestionnaireVersionId];
            var isCounted = TallyCheck.Damage(response, version.Definition) is null;
            foreach (var what in kinds.Where(what => marks.Is(response, what)))
            {
                found[what]++;
                if (isCounted)
                {
                    without[what].Of(version, response.Class).Remove(response.Counted);
                }
            }
        }

        return new ReviewedMonth(marks, Index(marks, Counts(tallies, known)), [.. kinds.Select(what =>
        {
            var of = what == Notable.Excluded ? marks.Responses : marks.Counted;
            return new NotableFact(
                what, found[what], of > 0 ? Math.Round(100m * found[what] / of, 1) : null, Index(marks, without[what], withExcluded: what == Notable.Excluded));
        })]);
    }

    /// <summary>The index as it is, and once the chosen responses change sides: those that count are taken out, those that are out are put back.</summary>
    public async Task<(decimal? Before, decimal? After)> IndexAfterAsync(
        Unit unit, Period month, IReadOnlyCollection<SurveyResponse> chosen, CancellationToken cancellationToken)
    {
        var marks = await notable.MarksAsync(unit, month, cancellationToken);
        var known = await versions.AllAsync(cancellationToken);
        var counts = Counts(await TalliesAsync(unit, month, cancellationToken), known);
        var before = Index(marks, counts);
        foreach (var response in chosen)
        {
            var version = known[response.QuestionnaireVersionId];
            if (TallyCheck.Damage(response, version.Definition) is not null)
            {
                continue;
            }

            if (response.Excluded)
            {
                counts.Of(version, SurveyResponse.ClassOf(response.Signals)).Add(response.Counted);
            }
            else
            {
                counts.Of(version, response.Class).Remove(response.Counted);
            }
        }

        return (before, Index(marks, counts));
    }

    private Task<List<Tally>> TalliesAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var number = TallyKey.MonthOf(month.From);
        return context.Tallies.AsNoTracking().Where(tally => tally.UnitId == unit.Id && tally.Month == number).ToListAsync(cancellationToken);
    }

    private static VersionTallies Counts(List<Tally> tallies, IReadOnlyDictionary<int, LoadedVersion> known)
    {
        var counts = new VersionTallies();
        tallies.ForEach(tally => SurveyFacts.Add(counts, known[tally.QuestionnaireVersionId], tally));
        return counts;
    }

    private static decimal? Index(MonthMarks marks, VersionTallies counts, bool withExcluded = false)
    {
        if (marks.Main is null)
        {
            return null;
        }

        var pooled = counts.Pool(marks.Main, null);
        return SatisfactionIndex.Of(withExcluded ? AnswerTally.Sum(pooled.Counted.Layout, [pooled.Counted, pooled.Excluded]) : pooled.Counted, null).Value;
    }
}
