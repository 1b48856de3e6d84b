using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
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

    public async Task<ReviewedMonth> MonthAsync(Unit unit, Period month, CancellationToken cancellationToken)
    {
        var marks = await notable.MarksAsync(unit, month, cancellationToken);
        var kinds = Enum.GetValues<Notable>();
        var groups = await CountAsync(
            unit, month, marks, response => kinds.Where(what => marks.Is(response, what)).Aggregate(0, (bits, what) => bits | Bit(what)), cancellationToken);
        return new ReviewedMonth(marks, groups.Index(bits => !Has(bits, Notable.Excluded)), [.. kinds.Select(what =>
        {
            var found = groups.Responses(bits => Has(bits, what));
            var of = what == Notable.Excluded ? marks.Responses : marks.Counted;
            return new NotableFact(
                what, found, of > 0 ? Math.Round(100m * found / of, 1) : null, groups.Index(bits => what == Notable.Excluded || (!Has(bits, what) && !Has(bits, Notable.Excluded))));
        })]);

        static int Bit(Notable what) => 1 << (int)what;
        static bool Has(int bits, Notable what) => (bits & Bit(what)) != 0;
    }

    /// <summary>The index as it is, and once the chosen responses change sides: those that count are taken out, those that are out are put back.</summary>
    public async Task<(decimal? Before, decimal? After)> IndexAfterAsync(
        Unit unit, Period month, IReadOnlyCollection<SurveyResponse> chosen, CancellationToken cancellationToken)
    {
        const int excluded = 1;
        const int moved = 2;
        var ids = chosen.Select(response => response.Id).ToHashSet();
        var groups = await CountAsync(
            unit, month, await notable.MarksAsync(unit, month, cancellationToken), response => (response.Excluded ? excluded : 0) | (ids.Contains(response.Id) ? moved : 0), cancellationToken);
        return (groups.Index(bits => (bits & excluded) == 0), groups.Index(bits => bits is 0 or (excluded | moved)));
    }

    /// <summary>Adds the responses up one after the other, those alike together, so that a month of any size takes the same memory.</summary>
    private async Task<Groups> CountAsync(Unit unit, Period month, MonthMarks marks, Func<SurveyResponse, int> groupOf, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var tallies = new Dictionary<(int Version, int Bits), AnswerTally>();
        var counts = new Dictionary<int, long>();
        await foreach (var response in notable.All(unit, month).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var bits = groupOf(response);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, bits, out _)++;
            var definition = known[response.QuestionnaireVersionId].Definition;
            if (definition.PoolingKey == marks.Main?.PoolingKey && TallyCheck.Damage(response, definition) is null)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(tallies, (response.QuestionnaireVersionId, bits), out _) ??= new AnswerTally(TallyLayout.For(definition))).Add(response.Counted);
            }
        }

        return new Groups(marks, tallies, counts);
    }

    /// <param name="Tallies">Of what can be added up with the main questionnaire.</param>
    private sealed record Groups(MonthMarks Marks, Dictionary<(int Version, int Bits), AnswerTally> Tallies, Dictionary<int, long> Counts)
    {
        public long Responses(Func<int, bool> which) => Counts.Where(group => which(group.Key)).Sum(group => group.Value);

        public decimal? Index(Func<int, bool> which) => Marks.Main is null
            ? null
            : SatisfactionIndex.Of(AnswerTally.Sum(TallyLayout.For(Marks.Main), Tallies.Where(group => which(group.Key.Bits)).Select(group => group.Value)), null).Value;
    }
}
