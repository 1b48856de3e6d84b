using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Issuing;

/// <summary>A report that was not issued yet.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="From">First day on which it is issued: late answers are waited for until then.</param>
public sealed record DueReport(Unit Unit, DateOnly Month, DateOnly From);

/// <summary>
/// Works out which reports are due from what is subscribed and what was issued, never from a timer: a server that was off on the day catches up.
/// </summary>
public sealed class DueReports(PublicVoiceDbContext context, UnitDirectory units, UnitHistory history, ForumRules calendar, TimeProvider clock)
{
    /// <summary>Reports that are due today, oldest month first, units from the government down.</summary>
    /// <param name="month">Only of this month; null for all.</param>
    public async Task<IReadOnlyList<DueReport>> FindAsync(DateOnly? month, CancellationToken cancellationToken)
    {
        var due = new List<DueReport>();
        foreach (var root in await context.Units.AsNoTracking().Where(unit => unit.ParentId == null).OrderBy(unit => unit.Path).ToListAsync(cancellationToken))
        {
            var today = await TodayAsync(root, cancellationToken);
            due.AddRange((await OfAsync(root, cancellationToken)).Where(report => report.From <= today && (month is null || report.Month == month)));
        }

        return [.. due.OrderBy(report => report.Month).ThenBy(report => report.Unit.Path, StringComparer.Ordinal)];
    }

    /// <summary>Reports of closed months in a government that were not issued, also those that late answers are still waited for.</summary>
    public async Task<IReadOnlyList<DueReport>> OfAsync(Unit root, CancellationToken cancellationToken)
    {
        var subscriptions = await context.ReportSubscriptions.AsNoTracking()
            .Join(units.Within(root), subscription => subscription.UnitId, unit => unit.Id, (subscription, unit) => new { subscription, unit.Path }).ToListAsync(cancellationToken);
        if (subscriptions.Count == 0)
        {
            return [];
        }

        var within = await units.Within(root).AsNoTracking().OrderBy(unit => unit.Path).ToListAsync(cancellationToken);
        var byPath = subscriptions.ToDictionary(row => row.Path, row => row.subscription, StringComparer.Ordinal);
        var first = subscriptions.Min(row => row.subscription.FirstMonth);
        var issued = (await context.IssuedReports.Where(report => report.GovernmentId == root.Id && report.Month >= first).Select(report => new { report.UnitId, report.Month }).ToListAsync(cancellationToken))
            .Select(report => (report.UnitId, report.Month)).ToHashSet();
        var (days, tree, today) = (await calendar.WorkingDaysAsync(root, cancellationToken), await history.OfAsync(root, cancellationToken), await TodayAsync(root, cancellationToken));
        var due = new List<DueReport>();
        foreach (var unit in within)
        {
            if (NearestOf(unit, byPath) is not { } subscription)
            {
                continue;
            }

            for (var month = subscription.FirstMonth; month.AddMonths(1) <= today; month = month.AddMonths(1))
            {
                var last = month.AddMonths(1).AddDays(-1);
                if (!issued.Contains((unit.Id, month)) && tree.At(unit, last).Status == UnitStatus.Active)
                {
                    due.Add(new DueReport(unit, month, (subscription.WorkingDaysWaited == 0 ? last : days.Add(last, subscription.WorkingDaysWaited)).AddDays(1)));
                }
            }
        }

        return due;
    }

    public async Task<DateOnly> TodayAsync(Unit unit, CancellationToken cancellationToken) =>
        GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await units.SettingsAsync(unit, cancellationToken)).TimeZone);

    /// <summary>The unit's own, else the nearest above that says it holds for the units below.</summary>
    private static ReportSubscription? NearestOf(Unit unit, Dictionary<string, ReportSubscription> byPath)
    {
        for (var path = unit.Path; path.Length > 0; path = path[..(path.LastIndexOf('/', path.Length - 2) + 1)])
        {
            if (byPath.TryGetValue(path, out var subscription) && (path == unit.Path || subscription.WithUnitsBelow))
            {
                return subscription;
            }
        }

        return null;
    }
}
