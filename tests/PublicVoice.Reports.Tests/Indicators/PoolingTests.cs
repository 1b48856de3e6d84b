using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class PoolingTests
{
    [Fact]
    public void Sum_VersionWithAnotherOrderOfQuestions_CountsByElement()
    {
        var first = Instruments.Create(["A", "B", "B", "C"]);
        var second = Instruments.Create(["C", "B", "A", "B"], version: 2);
        var asSecond = Instruments.Tally(second, "4123", "3.2-", "1444", "2222", "43.1");

        // C B.1 A B.2 → A B.1 B.2 C
        var asFirst = Instruments.Tally(first, "2134", "2.-3", "4441", "2222", ".314");
        var pooled = AnswerTally.Sum(TallyLayout.For(first), [asSecond]);

        Assert.True(asFirst.SameAs(pooled));
        Assert.Equal("2134", first.Reorder("4123", second));
    }

    [Fact]
    public void Sum_SameVersionReadTwice_AddsSlotBySlot()
    {
        var (one, other) = (Instruments.Nine(), Instruments.Nine(version: 2));

        var pooled = AnswerTally.Sum(TallyLayout.For(one), [Instruments.Tally(one, "444444444"), Instruments.Tally(other, "333333333")]);

        Assert.True(Instruments.Tally(one, "444444444", "333333333").SameAs(pooled));
    }

    [Fact]
    public void Sum_VersionWithOtherProfileOptions_MatchesThemByCode()
    {
        var target = Instruments.Create(["A"], profile: [("sex", ["L", "P"]), ("age_band", ["muda", "tua"])]);
        var source = Instruments.Create(["A"], version: 2, profile: [("education", ["SD", "S1"]), ("sex", ["P", "L", "X"])]);
        var tally = new AnswerTally(TallyLayout.For(source));
        foreach (var profile in new[] { "00", "01", "11", "12", "1.", ".1" })
        {
            tally.Add(Instruments.Answers("3", profile));
        }

        var pooled = AnswerTally.Sum(TallyLayout.For(target), [tally]);

        Assert.Equal([3, 1, 2], Enumerable.Range(0, 3).Select(option => pooled.ProfileCount(0, option)));
        Assert.Equal([0, 0, 6], Enumerable.Range(0, 3).Select(option => pooled.ProfileCount(1, option)));
        Assert.Equal(6, pooled.N);
    }

    [Fact]
    public void Add_VersionsThatDifferInElementsOrScale_Throws()
    {
        var four = new AnswerTally(TallyLayout.For(Instruments.Numbered(9)));

        Assert.Throws<ArgumentException>(() => four.Add(new AnswerTally(TallyLayout.For(Instruments.Nine()))));
        Assert.Throws<ArgumentException>(() => four.Add(new AnswerTally(TallyLayout.For(Instruments.Numbered(9, max: 6)))));
        Assert.Throws<ArgumentException>(() => Instruments.Numbered(9).Reorder("444444444", Instruments.Nine()));
    }

    [Fact]
    public void Sum_TimesChannelsAndSignals_AreKept()
    {
        var (target, source) = (Instruments.Create(["A", "B"]), Instruments.Create(["B", "A"], version: 2));
        var tally = new AnswerTally(TallyLayout.For(source));
        tally.Add(new SurveyAnswers("42", "", Channel.Paper, Assurance.VisitCode, IntegritySignals.TooFast, 3, 743));

        var pooled = AnswerTally.Sum(TallyLayout.For(target), [tally]);

        Assert.Equal(
            (1L, 1L, 1L, 0L, 1L, 1L),
            (pooled.Count(Channel.Paper), pooled.Count(Assurance.VisitCode), pooled.TooFast, pooled.StraightLined, pooled.Timed, pooled.HourCount(743)));
        Assert.Equal((1, 2, 4, 8), pooled.PairSums(0, 1));
    }
}
