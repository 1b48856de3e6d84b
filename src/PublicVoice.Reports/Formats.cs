using System.Globalization;

namespace PublicVoice.Reports;

/// <summary>Numbers and dates as people write them. Own tables, so that every machine prints the same.</summary>
public static class Formats
{
    private static readonly string[] IndonesianMonths =
        ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

    private static readonly string[] IndonesianShortMonths =
        ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

    private static readonly string[] IndonesianWeekdays = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    private static readonly NumberFormatInfo IndonesianNumbers =
        new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "−" };

    private static readonly NumberFormatInfo EnglishNumbers =
        new() { NumberDecimalSeparator = ".", NumberGroupSeparator = ",", NegativeSign = "−" };

    /// <summary>86,49 in Indonesian, 86.49 in English.</summary>
    public static string Number(decimal value, int decimals, Language language) => value.ToString("N" + decimals, Of(language));

    /// <summary>1.234 in Indonesian, 1,234 in English.</summary>
    public static string Count(long value, Language language) => value.ToString("N0", Of(language));

    /// <summary>+1,20 or −0,35: a difference always shows its sign; zero shows none.</summary>
    public static string Signed(decimal value, int decimals, Language language) => (value > 0 ? "+" : "") + Number(value, decimals, language);

    /// <summary>12,5 % in Indonesian, 12.5% in English.</summary>
    public static string Percent(decimal value, int decimals, Language language) =>
        Number(value, decimals, language) + (language == Language.English ? "%" : "\u00a0%");

    /// <summary>21 November 2026, in both languages.</summary>
    public static string Day(DateOnly day, Language language) => $"{day.Day}\u00a0{MonthName(day.Month, language)} {day.Year}";

    /// <summary>Senin, Monday.</summary>
    public static string Weekday(DateOnly day, Language language) =>
        language == Language.English ? CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day.DayOfWeek) : IndonesianWeekdays[(int)day.DayOfWeek];

    /// <summary>09.30 in Indonesian, 09:30 in English.</summary>
    public static string Time(TimeOnly time, Language language) => $"{time.Hour:00}{(language == Language.English ? ':' : '.')}{time.Minute:00}";

    /// <summary>November 2026.</summary>
    public static string Month(DateOnly day, Language language) => $"{MonthName(day.Month, language)} {day.Year}";

    /// <summary>Nov 26, for axes.</summary>
    public static string ShortMonth(DateOnly day, Language language) =>
        (language == Language.English ? CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(day.Month) : IndonesianShortMonths[day.Month - 1])
        + $" {day.Year % 100:00}";

    private static string MonthName(int month, Language language) =>
        language == Language.English ? CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month) : IndonesianMonths[month - 1];

    private static NumberFormatInfo Of(Language language) => language == Language.English ? EnglishNumbers : IndonesianNumbers;
}
