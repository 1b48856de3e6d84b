namespace PublicVoice.Reports.Indicators;

/// <summary>The satisfaction index (IKM) of pooled responses with its elements. See docs/method.md.</summary>
public sealed record SatisfactionIndex
{
    /// <summary>Usable responses.</summary>
    public required long N { get; init; }

    /// <summary>Two decimals, rounded once half up; null when n = 0.</summary>
    public required decimal? Value { get; init; }

    /// <summary>Sum of the weighted means of all answered elements, exact, rounded once to three decimals; null when n = 0.</summary>
    public decimal? WeightedSum { get; init; }
    public required QualityGrade? Grade { get; init; }

    /// <summary>Null for n &lt; 5, zero variance, or a sample as large as the population.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>
    /// Standard error by which a change is judged, in index points: that of the interval where there is one; for n ≥ N without the
    /// factor for finite populations; for zero variance that of the sample with one more response from the far end of the scale.
    /// Null for n &lt; 5.
    /// </summary>
    public double? ChangeError { get; init; }

    /// <summary>Instrument order; unanswered elements included with null results.</summary>
    public required IReadOnlyList<ElementScore> Elements { get; init; }

    /// <summary>Sample target for the population; null where that is unknown.</summary>
    public required int? Target { get; init; }

    /// <summary>True when n reaches min(30, target): only then may screens and reports put the number into a headline.</summary>
    public required bool Headline { get; init; }

    /// <param name="population">People served in the period (N), exact; null where unknown.</param>
    public static SatisfactionIndex Of(AnswerTally tally, Rational? population) => IndexArithmetic.Compute(tally, population);
}
