namespace PublicVoice.Reports.Indicators;

/// <summary>
/// How many responses a unit needs. Source: R. V. Krejcie and D. W. Morgan, Determining Sample Size for Research Activities,
/// Educational and Psychological Measurement 30 (1970), as the annex of PermenPANRB 14/2017 uses it.
/// </summary>
public static class SampleSize
{
    /// <summary>
    /// S = χ² N P(1−P) / (d²(N−1) + χ² P(1−P)) with χ² = 3.841, P = 0.5, d = 0.05, rounded half up; 0 for a population of 0.
    /// </summary>
    /// <param name="population">People served in the period (N). For a pooled unit the pooled N: targets are never added up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The population is negative.</exception>
    public static int Target(Rational population)
    {
        if (population < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(population), population, "A population cannot be negative.");
        }

        return (int)(population * 3841 / ((population * 10) + 3831)).Round(0);
    }

    /// <summary>Whether so many responses carry a headline: min(30, target) or more.</summary>
    /// <param name="population">People served in the period (N); null where unknown.</param>
    public static bool IsHeadline(long n, Rational? population) =>
        n >= IndexArithmetic.HeadlineMinimum(population is { } known ? Target(known) : null);

    /// <summary>People served in a period, from the yearly count: served × days / 365, exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static Rational Population(long servedPerYear, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(servedPerYear);
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return new Rational((System.Numerics.BigInteger)servedPerYear * days, 365);
    }
}
