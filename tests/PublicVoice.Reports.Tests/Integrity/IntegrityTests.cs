using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;

namespace PublicVoice.Reports.Tests.Integrity;

public class IntegrityTests
{
    [Theory]
    [InlineData("444444444", null, IntegritySignals.StraightLined)]
    [InlineData("33333", null, IntegritySignals.StraightLined)]
    [InlineData("3333", null, IntegritySignals.None)]
    [InlineData("3333.-3", null, IntegritySignals.StraightLined)]
    [InlineData("444444443", null, IntegritySignals.None)]
    [InlineData("......---", null, IntegritySignals.None)]
    [InlineData("434343434", 13, IntegritySignals.TooFast)]
    [InlineData("434343434", 14, IntegritySignals.None)]
    [InlineData("43.......", 3, IntegritySignals.None)]
    [InlineData("43.......", 2, IntegritySignals.TooFast)]
    [InlineData("444444444", 5, IntegritySignals.StraightLined | IntegritySignals.TooFast)]
    public void Of_Response_NotesEqualAnswersAndHaste(string answers, int? seconds, IntegritySignals expected) =>
        Assert.Equal(expected, ResponseSignals.Of(answers, seconds));

    [Fact]
    public void Of_KediriRows_FindsTheThirteenStraightLinedOnes()
    {
        var entry = Instruments.Case("kediri-kuesioner-2024");
        var expected = entry.GetProperty("computed").GetProperty("straight_lined_rows").EnumerateArray().Select(row => row.GetInt32());

        var found = entry.GetProperty("raw_rows").EnumerateArray()
            .Where(row => ResponseSignals.Of(row.GetProperty("answers").GetString()!, null) == IntegritySignals.StraightLined)
            .Select(row => row.GetProperty("row").GetInt32());

        Assert.Equal(expected, found);
    }

    [Fact]
    public void In_HourFarAboveTheMedian_IsABurst()
    {
        // Medians 2 and 2.5: 12 reaches six times the first only.
        Assert.Equal([new BurstHour(33, 12)], Bursts.In(Hours((8, 2), (9, 2), (10, 2), (33, 12), (34, 2), (35, 11))));
        Assert.Empty(Bursts.In(Hours((8, 2), (9, 3), (10, 2), (33, 12), (34, 2), (35, 11))));
    }

    [Fact]
    public void In_FewResponsesAQuietOfficeOrNoTimes_IsNoBurst()
    {
        Assert.Empty(Bursts.In(Hours((8, 1), (9, 1), (10, 9))));
        Assert.Equal([new BurstHour(10, 10)], Bursts.In(Hours((8, 1), (9, 1), (10, 10))));
        Assert.Empty(Bursts.In(Hours((8, 500))));
        Assert.Empty(Bursts.In(Instruments.Tally(Instruments.Nine(), "444444444")));
    }

    [Fact]
    public void In_RushOfEveryMorning_IsNoBurstUnlessOneStandsOut()
    {
        // On five days 30 responses at nine and 2 in each of three other hours: the median of all hours is 2.
        (int, int)[] week = [.. Enumerable.Range(0, 5).SelectMany(day => new[] { (9, 30), (13, 2), (16, 2), (20, 2) }.Select(hour => ((day * 24) + hour.Item1, hour.Item2)))];

        Assert.Empty(Bursts.In(Hours(week)));
        Assert.Equal([new BurstHour((6 * 24) + 9, 180)], Bursts.In(Hours([.. week, ((6 * 24) + 9, 180)])));
        Assert.Equal([new BurstHour((6 * 24) + 3, 30)], Bursts.In(Hours([.. week, ((6 * 24) + 3, 30)])));
    }

    private static AnswerTally Hours(params (int Hour, int Responses)[] hours)
    {
        var tally = new AnswerTally(TallyLayout.For(Instruments.Nine()));
        foreach (var (hour, responses) in hours)
        {
            for (var i = 0; i < responses; i++)
            {
                tally.Add(Instruments.Answers("434343434", hour: hour));
            }
        }

        return tally;
    }
}
