namespace PublicVoice.Reports.Indicators;

/// <summary>A letter of the quality table with the closed range of rounded index values (two decimals) that it covers.</summary>
public sealed record QualityGrade(string Letter, decimal From, decimal To, LocalText Performance);

/// <summary>Quality grades (mutu pelayanan) of one questionnaire version, best first.</summary>
/// <remarks>Source of the standard table: PermenPANRB 14/2017, annex, table II.</remarks>
public sealed class QualityTable
{
    public QualityTable(IEnumerable<QualityGrade> grades)
    {
        Grades = [.. grades.OrderByDescending(grade => grade.From)];
        if (Grades.Count == 0)
        {
            throw new ArgumentException("A quality table needs at least one grade.", nameof(grades));
        }
    }

    public IReadOnlyList<QualityGrade> Grades { get; }

    /// <param name="roundedIndex">An index already rounded to two decimals; the printed limits leave no gap between such values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value lies below the table.</exception>
    public QualityGrade Classify(decimal roundedIndex) =>
        Grades.FirstOrDefault(grade => roundedIndex >= grade.From)
        ?? throw new ArgumentOutOfRangeException(nameof(roundedIndex), roundedIndex, "Below the lowest grade of the quality table.");
}
