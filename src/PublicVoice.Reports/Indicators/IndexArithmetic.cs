namespace PublicVoice.Reports.Indicators;

internal static class IndexArithmetic
{
    internal static SatisfactionIndex Compute(AnswerTally tally, Rational? population) => throw new InvalidOperationException($"Index of {tally.N} for {population}");
}
