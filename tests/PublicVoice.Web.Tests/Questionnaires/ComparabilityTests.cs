using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Tests.Questionnaires;

public class ComparabilityTests
{
    private static readonly QuestionnaireDefinition Small = QuestionnaireJson.Parse(TestData.SmallQuestionnaire);

    [Theory]
    [InlineData("", SeriesEffect.Starts, null)]
    [InlineData("1p", SeriesEffect.Starts, null)]
    [InlineData("1pa", SeriesEffect.GoesOn, 1)]
    [InlineData("2p 1a", SeriesEffect.Breaks, 1)] // that nobody answered version 2 joins nothing
    [InlineData("2 1pa", SeriesEffect.GoesOn, 1)] // nor does it break anything
    [InlineData("2a 1pa", SeriesEffect.Resumes, 1)]
    [InlineData("3a 2a 1a", SeriesEffect.Breaks, 3)]
    public void EffectOf_EarlierVersions_FollowsThoseThatWereAnswered(string earlier, SeriesEffect effect, int? with)
    {
        // p: added up with the new one; a: answered.
        var versions = earlier.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(version => new EarlierVersion(
            new ListedVersion(new LoadedVersion(version[0], 1, QuestionnaireJson.Parse(TestData.SmallQuestionnaire.Replace("{\n  \"code\"", $"{{ \"version\": {version[0]}, \"code\"", StringComparison.Ordinal))), DateTime.UnixEpoch, version.Contains('a') ? 202601 : null, null),
            version.Contains('p') ? [] : [new("lain", "other")])).ToList();
        Assert.Equal((effect, with), (Comparability.EffectOf(versions).Effect, Comparability.EffectOf(versions).With?.Number));
    }

    [Theory]
    [InlineData("\"score\": 1, \"id\": \"Lambat\"", "\"score\": 2, \"id\": \"Lambat\"", "the option “Slow” moves from score 1 to 2|the scores offered, 1, 4, become 2, 4|offers only the scores 2–4 of the scale 1–4")]
    [InlineData("\"position\": 1", "\"position\": 9", "the questions of element WAKTU change places")]
    [InlineData("74.99", "79.99", "the quality table changes")]
    [InlineData("Cepatkah?", "Lekas?", "")]
    public void Cautions_ChangesThatStillPool_SayWhatTheArithmeticCannotSee(string was, string becomes, string expected)
    {
        var changed = TestData.SmallQuestionnaire.Replace(was, becomes, StringComparison.Ordinal);
        var later = QuestionnaireJson.Parse(becomes == "79.99" ? changed.Replace("\"from\": 75", "\"from\": 80", StringComparison.Ordinal) : changed);
        Assert.Empty(Comparability.Obstacles(Small, later));
        var cautions = Comparability.Cautions(Small, later).Select(caution => caution.English).ToList();
        var parts = expected.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(parts, part => Assert.Contains(cautions, caution => caution.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(parts.Length == 0, cautions.Count == 0);
    }

    [Fact]
    public void Cautions_ScaleThatNoOptionReaches_IsSaidWithoutAnEarlierVersion()
    {
        var later = QuestionnaireJson.Parse(TestData.SmallQuestionnaire.Replace("\"max\": 4", "\"max\": 6", StringComparison.Ordinal).Replace("\"from\": 25", "\"from\": 16.66", StringComparison.Ordinal));
        Assert.Equal(3, Comparability.Cautions(null, later).Count);
        Assert.Empty(Comparability.Cautions(null, Small));
    }
}
