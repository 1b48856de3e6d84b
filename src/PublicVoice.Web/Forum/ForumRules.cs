using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>What holds for the forum of a unit.</summary>
/// <param name="ReviewDays">Working days until a moderator has decided.</param>
/// <param name="InformationDays">Working days until the office has answered a request for information.</param>
/// <param name="ComplaintDays">The same for complaints and aspirations.</param>
public sealed record ForumRule(bool IsOpen, int ReviewDays, int InformationDays, int ComplaintDays, bool NeedsApproval, bool PublishesFirst)
{
    /// <summary>Where no unit up to the government says otherwise (docs/decisions/0024-forum.md).</summary>
    public static readonly ForumRule Default = new(true, 3, 5, 14, false, false);

    /// <summary>Working days after the deadline of an answer until the head of the unit is told.</summary>
    public int HeadDays { get; init; } = 3;

    /// <summary>The same for the organisation bureau.</summary>
    public int BureauDays { get; init; } = 7;

    public int AnswerDays(PostKind kind) => kind == PostKind.InformationRequest ? InformationDays : ComplaintDays;
}

/// <summary>Finds what a unit's forum inherits, and the working days of its government.</summary>
public sealed class ForumRules(PublicVoiceDbContext context, UnitDirectory units, TimeProvider clock)
{
    public async Task<ForumRule> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var chain = await context.ForumSettings.AsNoTracking()
            .Join(context.Units.Where(other => codes.Contains(other.Code)), settings => settings.UnitId, other => other.Id, (settings, other) => new { settings, other.Path })
            .ToListAsync(cancellationToken);
        var nearestFirst = chain.OrderByDescending(row => row.Path.Length).Select(row => row.settings).ToList();
        var fallback = ForumRule.Default;
        return new ForumRule(
            Said(row => row.IsOpen, fallback.IsOpen), Said(row => row.ReviewDays, fallback.ReviewDays), Said(row => row.InformationDays, fallback.InformationDays),
            Said(row => row.ComplaintDays, fallback.ComplaintDays), Said(row => row.NeedsApproval, fallback.NeedsApproval), Said(row => row.PublishesFirst, fallback.PublishesFirst))
        {
            HeadDays = Said(row => row.HeadDays, fallback.HeadDays),
            BureauDays = Said(row => row.BureauDays, fallback.BureauDays),
        };

        T Said<T>(Func<ForumSettings, T?> what, T otherwise)
            where T : struct => nearestFirst.Select(what).FirstOrDefault(value => value is not null) ?? otherwise;
    }

    public async Task<WorkingDays> WorkingDaysAsync(Unit unit, CancellationToken cancellationToken)
    {
        var root = unit.RootCode;
        var days = await context.Holidays.Join(context.Units.Where(other => other.Code == root), day => day.UnitId, other => other.Id, (day, _) => day.Day).ToListAsync(cancellationToken);
        return new WorkingDays(days.ToHashSet());
    }

    /// <summary>The last working day of a deadline that begins now.</summary>
    public async Task<DateOnly> DeadlineAsync(Unit unit, Func<ForumRule, int> days, CancellationToken cancellationToken)
    {
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await units.SettingsAsync(unit, cancellationToken)).TimeZone);
        return (await WorkingDaysAsync(unit, cancellationToken)).Add(today, days(await OfAsync(unit, cancellationToken)));
    }
}
