using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Evaluation;

/// <summary>What a report points out, most pressing first. The limits are explained in docs/method.md.</summary>
public static class FindingRules
{
    /// <summary>Percent of the answers to an element that lie in the lower half of the scale.</summary>
    public const decimal LowAnswersPercent = 20;

    /// <summary>Low answers needed before their share is pointed out.</summary>
    public const int FewestLowAnswers = 5;

    public const decimal StraightLinedPercent = 50;
    public const int FewestStraightLined = 10;
    public const decimal TooFastPercent = 10;
    public const int FewestTooFast = 5;

    /// <summary>Percent of all responses that people took out.</summary>
    public const decimal ExcludedPercent = 5;

    internal static IReadOnlyList<Finding> Apply(EvaluationReport report, AnswerTally counted)
    {
        if (report.Index.N == 0)
        {
            return [new Finding(FindingRule.NoResponses, null, 0, null), .. Integrity(report)];
        }

        return [.. Sample(report), .. Changes(report, fell: true), .. Low(report, counted), .. Changes(report, fell: false), .. Integrity(report)];
    }

    private static IEnumerable<Finding> Sample(EvaluationReport report)
    {
        var (n, target) = (report.Index.N, report.Index.Target);
        if (!report.Index.Headline)
        {
            yield return new Finding(FindingRule.TooFewToHeadline, null, n, IndexArithmetic.HeadlineMinimum(target));
        }
        else if (n < target)
        {
            yield return new Finding(FindingRule.SampleNotReached, null, n, target);
        }
    }

    private static IEnumerable<Finding> Changes(EvaluationReport report, bool fell)
    {
        var direction = fell ? ChangeDirection.Down : ChangeDirection.Up;
        if (report.Change.Direction == direction)
        {
            yield return new Finding(fell ? FindingRule.IndexFell : FindingRule.IndexRose, null, report.Change.Difference, report.Change.Noise);
        }

        foreach (var (element, _, change) in report.Elements.Where(result => result.Change.Direction == direction)
            .OrderByDescending(result => Math.Abs(result.Change.Difference!.Value)))
        {
            yield return new Finding(fell ? FindingRule.ElementFell : FindingRule.ElementRose, element.Code, change.Difference, change.Noise);
        }
    }

    private static IEnumerable<Finding> Low(EvaluationReport report, AnswerTally counted)
    {
        var grades = report.Definition.QualityTable.Grades;
        var good = grades[Math.Min(1, grades.Count - 1)].From;
        var rated = report.Elements.Where(result => result.Score.N >= IndexArithmetic.FewestForInterval).OrderBy(result => result.Score.Index).ToList();
        foreach (var (element, score, _) in rated.Where(result => result.Score.Index < good))
        {
            yield return new Finding(FindingRule.ElementBelowGood, element.Code, score.Index, good);
        }

        var shares = rated.Select(result => (result.Element.Code, Low: LowAnswers(report.Definition, counted, result.Element.Code)));
        foreach (var (code, low) in shares.Where(entry => entry.Low.Count >= FewestLowAnswers && entry.Low.Percent >= LowAnswersPercent)
            .OrderByDescending(entry => entry.Low.Percent))
        {
            yield return new Finding(FindingRule.ManyLowAnswers, code, low.Percent, LowAnswersPercent);
        }

        if (report.Weakest.Count > 0)
        {
            var lowest = report.Elements.First(result => result.Element.Code == report.Weakest[0]);
            yield return new Finding(FindingRule.LowestElement, lowest.Element.Code, lowest.Score.Index, report.Index.Value);
        }
    }

    private static (long Count, decimal Percent) LowAnswers(QuestionnaireDefinition definition, AnswerTally counted, string elementCode)
    {
        long low = 0, all = 0;
        foreach (var q in definition.QuestionsOf(elementCode))
        {
            all += counted.Question(q).N;
            low += Enumerable.Range(1, 9).Where(score => score * 2 < definition.ScaleMin + definition.ScaleMax).Sum(score => counted.Count(q, score));
        }

        return (low, Shares.Percent(low, all));
    }

    private static IEnumerable<Finding> Integrity(EvaluationReport report)
    {
        var facts = report.Integrity;
        if (facts.StraightLined.Responses >= FewestStraightLined && facts.StraightLined.SharePercent >= StraightLinedPercent)
        {
            yield return new Finding(FindingRule.ManyStraightLined, null, facts.StraightLined.SharePercent, StraightLinedPercent);
        }

        if (facts.TooFast.Responses >= FewestTooFast && facts.TooFast.SharePercent >= TooFastPercent)
        {
            yield return new Finding(FindingRule.ManyTooFast, null, facts.TooFast.SharePercent, TooFastPercent);
        }

        if (facts.BurstHours.Count > 0)
        {
            yield return new Finding(FindingRule.Bursts, null, facts.Bursts.Responses, Bursts.FewestResponses);
        }

        if (facts.Excluded.SharePercent >= ExcludedPercent)
        {
            yield return new Finding(FindingRule.ManyExcluded, null, facts.Excluded.SharePercent, ExcludedPercent);
        }
    }
}
