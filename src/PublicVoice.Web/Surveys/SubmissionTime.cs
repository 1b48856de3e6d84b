using System.Globalization;
using System.Runtime.InteropServices;
using PublicVoice.Reports;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>When a response in a file was given.</summary>
/// <param name="LocalHour">Null where only the day is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SubmissionTime(DateTime Utc, DateOnly LocalDay, int? LocalHour)
{
    /// <summary>Older answers are mistakes: the first national rule for these surveys is of 2004.</summary>
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] WithOffset = [.. Local.Select(form => form + "zzz")];

    /// <returns>The time, or why the text is none.</returns>
    public static (SubmissionTime Time, LocalText? Problem) Read(string text, TimeZoneInfo zone, DateTime utcNow)
    {
        SubmissionTime time;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            time = new SubmissionTime(day < Earliest ? DateTime.UnixEpoch : GovernmentTime.Utc(day, new TimeOnly(12, 0), zone), day, null);
            return Check(time, day > GovernmentTime.Day(utcNow, zone));
        }

        var iso = text.Replace(' ', 'T');
        iso = iso.EndsWith('Z') ? $"{iso[..^1]}+00:00" : iso;
        DateTime utc;
        if (DateTimeOffset.TryParseExact(iso, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            utc = instant.UtcDateTime;
        }
        else if (DateTime.TryParseExact(iso, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && !zone.IsInvalidTime(local))
        {
            utc = TimeZoneInfo.ConvertTimeToUtc(local, zone);
        }
        else
        {
            return (default, new(
                $"{ImportText.Quote(text)} bukan tanggal seperti 2026-03-15 atau waktu seperti 2026-03-15T09:30 atau 2026-03-15T09:30:00+07:00",
                $"{ImportText.Quote(text)} is not a date such as 2026-03-15 or a time such as 2026-03-15T09:30 or 2026-03-15T09:30:00+07:00"));
        }

        utc = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond)); // what both databases keep
        var there = GovernmentTime.Local(utc, zone);
        time = new SubmissionTime(utc, DateOnly.FromDateTime(there), there.Hour);
        return Check(time, utc > utcNow);

        (SubmissionTime, LocalText?) Check(SubmissionTime read, bool future) => (
            read,
            future ? new($"{ImportText.Quote(text)} belum terjadi", $"{ImportText.Quote(text)} lies in the future")
            : read.LocalDay < Earliest ? new($"{ImportText.Quote(text)} sebelum {Earliest:yyyy-MM-dd}", $"{ImportText.Quote(text)} lies before {Earliest:yyyy-MM-dd}")
            : null);
    }

    /// <summary>The form in files: the day alone where only that is known, else the local time with its offset.</summary>
    public static string Write(DateTime utc, DateOnly localDay, bool timeKnown, TimeZoneInfo zone) => timeKnown
        ? TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), zone).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture)
        : localDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
