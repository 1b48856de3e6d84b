using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>Fills a unit's pattern for document numbers.</summary>
public static class DocumentNumber
{
    /// <summary>Stands for a number that is given only when a report is issued; on paper it is written in by hand.</summary>
    private const string Open = "…";

    private static readonly string[] Roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

    /// <param name="pattern">Text with {number}, {unit} (code in capitals), {month} (01–12), {month-roman} and {year}; anything else stays as it is.</param>
    /// <param name="month">Any day of the month of the report.</param>
    /// <param name="number">Running number; null before the report is issued.</param>
    public static string? Of(string? pattern, Unit unit, DateOnly month, int? number) => pattern?
        .Replace("{number}", number?.ToString() ?? Open, StringComparison.Ordinal)
        .Replace("{unit}", unit.Code.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("{month}", month.Month.ToString("00"), StringComparison.Ordinal)
        .Replace("{month-roman}", Roman[month.Month - 1], StringComparison.Ordinal)
        .Replace("{year}", month.Year.ToString("0000"), StringComparison.Ordinal);
}
