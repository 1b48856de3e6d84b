using System.Globalization;

namespace PublicVoice.Web.Units;

/// <summary>When an office is open, by day of the week.</summary>
/// <param name="Days">Seven, Monday first; null on a day it is closed.</param>
public sealed record OpeningHours(IReadOnlyList<OpenSpan?> Days)
{
    private const char Between = ';';

    /// <summary>Before and after, a rating is still one of somebody who was just served.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>The stored form, such as "08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-11:30;;".</summary>
    /// <returns>Null for what is none, or where nothing is stored.</returns>
    public static OpeningHours? Read(string? stored)
    {
        var days = stored?.Split(Between).Select(day => (Text: day, Span: OpenSpan.Read(day))).ToList() ?? [];
        return days.Count == 7 && days.TrueForAll(day => day.Span is not null || day.Text.Length == 0) ? new OpeningHours([.. days.Select(day => day.Span)]) : null;
    }

    public override string ToString() => string.Join(Between, Days);

    public bool IsOpen(DateTime local) =>
        Days[((int)local.DayOfWeek + 6) % 7] is { } span && local.TimeOfDay >= span.From.ToTimeSpan() - Margin && local.TimeOfDay <= span.To.ToTimeSpan() + Margin;
}

public sealed record OpenSpan(TimeOnly From, TimeOnly To)
{
    /// <summary>Such as 08:00-16:00, 8.00–16.00 or 8:00 - 16:00; null for anything else.</summary>
    public static OpenSpan? Read(string typed)
    {
        var parts = typed.Replace('–', '-').Replace('.', ':').Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Time(parts[0]) is { } from && Time(parts[1]) is { } to && from < to ? new OpenSpan(from, to) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{To:HH\\:mm}");

    private static TimeOnly? Time(string typed) =>
        TimeOnly.TryParseExact(typed, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
