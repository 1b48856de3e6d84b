using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <param name="Month">Its first day.</param>
public sealed record LedgerRow(DateOnly Month, DecisionOutcome Outcome, RejectionReason? Reason, int Count);

/// <summary>How often moderators decided what, and why: a count for everybody to see.</summary>
public sealed class ModerationLedger(PublicVoiceDbContext context)
{
    private const int Months = 12;

    /// <param name="unit">With everything below it; null for all governments.</param>
    /// <returns>Newest month first.</returns>
    public async Task<IReadOnlyList<LedgerRow>> OfAsync(Unit? unit, TimeZoneInfo zone, DateOnly today, CancellationToken cancellationToken)
    {
        var newest = new DateOnly(today.Year, today.Month, 1);
        var beginnings = Enumerable.Range(0, Months).Select(back => GovernmentTime.Utc(newest.AddMonths(-back), TimeOnly.MinValue, zone)).ToList();
        var month = string.Join(' ', beginnings.Select((_, back) => $"WHEN decided_on >= {{{back}}} THEN {back}"));
        var within = unit is null ? "" : $" AND unit_id IN (SELECT id FROM units WHERE path >= {{{Months + 1}}} AND path < {{{Months + 2}}})";
        var sql = $"SELECT CASE {month} END AS \"Back\", outcome AS \"Outcome\", reason AS \"Reason\", COUNT(*) AS \"Count\" FROM moderation_decisions "
            + $"WHERE decided_on >= {{{Months - 1}}} AND decided_on < {{{Months}}}{within} GROUP BY 1, 2, 3";
        object[] values = [.. beginnings.Cast<object>(), GovernmentTime.Utc(newest.AddMonths(1), TimeOnly.MinValue, zone), .. unit is null ? [] : new object[] { unit.Path, unit.Path[..^1] + '0' }];
        var counts = await context.Database.SqlQueryRaw<Counted>(sql, values).ToListAsync(cancellationToken);
        return [.. counts.OrderBy(row => row.Back).ThenBy(row => row.Outcome).ThenBy(row => row.Reason)
            .Select(row => new LedgerRow(newest.AddMonths(-row.Back), row.Outcome, row.Reason, (int)row.Count))];
    }

    private sealed record Counted(int Back, DecisionOutcome Outcome, RejectionReason? Reason, long Count);
}
