using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Demonstration;

/// <summary>One unit of a city with what its simulated citizens think of it.</summary>
/// <param name="Weight">Its share of the answers, relative to the other units.</param>
/// <param name="Trend">How the unit moves.</param>
internal sealed record SimulatedUnit(Unit Unit, Service[] Services, LoadedVersion Version, TimeZoneInfo Zone, double Weight, UnitTrend Trend, int? AtMost = null);

internal enum UnitTrend
{
    Steady,
    Improving,
    Falling,

    /// <summary>Somebody once filled in many forms within an hour.</summary>
    Burst,
}

/// <summary>How many answers each unit gets in each month.</summary>
internal static class SimulatedCity
{
    private const int FewResponses = 3;

    /// <summary>
    /// The units that have services, in the order of their codes: the first kinds are given to offices every city has, the last unit
    /// has no answers and the one before it three.
    /// </summary>
    public static List<SimulatedUnit> Units(IEnumerable<(Unit Unit, Service[] Services, LoadedVersion Version, TimeZoneInfo Zone)> found, ulong seed)
    {
        var units = found.Where(entry => entry.Services.Length > 0).OrderBy(entry => entry.Unit.Code, StringComparer.Ordinal).ToList();
        return [.. units.Select((entry, at) =>
        {
            var served = entry.Services.Sum(service => service.ServedPerYear ?? 1000);
            var dice = Dice.Of(seed, entry.Unit.Code);
            var (trend, busyness) = entry.Unit.Code[(entry.Unit.Code.IndexOf('-', StringComparison.Ordinal) + 1)..] switch
            {
                "disdukcapil" => (UnitTrend.Improving, 4.0),
                "rsud" => (UnitTrend.Falling, 8.0),
                "dishub" => (UnitTrend.Burst, 2.0),
                _ => (UnitTrend.Steady, 1.0),
            };
            var weight = busyness * Math.Sqrt(served) * (0.5 + dice.Unit());
            var atMost = units.Count < 3 ? (int?)null : (units.Count - at) switch { 1 => 0, 2 => FewResponses, _ => null };
            return new SimulatedUnit(entry.Unit, entry.Services, entry.Version, entry.Zone, atMost is null ? weight : 0, trend, atMost);
        })];
    }

    /// <summary>Splits the wanted number over months and units; the sum is exact but for the units that get few.</summary>
    public static IEnumerable<(DateOnly Month, int MonthsAgo, SimulatedUnit Unit, int Count)> Plan(
        IReadOnlyList<SimulatedUnit> units, DateOnly currentMonth, int months, int responses)
    {
        var all = Enumerable.Range(0, months + 1).Select(back => (MonthsAgo: months - back, Month: currentMonth.AddMonths(back - months))).ToList();
        var sum = all.Sum(month => Busyness(month.Month)) * units.Sum(unit => unit.Weight);
        var (reached, given) = (0.0, 0L);
        foreach (var (monthsAgo, month) in all)
        {
            foreach (var unit in units)
            {
                reached += sum == 0 ? 0 : responses * Busyness(month) * unit.Weight / sum;
                var count = (int)((long)Math.Round(reached) - given);
                given += count;
                yield return (month, monthsAgo, unit, unit.AtMost is { } most && responses > 0 ? (monthsAgo == 1 ? most : 0) : count);
            }
        }
    }

    private static double Busyness(DateOnly month) => month.Month switch { 6 or 7 => 1.25, 12 => 0.8, 4 => 0.9, _ => 1 };
}
