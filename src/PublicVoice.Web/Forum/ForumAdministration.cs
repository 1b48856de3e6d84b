using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>What administrators set: rules of a unit's forum and the holidays of a government.</summary>
public sealed class ForumAdministration(PublicVoiceDbContext context, AuditLog audit)
{
    public async Task<ForumSettings> SettingsAsync(Unit unit, CancellationToken cancellationToken) =>
        await context.ForumSettings.AsNoTracking().SingleOrDefaultAsync(settings => settings.UnitId == unit.Id, cancellationToken) ?? new ForumSettings { UnitId = unit.Id };

    public async Task ChangeAsync(Unit unit, Action<ForumSettings> change, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var settings = await context.ForumSettings.SingleOrDefaultAsync(settings => settings.UnitId == unit.Id, cancellationToken);
        var before = settings is null ? null : Facts(settings);
        if (settings is null)
        {
            settings = new ForumSettings { UnitId = unit.Id };
            context.Add(settings);
        }

        change(settings);
        await audit.SaveAsync(new("forum.changed", UnitAdministration.Named(unit), unit.Path, StaffTask.ManageForum, before, Facts(settings)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task<List<Holiday>> HolidaysAsync(Unit root, int year, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return context.Holidays.AsNoTracking().Where(day => day.UnitId == root.Id && day.Day >= first && day.Day <= last).OrderBy(day => day.Day).ToListAsync(cancellationToken);
    }

    /// <summary>Sets the holidays of a year. Deadlines that were given out stay.</summary>
    public async Task SetHolidaysAsync(Unit root, int year, IReadOnlyDictionary<DateOnly, string> days, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var known = (await HolidaysAsync(root, year, cancellationToken)).ToDictionary(day => day.Day, day => day.Name);
        var ids = known.Keys.ToList();
        await context.Holidays.Where(day => day.UnitId == root.Id && ids.Contains(day.Day)).ExecuteDeleteAsync(cancellationToken);
        context.AddRange(days.Select(day => new Holiday { UnitId = root.Id, Day = day.Key, Name = day.Value }));
        await audit.SaveAsync(new("holidays.changed", $"{UnitAdministration.Named(root)} {year}", root.Path, StaffTask.ManageForum, Facts(known), Facts(days)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static object Facts(ForumSettings settings) => new
    {
        open = settings.IsOpen,
        review_days = settings.ReviewDays,
        information_days = settings.InformationDays,
        complaint_days = settings.ComplaintDays,
        head_days = settings.HeadDays,
        bureau_days = settings.BureauDays,
        needs_approval = settings.NeedsApproval,
        publishes_first = settings.PublishesFirst,
    };

    private static object Facts(IReadOnlyDictionary<DateOnly, string> days) => new { days = days.Count, list = string.Join("; ", days.OrderBy(day => day.Key).Select(day => $"{day.Key:yyyy-MM-dd} {day.Value}")) };
}
