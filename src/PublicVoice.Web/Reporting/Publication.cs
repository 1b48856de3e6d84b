using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>
/// Publishes the closed months of a government when someone looks for the first time, and keeps them as they are: whoever compares two looks
/// must not learn a few late answers. Counts are replaced only by such that differ enough (docs/decisions/0014-published-months.md).
/// </summary>
public sealed class Publication(
    PublicVoiceDbContext context, SurveyFacts survey, UnitDirectory units, UnitHistory history, QuestionnaireVersions versions, SharedResults<PublicCells> shared, ILogger<Publication> logger)
{
    /// <summary>How long public figures are kept once they were worked out.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>Cells of a government up to a closed month; at most half a minute old, since every visitor of every page of it needs them.</summary>
    public Task<PublicCells> CellsAsync(Unit root, int lastMonth, CancellationToken cancellationToken) =>
        shared.GetAsync((root.Id, lastMonth), Fresh, () => FindAsync(root, lastMonth, cancellationToken), cancellationToken);

    /// <summary>What <see cref="CellsAsync"/> gave is outdated: another server, or <c>publish</c>, has replaced a month.</summary>
    public void Forget(Unit root, int lastMonth) => shared.Forget((root.Id, lastMonth));

    private async Task<PublicCells> FindAsync(Unit root, int lastMonth, CancellationToken cancellationToken)
    {
        var (cells, months, late) = await DueAsync(root, lastMonth, cancellationToken);
        if (months.Count == 0 && late.Count == 0)
        {
            return cells;
        }

        try
        {
            await PublishAsync(root, lastMonth, cancellationToken);
            return await ReadAsync(root, lastMonth, cancellationToken);
        }
        catch (DbException failure)
        {
            // An import holds the lock, or the disk is full: what is published already is shown, and a later look tries again.
            logger.LogWarning(failure, "Figures could not be published now");
            return await ReadAsync(root, lastMonth, cancellationToken); // another server may have published while this one waited
        }
    }

    /// <summary>
    /// Publishes a month anew as it is counted now, whatever changed: for corrections and for paper that came late. What the month hides is
    /// decided anew, too.
    /// </summary>
    public async Task RenewAsync(Unit root, DateOnly month, CancellationToken cancellationToken)
    {
        var key = TallyKey.MonthOf(month);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        TallyRows.LockUnits(context, [root.Id]);
        await survey.Published(root, key, key).ExecuteDeleteAsync(cancellationToken);
        await CopyAsync(root, key, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What cannot be read must not be published.</summary>
    private static void EnsureReadable(Tally row, TallyLayout layout) => SurveyFacts.Add(new AnswerTally(layout), row);

    private async Task<PublicCells> ReadAsync(Unit root, int lastMonth, CancellationToken cancellationToken)
    {
        var parentsIn = await ParentsAsync(root, cancellationToken);
        var known = await versions.AllAsync(cancellationToken);
        var cells = new PublicCells(root.Id, parentsIn);
        await foreach (var row in survey.Published(root, 0, lastMonth).Where(row => row.Class != ResponseClass.Excluded).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            cells.Add(row, known[row.QuestionnaireVersionId]);
        }

        cells.Close();
        return cells;
    }

    /// <summary>
    /// The tree as it was at the end of each month: what is hidden of a published month was decided with it, and with another tree other
    /// sums would be shown.
    /// </summary>
    private async Task<Func<int, IReadOnlyDictionary<int, int?>>> ParentsAsync(Unit root, CancellationToken cancellationToken)
    {
        var now = await units.Within(root).AsNoTracking().ToDictionaryAsync(unit => unit.Id, unit => unit.ParentId, cancellationToken);
        var tree = await history.OfAsync(root, cancellationToken);
        var changes = tree.Days.Select(TallyKey.MonthOf).Distinct().ToList();
        var then = changes.ToDictionary(
            month => month, month => now.ToDictionary(unit => unit.Key, unit => tree.At(unit.Key, FirstDay(month).AddDays(-1)) is { } place ? place.ParentId : unit.Value));
        return month => changes.Find(change => change > month) is > 0 and var change ? then[change] : now;
    }

    private static DateOnly FirstDay(int month) => new(month / 100, month % 100, 1);

    /// <summary>What is not published yet and may be: whole months, and rows of published months.</summary>
    private async Task<(PublicCells Cells, SortedSet<int> Months, List<Tally> Late)> DueAsync(Unit root, int lastMonth, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var months = new SortedSet<int>();
        var changed = new Dictionary<TallyKey, (AnswerTally Published, AnswerTally Now, List<Tally> Rows)>();
        var damaged = new HashSet<TallyKey>();
        var rows = survey.Rows(root, 0, lastMonth).Where(tally => tally.Class != ResponseClass.Excluded)
            .LeftJoin(
                context.PublishedTallies,
                tally => new { tally.UnitId, tally.Month, tally.ServiceId, tally.QuestionnaireVersionId, tally.Class },
                published => new { published.UnitId, published.Month, published.ServiceId, published.QuestionnaireVersionId, published.Class },
                (tally, published) => new { Tally = tally, Published = published == null ? null : published.Counts })
            .Where(row => row.Published == null || row.Published != row.Tally.Counts);
        var different = await rows.ToListAsync(cancellationToken);
        var cells = await ReadAsync(root, lastMonth, cancellationToken); // after the differences: what another server publishes in between is not missed
        foreach (var row in different)
        {
            var tally = row.Tally;
            var layout = TallyLayout.For(known[tally.QuestionnaireVersionId].Definition);
            if (!cells.IsPublished(tally.Month))
            {
                EnsureReadable(tally, layout);
                months.Add(tally.Month);
                continue;
            }

            // Clean and flagged responses are published as one figure.
            var cell = new TallyKey(tally.UnitId, tally.Month, tally.ServiceId, tally.QuestionnaireVersionId, ResponseClass.Clean);
            if (!changed.TryGetValue(cell, out var change))
            {
                change = (new AnswerTally(layout), new AnswerTally(layout), []);
                changed.Add(cell, change);
            }

            try
            {
                change.Now.AddPacked(tally.Counts, layout.Length);
                change.Published.AddPacked(row.Published ?? [], row.Published is null ? 0 : layout.Length);
                change.Rows.Add(tally);
            }
            catch (FormatException damage)
            {
                logger.LogError(damage, "Counts cannot be read; what is published stays: {Key}", cell);
                damaged.Add(cell);
            }
        }

        return (cells, months, [.. changed
            .Where(change => !damaged.Contains(change.Key) && SmallNumbers.MayReplace(change.Value.Published, change.Value.Now))
            .SelectMany(change => change.Value.Rows)]);
    }

    /// <summary>Two servers may come here at once: one waits for the other and then finds nothing left to do.</summary>
    private async Task PublishAsync(Unit root, int lastMonth, CancellationToken cancellationToken)
    {
        if (context.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            // A visitor does not wait for an import: with the lock taken the page is answered without publishing.
            await context.Database.OpenConnectionAsync(cancellationToken);
            await context.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout=500", cancellationToken);
            sqlite.DefaultTimeout = 1;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = '1s'", cancellationToken);
        }

        TallyRows.LockUnits(context, [root.Id]);
        var (_, months, late) = await DueAsync(root, lastMonth, cancellationToken);
        foreach (var month in months)
        {
            await CopyAsync(root, month, cancellationToken);
        }

        var known = await versions.AllAsync(cancellationToken);
        foreach (var row in late)
        {
            var nothing = new AnswerTally(TallyLayout.For(known[row.QuestionnaireVersionId].Definition)).Pack();
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO published_tallies (unit_id, month, service_id, questionnaire_version_id, class, counts, first_counts)
                VALUES ({row.UnitId}, {row.Month}, {row.ServiceId}, {row.QuestionnaireVersionId}, {(int)row.Class}, {row.Counts}, {nothing})
                ON CONFLICT (unit_id, month, service_id, questionnaire_version_id, class) DO UPDATE SET
                    counts = excluded.counts, first_counts = coalesce(published_tallies.first_counts, published_tallies.counts)
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CopyAsync(Unit root, int month, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        await foreach (var row in survey.Rows(root, month, month).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            EnsureReadable(row, TallyLayout.For(known[row.QuestionnaireVersionId].Definition));
        }

        var (from, to) = (root.Path, root.Path[..^1] + '0'); // as UnitDirectory.Within
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO published_tallies (unit_id, month, service_id, questionnaire_version_id, class, counts)
            SELECT unit_id, month, service_id, questionnaire_version_id, class, counts
            FROM tallies JOIN units ON units.id = unit_id
            WHERE month = {month} AND path >= {from} AND path < {to}
            """,
            cancellationToken);
    }
}
