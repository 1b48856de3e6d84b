using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Units;

/// <summary>Months, both included, during which the tree stayed the same.</summary>
/// <param name="FromMonth">Year × 100 + month.</param>
/// <param name="Day">Last day of the first of the months.</param>
public sealed record TreeStretch(int FromMonth, int ToMonth, DateOnly Day)
{
    public Period Days => new(new DateOnly(FromMonth / 100, FromMonth % 100, 1), TreeHistory.LastDay(ToMonth));

    /// <summary>What of some days lies in these months.</summary>
    public Period Of(Period days) => new(days.From > Days.From ? days.From : Days.From, days.To < Days.To ? days.To : Days.To);
}

/// <summary>A unit as it was at the end of a month.</summary>
public sealed record UnitThen(int Id, int? ParentId, string Path, string Code, string Name, UnitStatus Status);

/// <summary>
/// The tree of a government in time. A month is counted in the tree of its last day, so that a closed month never changes when units are
/// merged, split, renamed or moved later. Everything that did not change is as it is now.
/// </summary>
/// <param name="now">Every unit of the government as it is; may be empty where nothing ever changed.</param>
public sealed class TreeHistory(
    IReadOnlyCollection<UnitThen> now, IEnumerable<FormerPlacement> places, IEnumerable<FormerService> services, IReadOnlyList<UnitSuccession> successions)
{
    private readonly Dictionary<int, UnitThen> now = now.ToDictionary(unit => unit.Id);
    private readonly Dictionary<DateOnly, Dictionary<int, UnitThen>> byDay = [];
    private readonly Dictionary<int, FormerPlacement[]> places = places.GroupBy(place => place.UnitId)
        .ToDictionary(unit => unit.Key, unit => unit.OrderBy(place => place.Until).ToArray());

    private readonly Dictionary<int, FormerService[]> services = services.GroupBy(service => service.ServiceId)
        .ToDictionary(service => service.Key, service => service.OrderBy(row => row.Until).ToArray());

    public IReadOnlyList<UnitSuccession> Successions => successions;

    /// <summary>Ids of the units that have been something else.</summary>
    public IEnumerable<int> ChangedUnits => places.Keys;

    public static DateOnly LastDay(int month) => new DateOnly(month / 100, month % 100, 1).AddMonths(1).AddDays(-1);

    /// <returns>Null where the unit was then what it is now.</returns>
    public UnitThen? At(int unitId, DateOnly day) => Then(day).GetValueOrDefault(unitId);

    public UnitThen At(Unit unit, DateOnly day) => At(unit.Id, day) ?? new UnitThen(unit.Id, unit.ParentId, unit.Path, unit.Code, unit.Name, unit.Status);

    /// <summary>
    /// Units that were something else on a day. What lay below a unit that was elsewhere was there too, also where it was added later and has
    /// no history of its own: places follow from parents, not from the paths that were kept.
    /// </summary>
    private Dictionary<int, UnitThen> Then(DateOnly day)
    {
        if (byDay.TryGetValue(day, out var then))
        {
            return then;
        }

        then = [];
        byDay.Add(day, then);
        var own = places.Select(unit => Array.Find(unit.Value, place => place.Until > day)).OfType<FormerPlacement>().ToDictionary(place => place.UnitId);
        var known = new Dictionary<int, UnitThen>();
        foreach (var id in own.Count == 0 ? [] : now.Keys.ToList())
        {
            Find(id);
        }

        return then;

        UnitThen Find(int id)
        {
            if (known.TryGetValue(id, out var found))
            {
                return found;
            }

            var (unit, was) = (now[id], own.GetValueOrDefault(id));
            known.Add(id, unit); // corrections may have made a circle of what was and what is
            var parent = was is null ? unit.ParentId : was.ParentId;
            var path = $"{(parent is { } above && now.ContainsKey(above) ? Find(above).Path : "")}{unit.Code}/";
            found = was is null ? unit with { Path = path } : new UnitThen(id, parent, path, unit.Code, was.Name, was.Status);
            known[id] = found;
            if (found != unit)
            {
                then.Add(id, found);
            }

            return found;
        }
    }

    public FormerService? ServiceAt(int serviceId, DateOnly day) =>
        services.TryGetValue(serviceId, out var known) ? Array.Find(known, service => service.Until > day) : null;

    /// <summary>Days on which something changed, in order.</summary>
    public IEnumerable<DateOnly> Days => places.Values.SelectMany(rows => rows.Select(row => row.Until)).Concat(services.Values.SelectMany(rows => rows.Select(row => row.Until)))
        .Distinct().Order();

    /// <summary>Cuts months where the tree changed.</summary>
    public IReadOnlyList<TreeStretch> Stretches(int fromMonth, int toMonth)
    {
        int[] starts = [.. Days.Select(TallyKey.MonthOf).Where(month => month > fromMonth && month <= toMonth).Prepend(fromMonth).Distinct()];
        return [.. starts.Select((start, i) => new TreeStretch(start, i + 1 < starts.Length ? Before(starts[i + 1]) : toMonth, LastDay(start)))];
    }

    /// <summary>The unit and everything that was below it on a day.</summary>
    public IQueryable<Unit> Within(IQueryable<Unit> units, Unit unit, DateOnly day)
    {
        var path = At(unit, day).Path;
        var (from, to) = (path, path[..^1] + '0'); // as UnitDirectory.Within
        var then = Then(day).Values;
        if (then.Count == 0)
        {
            return units.Where(other => string.Compare(other.Path, from) >= 0 && string.Compare(other.Path, to) < 0);
        }

        var elsewhere = then.Where(place => now[place.Id].Path.StartsWith(path, StringComparison.Ordinal) && !place.Path.StartsWith(path, StringComparison.Ordinal)).Select(place => place.Id).ToList();
        var inside = then.Where(place => place.Path.StartsWith(path, StringComparison.Ordinal) && !now[place.Id].Path.StartsWith(path, StringComparison.Ordinal)).Select(place => place.Id).ToList();
        return units.Where(other => (string.Compare(other.Path, from) >= 0 && string.Compare(other.Path, to) < 0 && !elsewhere.Contains(other.Id)) || inside.Contains(other.Id));
    }

    /// <summary>
    /// Units that together are what the unit is on a later day: itself and, before a merger, those that were merged into it. None lies
    /// below another.
    /// </summary>
    /// <param name="known">Units of the government by id.</param>
    public IReadOnlyList<Unit> Together(Unit unit, DateOnly day, DateOnly later, IReadOnlyDictionary<int, Unit> known)
    {
        var found = new List<Unit>();
        Add(unit);
        return [.. found.Where(one => !found.Exists(other => other != one && At(one, day).Path.StartsWith(At(other, day).Path, StringComparison.Ordinal)))];

        void Add(Unit one)
        {
            if (found.Exists(other => other.Id == one.Id))
            {
                return;
            }

            found.Add(one);
            foreach (var merged in successions.Where(row => row.SuccessorId == one.Id && row is { Kind: SuccessionKind.Merge, IsDirect: true } && row.Day > day && row.Day <= later))
            {
                Add(known[merged.UnitId]);
            }
        }
    }

    private static int Before(int month) => month % 100 == 1 ? month - 89 : month - 1;
}
