using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Reporting;

/// <summary>Counts of the same responses' scope, one tally per questionnaire version and class.</summary>
public sealed class VersionTallies
{
    private readonly SortedDictionary<int, (LoadedVersion Version, AnswerTally?[] Classes)> versions = [];

    /// <summary>Versions that have counted responses, newest first.</summary>
    public IEnumerable<LoadedVersion> Answered => versions.Values.Reverse().Where(entry => CountedN(entry.Classes) > 0).Select(entry => entry.Version);

    /// <summary>Counted responses of all versions.</summary>
    public long Counted => versions.Values.Sum(entry => CountedN(entry.Classes));

    public AnswerTally Of(LoadedVersion version, ResponseClass responseClass)
    {
        if (!versions.TryGetValue(version.Id, out var entry))
        {
            entry = (version, new AnswerTally?[3]);
            versions.Add(version.Id, entry);
        }

        return entry.Classes[(int)responseClass] ??= new AnswerTally(TallyLayout.For(version.Definition));
    }

    /// <summary>The counts of all versions that may be added to the given one, in its layout.</summary>
    public ClassTallies Pool(QuestionnaireDefinition definition, Rational? population)
    {
        var layout = TallyLayout.For(definition);
        var pooled = versions.Values.Where(entry => entry.Version.Definition.PoolingKey == definition.PoolingKey).ToList();
        return new ClassTallies(Sum(ResponseClass.Clean), Sum(ResponseClass.Flagged), Sum(ResponseClass.Excluded), population);

        AnswerTally Sum(ResponseClass responseClass) =>
            AnswerTally.Sum(layout, pooled.Select(entry => entry.Classes[(int)responseClass]).OfType<AnswerTally>());
    }

    /// <summary>
    /// The version to report: the newest answered one of the named questionnaire; without a name the unit's own questionnaire where it, or one
    /// that pools with it, was answered, else the one with most responses, else the unit's own.
    /// </summary>
    public LoadedVersion Choose(LoadedVersion own, bool named)
    {
        if (named)
        {
            return Answered.FirstOrDefault(version => version.QuestionnaireId == own.QuestionnaireId) ?? own;
        }

        return Choose(own, [.. versions.Values.Select(entry => (entry.Version, CountedN(entry.Classes)))]);
    }

    /// <summary>The same choice without a name, from the number of counted responses of each version, oldest version first.</summary>
    public static LoadedVersion Choose(LoadedVersion own, IReadOnlyCollection<(LoadedVersion Version, long N)> counted)
    {
        var answered = counted.Where(entry => entry.N > 0).ToList();
        return answered.FindLast(entry => entry.Version.Definition.PoolingKey == own.Definition.PoolingKey).Version
            ?? answered.OrderByDescending(entry => entry.N).Select(entry => entry.Version).FirstOrDefault()
            ?? own;
    }

    /// <summary>What was answered but cannot be added to the given version, one entry per group that can be added up.</summary>
    public IReadOnlyList<OtherVersionFacts> Others(QuestionnaireDefinition definition, Rational? population) =>
        [.. Answered
            .Where(version => version.Definition.PoolingKey != definition.PoolingKey)
            .DistinctBy(version => version.Definition.PoolingKey, StringComparer.Ordinal)
            .Select(version => new OtherVersionFacts(version.Definition, Pool(version.Definition, population)))];

    private static long CountedN(AnswerTally?[] classes) => (classes[(int)ResponseClass.Clean]?.N ?? 0) + (classes[(int)ResponseClass.Flagged]?.N ?? 0);
}
