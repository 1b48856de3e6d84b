using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <param name="Month">Its first day.</param>
public sealed record LedgerRow(DateOnly Month, DecisionOutcome Outcome, RejectionReason? Reason, int Count);

/// <summary>How often moderators decided what, and why: a count for everybody to see.</summary>
public sealed class ModerationLedger(PublicVoiceDbContext context, UnitDirectory directory)
{
    private const int Months = 12;

    /// <param name="unit">With everything below it; null for all governments.</param>
    /// <returns>Newest month first.</returns>
    public async Task<IReadOnlyList<LedgerRow>> OfAsync(Unit? unit, TimeZoneInfo zone, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        for (var back = 0; back < Months; back++)
        {
            var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-back);
            var (from, to) = (GovernmentTime.Utc(month, TimeOnly.MinValue, zone), GovernmentTime.Utc(month.AddMonths(1), TimeOnly.MinValue, zone));
            var decisions = context.ModerationDecisions.Where(decision => decision.DecidedOn >= from && decision.DecidedOn < to);
            if (unit is not null)
            {
                decisions = decisions.Where(decision => directory.Within(unit).Any(within => within.Id == decision.UnitId));
            }

            var counts = await decisions.GroupBy(decision => new { decision.Outcome, decision.Reason })
                .Select(group => new { group.Key.Outcome, group.Key.Reason, Count = group.Count() }).ToListAsync(cancellationToken);
            rows.AddRange(counts.OrderBy(row => row.Outcome).ThenBy(row => row.Reason).Select(row => new LedgerRow(month, row.Outcome, row.Reason, row.Count)));
        }

        return rows;
    }
}
