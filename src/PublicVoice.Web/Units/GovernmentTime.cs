namespace PublicVoice.Web.Units;

/// <summary>Days and months are cut in the time zone of the government.</summary>
public static class GovernmentTime
{
    // Indonesia has no daylight saving time; these serve where the machine has no time zone database.
    private static readonly Dictionary<string, int> IndonesianOffsets = new(StringComparer.Ordinal)
    {
        ["Asia/Jakarta"] = 7,
        ["Asia/Pontianak"] = 7,
        ["Asia/Makassar"] = 8,
        ["Asia/Jayapura"] = 9,
    };

    /// <exception cref="TimeZoneNotFoundException">The name is unknown.</exception>
    public static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : IndonesianOffsets.TryGetValue(name, out var hours)
                ? TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromHours(hours), name, name)
                : throw new TimeZoneNotFoundException($"Unknown time zone \"{name}\".");

    public static bool IsKnown(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) || IndonesianOffsets.ContainsKey(name);

    public static DateTime Local(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);

    public static DateOnly Day(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(Local(utc, zone));

    /// <summary>WIB, WITA, WIT; another offset as UTC+01:00.</summary>
    public static string Abbreviation(TimeSpan offset) => offset.TotalHours switch
    {
        7 => "WIB",
        8 => "WITA",
        9 => "WIT",
        _ => $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}",
    };

    public static DateTime Utc(DateOnly day, TimeOnly time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), zone);
}
