using PublicVoice.Reports.Comments;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Evaluation;

/// <summary>Computes an evaluation report from its facts. Same facts, same report; it reads no clock and fetches nothing.</summary>
public static class EvaluationReportBuilder
{
    private const int MostNamed = 3;

    /// <exception cref="ArgumentException">A tally belongs to a version that cannot be pooled with <see cref="EvaluationFacts.Definition"/>.</exception>
    public static EvaluationReport Build(EvaluationFacts facts)
    {
        var definition = facts.Definition;
        var layout = TallyLayout.For(definition);
        var counted = AnswerTally.Sum(layout, [facts.Current.Counted]);
        var index = SatisfactionIndex.Of(counted, facts.Current.Population);
        var earlier = SatisfactionIndex.Of(facts.Previous.Counted, facts.Previous.Population);
        var isComparable = !facts.TrendBreaks.Any(found => found.Day >= facts.Period.From && found.Day <= facts.Period.To && !found.IsComparable);
        var changes = Change.OfElements(isComparable ? earlier.Elements : [], index.Elements);
        var (weakest, strongest) = Extremes(index);
        var report = new EvaluationReport
        {
            Unit = facts.Unit,
            Letterhead = facts.Letterhead,
            Period = facts.Period,
            Definition = definition,
            Index = index,
            Change = isComparable ? Change.Between(earlier, index) : Change.NotComparable,
            Sample = new SampleReached(facts.Current.Population is { } population ? (long)population.Round(0) : null, index.Target, index.N),
            Elements = [.. definition.Elements.Zip(index.Elements, (element, score) => new ElementResult(element, score, changes[element.Code]))],
            Weakest = weakest,
            Strongest = strongest,
            Findings = [],
            Distributions = [.. Enumerable.Range(0, definition.Questions.Count).Select(q => Distribution(definition, counted, q))],
            Trend = [.. facts.Trend.Select(Trend)],
            TrendBreaks = facts.TrendBreaks,
            ReferencePoints = facts.ReferencePoints,
            Services = Comparisons.Of(WithUnitItself(facts)),
            SubUnits = Comparisons.Of(facts.SubUnits),
            Profile = [.. definition.Profile.Select((field, f) => Profile(field, f, counted))],
            Comments = CommentSummaries.Of(definition, facts.Comments),
            Channels = [.. Enum.GetValues<Channel>().Select(channel => new ChannelCount(channel, counted.Count(channel), Shares.Percent(counted.Count(channel), counted.N)))],
            Assurances = [.. Enum.GetValues<Assurance>().Select(assurance =>
                new AssuranceCount(assurance, counted.Count(assurance), Shares.Percent(counted.Count(assurance), counted.N)))],
            Integrity = Integrity(facts, counted, index.Value),
            OtherVersions = [.. facts.OtherVersions.Select(other =>
                new OtherVersion(other.Definition, SatisfactionIndex.Of(other.Tallies.Counted, other.Tallies.Population)))],
            ExtraQuestions = [.. facts.ExtraQuestions.Select(ExtraQuestionResult.Of)],
            Forum = facts.Forum is { } forum ? ForumResult.Of(forum, isComparable) : null,
            SurveyAddress = facts.SurveyAddress,
        };
        return report with { Findings = FindingRules.Apply(report, counted) };
    }

    /// <summary>Responses to the unit itself stand beside its services.</summary>
    private static IReadOnlyList<PartFacts> WithUnitItself(EvaluationFacts facts) =>
        facts.Services.Count > 0 && facts.WithoutService is { Counted.N: > 0 } itself ? [.. facts.Services, new PartFacts("", "", itself)] : facts.Services;

    /// <summary>At most three, and at most half of the rated elements, on either side; none where all are equal.</summary>
    private static (IReadOnlyList<string> Weakest, IReadOnlyList<string> Strongest) Extremes(SatisfactionIndex index)
    {
        var rated = index.Elements.Where(element => element.N >= IndexArithmetic.FewestForInterval).OrderBy(element => element.Index).ToList();
        if (rated.Count < 2)
        {
            return ([], []);
        }

        var most = Math.Min(MostNamed, rated.Count / 2);
        var weakest = rated.Take(most).Where(element => element.Index < rated[^1].Index);
        var strongest = rated.Where(element => element.Index > rated[0].Index).OrderByDescending(element => element.Index).Take(most).ToList();
        var codes = weakest.Select(element => element.Code).ToList();
        return (codes, [.. strongest.Select(element => element.Code).Except(codes, StringComparer.Ordinal)]);
    }

    private static QuestionDistribution Distribution(QuestionnaireDefinition definition, AnswerTally counted, int q)
    {
        var question = definition.Questions[q];
        var answered = counted.Question(q).N;

        // A version pooled with this one may know a score that this one does not offer.
        var others = Enumerable.Range(1, 9)
            .Where(score => counted.Count(q, score) > 0 && question.Options.All(option => option.Score != score))
            .Select(score => new QuestionOption(score, new LocalText($"{score}", $"{score}")));
        return new QuestionDistribution(
            question,
            definition.Elements.First(element => element.Code == question.ElementCode),
            answered,
            [.. question.Options.Concat(others).Select(option =>
                new OptionCount(option.Score, option.Label, counted.Count(q, option.Score), Shares.Percent(counted.Count(q, option.Score), answered)))],
            counted.Count(q, TallyLayout.NotApplicable),
            counted.Count(q, TallyLayout.LeftOut));
    }

    private static TrendPoint Trend(MonthFacts month)
    {
        var index = SatisfactionIndex.Of(month.Tallies.Counted, month.Tallies.Population);
        return new TrendPoint(month.Month, index.N, index.Value, index.Grade, index.Interval, index.Headline);
    }

    private static ProfileDistribution Profile(ProfileField field, int position, AnswerTally counted)
    {
        var labels = field.Options.Select(option => option.Label).Append(new LocalText("Tidak disebutkan", "Not stated"));
        return new ProfileDistribution(field, [.. labels.Select((label, option) =>
            new ProfileCount(label, counted.ProfileCount(position, option), Shares.Percent(counted.ProfileCount(position, option), counted.N)))]);
    }

    private static IntegrityFacts Integrity(EvaluationFacts facts, AnswerTally counted, decimal? index)
    {
        var clean = Value(facts.Current.Clean);
        var excluded = facts.Current.Excluded.N;
        var everything = AnswerTally.Sum(counted.Layout, [counted, facts.Current.Excluded]);
        var inBursts = facts.BurstHours.Sum(hour => hour.Responses);
        return new IntegrityFacts(
            new IntegrityFact(counted.StraightLined, Share(counted.StraightLined, counted.N), index, clean),
            new IntegrityFact(counted.TooFast, Share(counted.TooFast, counted.Timed), index, clean),
            counted.Timed,
            new IntegrityFact(inBursts, Share(inBursts, counted.N), index, facts.WithoutBursts is { } without ? Value(without) : index),
            facts.BurstHours,
            new IntegrityFact(excluded, Share(excluded, everything.N), Value(everything), index));

        static decimal? Value(AnswerTally tally) => IndexArithmetic.Exact(tally)?.Round(2);

        static decimal? Share(long part, long whole) => whole == 0 ? null : Shares.Percent(part, whole);
    }
}
