using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Integrity;

/// <summary>The month that is looked at, from the address.</summary>
public static class ReviewedPeriod
{
    private const int MonthsOffered = 25;

    /// <summary>The month typed as 2026-11; else the one that is running.</summary>
    public static Period Of(string? typed, DateOnly today) =>
        DateOnly.TryParseExact(typed + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first <= today && first.Year >= 2000
            ? Period.Month(first.Year, first.Month)
            : Period.Month(today.Year, today.Month);

    public static string Text(Period month) => month.From.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static IEnumerable<SelectListItem> Items(Period chosen, DateOnly today, Language language) =>
        Enumerable.Range(0, MonthsOffered).Select(back => new DateOnly(today.Year, today.Month, 1).AddMonths(-back)).Append(chosen.From).Distinct().OrderDescending()
            .Select(month => new SelectListItem(Formats.Month(month, language), month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month == chosen.From));

    public static DateOnly Today(TimeProvider clock, TimeZoneInfo zone) => GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, zone);
}
