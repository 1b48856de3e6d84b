using System.Data;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Surveys;

/// <summary>
/// Counts the responses again and compares with the tallies, one unit and year at a time. Safe while answers come in: each comparison reads
/// responses and tallies in one snapshot, and a repair counts once more while it holds the lock that the writer takes.
/// </summary>
public sealed class TallyCheck(PublicVoiceDbContext context, QuestionnaireVersions versions)
{
    /// <summary>
    /// Responses met so far that cannot be counted, by id, with the reason. They are left out of every count, so that a repair never puts
    /// into a tally what no report could read.
    /// </summary>
    public SortedDictionary<long, string> Damaged { get; } = [];

    /// <summary>Finds the tallies that differ from their responses; with <paramref name="repair"/> they are put right before they are returned.</summary>
    public async IAsyncEnumerable<TallyKey> DifferencesAsync(bool repair, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var unitId in await context.Units.OrderBy(unit => unit.Id).Select(unit => unit.Id).ToListAsync(cancellationToken))
        {
            var (first, last) = await YearsAsync(unitId, cancellationToken);
            for (var year = first; year <= last; year++)
            {
                var differences = await CompareAsync(unitId, year, cancellationToken);
                if (repair && differences.Count > 0)
                {
                    differences = await RepairAsync(unitId, year, cancellationToken);
                }

                foreach (var key in differences)
                {
                    yield return key;
                }
            }
        }
    }

    /// <summary>What the responses of one tally add up to, in the transaction that is open.</summary>
    public async Task<AnswerTally> CountAsync(TallyKey key, CancellationToken cancellationToken)
    {
        var month = new DateOnly(key.Month / 100, key.Month % 100, 1);
        var known = await versions.AllAsync(cancellationToken);
        return (await CountedAsync(key.UnitId, month, month.AddMonths(1).AddDays(-1), known, cancellationToken)).GetValueOrDefault(key)
            ?? new AnswerTally(TallyLayout.For(known[key.QuestionnaireVersionId].Definition));
    }

    private async Task<(int First, int Last)> YearsAsync(int unitId, CancellationToken cancellationToken)
    {
        var responses = context.SurveyResponses.Where(response => response.UnitId == unitId);
        var tallies = context.Tallies.Where(tally => tally.UnitId == unitId);
        var firstDay = await responses.MinAsync(response => (DateOnly?)response.LocalDay, cancellationToken);
        var lastDay = await responses.MaxAsync(response => (DateOnly?)response.LocalDay, cancellationToken);
        var firstMonth = await tallies.MinAsync(tally => (int?)tally.Month, cancellationToken);
        var lastMonth = await tallies.MaxAsync(tally => (int?)tally.Month, cancellationToken);
        return (
            Math.Min(firstDay?.Year ?? int.MaxValue, firstMonth / 100 ?? int.MaxValue),
            Math.Max(lastDay?.Year ?? 0, lastMonth / 100 ?? 0));
    }

    private async Task<List<TallyKey>> CompareAsync(int unitId, int year, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            // EF would begin a writing transaction on SQLite and keep answers waiting.
            await using var snapshot = context.Database.GetDbConnection() is SqliteConnection sqlite
                ? await context.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellationToken)
                : await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return [.. (await RecountAsync(unitId, year, cancellationToken)).Select(difference => difference.Key)];
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private async Task<List<TallyKey>> RepairAsync(int unitId, int year, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        TallyRows.LockUnits(context, [unitId]);

        var differences = await RecountAsync(unitId, year, cancellationToken);
        TallyRows.Write(context, [.. differences.Select(difference => new StoredTally(difference.Key, difference.Counted.Pack()))]);
        await transaction.CommitAsync(cancellationToken);
        return [.. differences.Select(difference => difference.Key)];
    }

    /// <summary>The tallies of a unit and year that differ from what their responses add up to, with the right counts, in key order.</summary>
    private async Task<List<(TallyKey Key, AnswerTally Counted)>> RecountAsync(int unitId, int year, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var counted = await CountedAsync(unitId, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), known, cancellationToken);
        var stored = await context.Tallies.AsNoTracking()
            .Where(tally => tally.UnitId == unitId && tally.Month > year * 100 && tally.Month <= (year * 100) + 12)
            .ToDictionaryAsync(
                tally => new TallyKey(unitId, tally.Month, tally.ServiceId, tally.QuestionnaireVersionId, tally.Class), tally => tally.Counts, cancellationToken);
        return [.. counted.Keys.Union(stored.Keys)
            .Select(key => (Key: key, Counted: counted.GetValueOrDefault(key) ?? new AnswerTally(TallyLayout.For(known[key.QuestionnaireVersionId].Definition))))
            .Where(row => !Holds(stored.GetValueOrDefault(row.Key), row.Counted))
            .OrderBy(row => row.Key.Month).ThenBy(row => row.Key.ServiceId).ThenBy(row => row.Key.QuestionnaireVersionId).ThenBy(row => row.Key.Class)];
    }

    private async Task<Dictionary<TallyKey, AnswerTally>> CountedAsync(
        int unitId, DateOnly from, DateOnly to, IReadOnlyDictionary<int, LoadedVersion> known, CancellationToken cancellationToken)
    {
        var counted = new Dictionary<TallyKey, AnswerTally>();
        var responses = context.SurveyResponses.AsNoTracking()
            .Where(response => response.UnitId == unitId && response.LocalDay >= from && response.LocalDay <= to);
        await foreach (var response in responses.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var definition = known[response.QuestionnaireVersionId].Definition;
            if (Damage(response, definition) is { } damage)
            {
                Damaged[response.Id] = damage;
                continue;
            }

            var key = new TallyKey(
                unitId, TallyKey.MonthOf(response.LocalDay), response.ServiceId ?? 0, response.QuestionnaireVersionId, response.Class);
            (CollectionsMarshal.GetValueRefOrAddDefault(counted, key, out _) ??= new AnswerTally(TallyLayout.For(definition))).Add(response.Counted);
        }

        return counted;
    }

    /// <summary>Why a response cannot be one to its questionnaire version; null when it can.</summary>
    internal static string? Damage(SurveyResponse response, QuestionnaireDefinition definition)
    {
        var (answers, questions) = (response.Answers, definition.Questions);
        return answers.Length != questions.Count ? $"{answers.Length} answers to {questions.Count} questions of {definition.Code} version {definition.Version}"
            : !AreOffered(answers, questions)
                ? $"an answer that {definition.Code} version {definition.Version} does not offer (\"{answers}\")"
            : response.LocalHour is < 0 or > 23 ? $"the hour {response.LocalHour}"
            : !Enum.IsDefined(response.Channel) || !Enum.IsDefined(response.Assurance) ? "an unknown channel or assurance"
            : null;
    }

    // Plain loops: a month can hold hundreds of thousands.
    private static bool AreOffered(string answers, IReadOnlyList<Question> questions)
    {
        for (var q = 0; q < answers.Length; q++)
        {
            if (answers[q] is not ('.' or '-') && !IsOffered(questions[q].Options, answers[q] - '0'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOffered(IReadOnlyList<QuestionOption> options, int score)
    {
        for (var at = 0; at < options.Count; at++)
        {
            if (options[at].Score == score)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(byte[]? packed, AnswerTally counted) => (packed ?? new AnswerTally(counted.Layout).Pack()).AsSpan().SequenceEqual(counted.Pack());
}
