using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Integrity;

/// <summary>Hours that brought far more responses than the others of their month.</summary>
public static class Bursts
{
    /// <summary>Fewer in an hour are never a burst: one busy counter can bring them.</summary>
    public const int FewestResponses = 10;

    /// <summary>
    /// How many times the median of the month's active hours an hour must reach, and also of the same clock hour on the other days: the rush of
    /// every morning is no burst.
    /// </summary>
    public const int TimesMedian = 6;

    private const int HoursPerDay = 24;

    /// <summary>Burst hours in time order; none where times are unknown.</summary>
    /// <param name="month">Counts of one unit within one month.</param>
    public static IReadOnlyList<BurstHour> In(AnswerTally month) => In([.. Enumerable.Range(0, TallyLayout.HoursPerMonth).Select(month.HourCount)]);

    /// <param name="month">Responses of one unit in each hour of one month, from its first.</param>
    public static IReadOnlyList<BurstHour> In(IReadOnlyList<long> month)
    {
        var hours = month.Select((responses, hour) => new BurstHour(hour, responses))
            .Where(hour => hour.Responses > 0)
            .ToList();
        var atClockHour = hours.ToLookup(hour => hour.HourOfMonth % HoursPerDay);
        return [.. hours.Where(hour => hour.Responses >= FewestResponses
            && Reaches(hour, hours)
            && Reaches(hour, atClockHour[hour.HourOfMonth % HoursPerDay].Where(other => other != hour)))];
    }

    private static bool Reaches(BurstHour hour, IEnumerable<BurstHour> usual)
    {
        var sorted = usual.Select(other => other.Responses).Order().ToList();

        // Twice the median, so that an even number of hours needs no fraction.
        return sorted.Count == 0 || hour.Responses * 2 >= TimesMedian * (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]);
    }
}
