using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class ChangeTests
{
    [Theory]
    [InlineData(80, 82.76, ChangeDirection.TooCloseToSay)]
    [InlineData(80, 82.78, ChangeDirection.Up)]
    [InlineData(82.78, 80, ChangeDirection.Down)]
    [InlineData(80, 80, ChangeDirection.TooCloseToSay)]
    public void Between_TwoIndices_IsAChangeOnlyBeyondItsNoise(double earlier, double later, ChangeDirection direction)
    {
        // 1.96 × √(1² + 1²) = 2.7718…
        var change = Change.Between(Index((decimal)earlier, 1), Index((decimal)later, 1));

        Assert.Equal(direction, change.Direction);
        Assert.Equal(2.77m, change.Noise);
        Assert.Equal((decimal)later - (decimal)earlier, change.Difference);
        Assert.Equal((decimal)earlier, change.Earlier);
    }

    [Fact]
    public void Between_MissingError_IsNotComparable()
    {
        Assert.Equal(Change.NotComparable, Change.Between(Index(80, null), Index(90, 1)));
        Assert.Equal(Change.NotComparable, Change.Between(Index(80, 1), Index(null, null)));
    }

    [Fact]
    public void Between_FewAgreeingAnswers_AreNotTakenForCertainty()
    {
        var nine = Instruments.Nine();
        var five = SatisfactionIndex.Of(Instruments.Tally(nine, Enumerable.Repeat("444444444", 5)), null);
        var mixed = SatisfactionIndex.Of(Instruments.Tally(nine, Enumerable.Repeat("444444444", 90).Concat(Enumerable.Repeat("333333333", 30))), null);
        var thousand = SatisfactionIndex.Of(Instruments.Tally(nine, Enumerable.Repeat("444444444", 1000)), null);

        Assert.Equal(12.5, five.ChangeError!.Value, 9);
        Assert.Equal(ChangeDirection.TooCloseToSay, Change.Between(mixed, five).Direction);
        Assert.Equal(ChangeDirection.Up, Change.Between(mixed, thousand).Direction);
    }

    [Fact]
    public void OfElements_SeveralAtOnce_AreHeldAgainstHolmsLimits()
    {
        // Of four elements z = 2.6, 2.3, 2.3 and 1.9: Holm's limits are 2.498, 2.394, …; the second fails, so the rest fail too.
        var changes = Change.OfElements(Elements(80, 80, 80, 80), Elements(82.6m, 82.3m, 77.7m, 81.9m));

        Assert.Equal(ChangeDirection.Up, changes["U1"].Direction);
        Assert.All(["U2", "U3", "U4"], code => Assert.Equal(ChangeDirection.TooCloseToSay, changes[code].Direction));
        Assert.Equal([2.49m, 2.39m, 2.39m, 2.39m], changes.Values.Select(change => change.Noise));
    }

    [Fact]
    public void OfElements_LargeChangesFirst_LowerTheLimitForTheNext()
    {
        var changes = Change.OfElements(Elements(80, 80), Elements(90, 82m));

        Assert.Equal(ChangeDirection.Up, changes["U1"].Direction);
        Assert.Equal((ChangeDirection.Up, 1.95m), (changes["U2"].Direction, changes["U2"].Noise));
    }

    [Fact]
    public void OfElements_ElementNotRatedBefore_IsNotComparable()
    {
        var earlier = Elements(80).Append(new ElementScore("U2", 0, null, null, null, null, null)).ToList();

        var changes = Change.OfElements(earlier, Elements(90, 90, 90));

        Assert.Equal(ChangeDirection.Up, changes["U1"].Direction);
        Assert.Equal(Change.NotComparable, changes["U2"]);
        Assert.Equal(Change.NotComparable, changes["U3"]);
    }

    private static SatisfactionIndex Index(decimal? value, double? error) => new()
    {
        N = 100,
        Value = value,
        Grade = null,
        Interval = null,
        ChangeError = error,
        Elements = [],
        Target = null,
        Headline = true,
    };

    /// <summary>Errors of 1/√2, so that a difference has the error 1.</summary>
    private static List<ElementScore> Elements(params IEnumerable<decimal> values) =>
        [.. values.Select((value, i) => new ElementScore($"U{i + 1}", 100, null, null, value, null, null) { ChangeError = Math.Sqrt(0.5) })];
}
