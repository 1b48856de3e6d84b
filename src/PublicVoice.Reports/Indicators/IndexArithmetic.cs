namespace PublicVoice.Reports.Indicators;

/// <summary>The arithmetic of the index. Formulas, limits and sources: docs/method.md.</summary>
internal static class IndexArithmetic
{
    /// <summary>With fewer responses there is no interval and no comparison.</summary>
    internal const int FewestForInterval = 5;

    /// <summary>With fewer responses an index is no headline, unless the sample target is lower still.</summary>
    internal const int EnoughForHeadline = 30;

    internal static SatisfactionIndex Compute(AnswerTally tally, Rational? population)
    {
        var definition = tally.Layout.Definition;
        var answered = definition.Elements.Select((_, e) => AnsweredQuestions(tally, e)).ToList();
        var rated = answered.Count(questions => questions.Length > 0);
        int? target = population is { } served ? SampleSize.Target(served) : null;
        var sampling = new Sampling(tally, population);
        var exact = Exact(tally);
        var value = exact?.Round(2);
        var parts = answered.SelectMany(questions => questions.Select(q => (q, 1.0 / (rated * questions.Length)))).ToList();
        return new SatisfactionIndex
        {
            N = tally.N,
            Value = value,
            WeightedSum = exact is { } sum ? (sum * new Rational(definition.ScaleMax, 100)).Round(3) : null,
            Grade = value is { } known ? definition.QualityTable.Classify(known) : null,
            Interval = sampling.Interval(exact, sampling.StandardError(tally.N, parts)),
            ChangeError = sampling.ChangeError(tally.N, parts),
            Elements = [.. answered.Select((questions, e) => Element(tally, e, questions, rated, sampling))],
            Target = target,
            Headline = tally.N >= HeadlineMinimum(target),
        };
    }

    /// <summary>Responses a headline needs: min(30, target), or 30 where the target is unknown or 0.</summary>
    internal static int HeadlineMinimum(int? target) => target is > 0 ? Math.Min(EnoughForHeadline, target.Value) : EnoughForHeadline;

    /// <summary>The index before it is rounded; null when nobody answered.</summary>
    internal static Rational? Exact(AnswerTally tally)
    {
        Rational sum = 0;
        var rated = 0;
        for (var e = 0; e < tally.Layout.ElementQuestions.Count; e++)
        {
            var questions = AnsweredQuestions(tally, e);
            if (questions.Length > 0)
            {
                sum += Mean(tally, questions);
                rated++;
            }
        }

        return rated == 0 ? null : sum * new Rational(100, tally.Layout.Definition.ScaleMax * rated);
    }

    private static ElementScore Element(AnswerTally tally, int element, int[] questions, int rated, Sampling sampling)
    {
        var code = tally.Layout.Definition.Elements[element].Code;
        if (questions.Length == 0)
        {
            return new ElementScore(code, 0, null, null, null, null, null);
        }

        var n = tally.ElementRespondents(element);
        var mean = Mean(tally, questions);
        var index = (mean * new Rational(100, tally.Layout.Definition.ScaleMax)).Round(2);
        var parts = questions.Select(q => (q, 1.0 / questions.Length)).ToList();
        return new ElementScore(
            code,
            n,
            mean.Round(3),
            (mean / rated).Round(3),
            index,
            tally.Layout.Definition.QualityTable.Classify(index),
            sampling.StandardError(n, parts))
        {
            ChangeError = sampling.ChangeError(n, parts),
        };
    }

    private static int[] AnsweredQuestions(AnswerTally tally, int element) =>
        Array.FindAll(tally.Layout.ElementQuestions[element], q => tally.Question(q).N > 0);

    private static Rational Mean(AnswerTally tally, int[] questions)
    {
        Rational sum = 0;
        foreach (var q in questions)
        {
            var (count, total) = tally.Question(q);
            sum += new Rational(total, count);
        }

        return questions.Length == 1 ? sum : sum / questions.Length;
    }
}
