namespace PublicVoice.Reports.Indicators;

/// <summary>95 % interval of an index on the index scale, clipped to it.</summary>
/// <param name="StandardError">Of the index, in index points, finite-population factor included.</param>
public sealed record Interval(decimal Low, decimal High, double StandardError)
{
    public bool Overlaps(Interval other) => Low <= other.High && other.Low <= High;
}

/// <summary>Result of one element. Everything is null when nobody answered it (tidak dinilai).</summary>
/// <param name="N">Responses with a scored answer to at least one question of the element.</param>
/// <param name="Mean">NRR, three decimals.</param>
/// <param name="Weighted">Mean / number of answered elements, three decimals.</param>
/// <param name="Index">100 / highest score × exact mean, two decimals, half up.</param>
/// <param name="StandardError">Of <paramref name="Index"/>, in index points; null for n &lt; 5 or no variance.</param>
public sealed record ElementScore(
    string Code,
    long N,
    decimal? Mean,
    decimal? Weighted,
    decimal? Index,
    QualityGrade? Grade,
    double? StandardError)
{
    /// <summary>Standard error by which a change is judged; see <see cref="SatisfactionIndex.ChangeError"/>.</summary>
    public double? ChangeError { get; init; }
}
