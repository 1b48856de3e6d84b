using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Units;

/// <summary>Reads what units were, and keeps it when they change.</summary>
public sealed class UnitHistory(PublicVoiceDbContext context)
{
    private readonly Dictionary<string, TreeHistory> known = new(StringComparer.Ordinal);

    /// <summary>History of the government that the unit belongs to.</summary>
    public async Task<TreeHistory> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(unit.RootCode, out var history))
        {
            var code = unit.RootCode;
            var root = context.Units.Where(other => other.Code == code).Select(other => other.Id);
            var places = await context.FormerPlacements.AsNoTracking().Where(place => root.Contains(place.GovernmentId)).ToListAsync(cancellationToken);
            var (from, to) = (code + "/", code + "0"); // as UnitDirectory.Within
            var now = places.Count == 0 ? [] : await context.Units.Where(other => string.Compare(other.Path, from) >= 0 && string.Compare(other.Path, to) < 0)
                .Select(other => new UnitThen(other.Id, other.ParentId, other.Path, other.Code, other.Name, other.Status)).ToListAsync(cancellationToken);
            history = new TreeHistory(
                now,
                places,
                await context.FormerServices.AsNoTracking().Where(service => root.Contains(service.GovernmentId)).ToListAsync(cancellationToken),
                await context.UnitSuccessions.AsNoTracking().Where(row => root.Contains(row.GovernmentId)).ToListAsync(cancellationToken));
            known.Add(code, history);
        }

        return history;
    }

    /// <summary>What units are before they are changed.</summary>
    /// <param name="day">First day of the new state.</param>
    public static IReadOnlyList<FormerPlacement> Of(IEnumerable<Unit> units, int governmentId, DateOnly day) =>
        [.. units.Select(unit => new FormerPlacement
        {
            UnitId = unit.Id,
            Until = day,
            GovernmentId = governmentId,
            ParentId = unit.ParentId,
            Path = unit.Path,
            Name = unit.Name,
            Status = unit.Status,
        })];

    public static IReadOnlyList<FormerService> Of(IEnumerable<Service> services, int governmentId, DateOnly day) =>
        [.. services.Select(service => new FormerService
        {
            ServiceId = service.Id,
            Until = day,
            GovernmentId = governmentId,
            Name = service.Name,
            ServedPerYear = service.ServedPerYear,
            Archived = service.Archived,
        })];

    /// <summary>
    /// Keeps what units were, where they are something else now; the caller saves. A day before an earlier change of the same unit counts as
    /// the day of that change.
    /// </summary>
    /// <param name="before">From before the change.</param>
    /// <param name="now">The same units as they are about to be saved.</param>
    public async Task KeepAsync(IReadOnlyCollection<FormerPlacement> before, IReadOnlyDictionary<int, Unit> now, CancellationToken cancellationToken)
    {
        var changed = before.Where(place => now[place.UnitId] is var unit
            && (place.Path != unit.Path || place.Name != unit.Name || place.Status != unit.Status)).ToList();
        var ids = changed.ConvertAll(place => place.UnitId);
        var kept = (await context.FormerPlacements.Where(place => ids.Contains(place.UnitId)).Select(place => new { place.UnitId, place.Until }).ToListAsync(cancellationToken)).ToLookup(place => place.UnitId, place => place.Until);
        context.AddRange(changed.Where(place => !kept[place.UnitId].Any(until => until >= place.Until)));
        known.Clear();
    }

    /// <summary>The same for services. A number of people served that nobody knew before counts for what is over, too.</summary>
    public async Task KeepAsync(IReadOnlyCollection<FormerService> before, IReadOnlyDictionary<int, Service> now, CancellationToken cancellationToken)
    {
        var changed = before.Where(then => now[then.ServiceId] is var service
            && (then.Name != service.Name || (then.ServedPerYear is not null && then.ServedPerYear != service.ServedPerYear) || then.Archived != service.Archived)).ToList();
        var ids = changed.ConvertAll(service => service.ServiceId);
        var kept = (await context.FormerServices.Where(service => ids.Contains(service.ServiceId)).Select(service => new { service.ServiceId, service.Until }).ToListAsync(cancellationToken)).ToLookup(service => service.ServiceId, service => service.Until);
        context.AddRange(changed.Where(service => !kept[service.ServiceId].Any(until => until >= service.Until)));
        known.Clear();
    }

    /// <summary>Makes a change of units one that always was so: what is kept of earlier times follows it; the caller saves.</summary>
    /// <param name="before">From before the change.</param>
    /// <param name="now">The same units as they are about to be saved.</param>
    public async Task CorrectAsync(IReadOnlyCollection<FormerPlacement> before, IReadOnlyDictionary<int, Unit> now, CancellationToken cancellationToken)
    {
        var ids = before.Where(place => now[place.UnitId] is var unit && (place.Path != unit.Path || place.Name != unit.Name)).Select(place => place.UnitId).ToList();
        var were = before.ToDictionary(place => place.UnitId);
        foreach (var kept in await context.FormerPlacements.Where(place => ids.Contains(place.UnitId)).ToListAsync(cancellationToken))
        {
            var (was, unit) = (were[kept.UnitId], now[kept.UnitId]);
            kept.Name = kept.Name == was.Name ? unit.Name : kept.Name;
            if (kept.Path == was.Path)
            {
                (kept.Path, kept.ParentId) = (unit.Path, unit.ParentId);
            }
        }

        known.Clear();
    }

    /// <summary>The same for services.</summary>
    public async Task CorrectAsync(IReadOnlyCollection<FormerService> before, IReadOnlyDictionary<int, Service> now, CancellationToken cancellationToken)
    {
        var were = before.Where(then => now[then.ServiceId] is var service && (then.Name != service.Name || then.ServedPerYear != service.ServedPerYear)).ToDictionary(then => then.ServiceId);
        var ids = were.Keys.ToList();
        foreach (var kept in await context.FormerServices.Where(then => ids.Contains(then.ServiceId)).ToListAsync(cancellationToken))
        {
            var (was, service) = (were[kept.ServiceId], now[kept.ServiceId]);
            kept.Name = kept.Name == was.Name ? service.Name : kept.Name;
            kept.ServedPerYear = kept.ServedPerYear == was.ServedPerYear ? service.ServedPerYear : kept.ServedPerYear;
        }

        known.Clear();
    }
}
