namespace PublicVoice.Reports.Indicators;

/// <summary>
/// How far chance alone moves an index: variance of a sum of ratio estimators by linearisation (W. G. Cochran, Sampling
/// Techniques, 3rd ed. 1977, ch. 6; C.-E. Särndal et al., Model Assisted Survey Sampling, 1992, ch. 5), from the pair sums.
/// </summary>
internal sealed class Sampling(AnswerTally tally, Rational? population)
{
    private readonly double pointsPerScore = 100.0 / tally.Layout.Definition.ScaleMax;
    private readonly double lowest = 100.0 * tally.Layout.Definition.ScaleMin / tally.Layout.Definition.ScaleMax;

    private bool ReachesPopulation => population is { } served && served <= tally.N;

    private double FiniteFactor => population is { } served && !ReachesPopulation
        ? Math.Sqrt(((served - tally.N) / served).ToDouble())
        : 1;

    /// <summary>In index points; null for n &lt; 5, zero variance, n ≥ N, or a tally without pair sums.</summary>
    /// <param name="n">Responses that answered at least one of the questions.</param>
    /// <param name="parts">Questions with their weights in the mean.</param>
    public double? StandardError(long n, IReadOnlyList<(int Question, double Weight)> parts) =>
        n < IndexArithmetic.FewestForInterval || ReachesPopulation || Spread(n, parts) is not (> 0 and var error) ? null : error * FiniteFactor;

    /// <summary>
    /// What a change is judged by: the standard error where there is one. Where n ≥ N the population is doubtful and the factor for
    /// finite populations stays out. Where all answers agree, the error of the sample with one more response from the far end of
    /// the scale, for agreement of few is no proof that all agree. Null for n &lt; 5 or a tally without pair sums.
    /// </summary>
    public double? ChangeError(long n, IReadOnlyList<(int Question, double Weight)> parts) =>
        n < IndexArithmetic.FewestForInterval || Spread(n, parts) is not { } error ? null
        : (error > 0 ? error : (100 - lowest) / (n + 1)) * FiniteFactor;

    /// <summary>Value ± t × error, clipped to the scale, ends rounded half up to two decimals.</summary>
    public Interval? Interval(Rational? exact, double? error)
    {
        if (exact is not { } value || error is not { } known)
        {
            return null;
        }

        var half = Quantiles.Student975(tally.N - 1) * known;
        return new Interval(
            decimal.Round((decimal)Math.Max(value.ToDouble() - half, lowest), 2, MidpointRounding.AwayFromZero),
            decimal.Round((decimal)Math.Min(value.ToDouble() + half, 100), 2, MidpointRounding.AwayFromZero),
            known);
    }

    /// <summary>
    /// Standard error without the factor for finite populations: √(n/(n−1) Σz²), where z is what one response contributes,
    /// Σ w_q (x_q − r_q) / n_q over its answered questions. 0 when all z are 0; null without pair sums.
    /// </summary>
    private double? Spread(long n, IReadOnlyList<(int Question, double Weight)> parts)
    {
        var terms = new Term[parts.Count];
        for (var i = 0; i < terms.Length; i++)
        {
            var (question, weight) = parts[i];
            var (count, sum) = tally.Question(question);
            if (tally.PairSums(question, question).N != count)
            {
                return null;
            }

            var centre = (sum + (count / 2)) / count;
            terms[i] = new Term(question, weight / count, centre, ((double)sum / count) - centre);
        }

        double squares = 0, size = 0;
        for (var i = 0; i < terms.Length; i++)
        {
            for (var j = i; j < terms.Length; j++)
            {
                var (p, q) = terms[i].Question <= terms[j].Question ? (terms[i], terms[j]) : (terms[j], terms[i]);
                var (both, sumP, sumQ, sumPQ) = tally.PairSums(p.Question, q.Question);

                // Whole numbers about whole centres first: no digits are lost however many responses there are.
                var products = (double)(sumPQ - (q.Centre * sumP) - (p.Centre * sumQ) + (p.Centre * q.Centre * both));
                var left = q.Offset * (sumP - (p.Centre * both));
                var right = p.Offset * (sumQ - (q.Centre * both));
                var constant = p.Offset * q.Offset * both;
                var scale = p.Factor * q.Factor * (i == j ? 1 : 2);
                squares += scale * (products - left - right + constant);
                size += scale * (Math.Abs(products) + Math.Abs(left) + Math.Abs(right) + Math.Abs(constant));
            }
        }

        // Below this share of its terms the sum is nothing but rounding of floating point.
        return squares <= size * 1e-12 ? 0 : pointsPerScore * Math.Sqrt(squares * n / (n - 1));
    }

    private sealed record Term(int Question, double Factor, long Centre, double Offset);
}
