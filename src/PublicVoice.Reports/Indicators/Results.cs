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
    double? StandardError);

public enum ChangeDirection
{
    /// <summary>There is no earlier result, or one of the two is too small (n &lt; 5).</summary>
    NotComparable,
    Up,
    Down,

    /// <summary>The difference does not exceed its noise.</summary>
    TooCloseToSay,
}

/// <summary>Difference to an earlier period.</summary>
/// <param name="Difference">Later minus earlier of the rounded index values, in index points; null when not comparable.</param>
/// <param name="Noise">Half width within which a difference is not told from chance, in index points.</param>
public sealed record Change(ChangeDirection Direction, decimal? Earlier, decimal? Difference, decimal? Noise)
{
    public static readonly Change NotComparable = new(ChangeDirection.NotComparable, null, null, null);
}
