using System.Globalization;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class SatisfactionIndexTests
{
    [Fact]
    public void Of_NoResponses_HasNoNumbers()
    {
        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Nine()), 1000);

        Assert.Equal((0, null, null, null, 278, false), (index.N, index.Value, index.Grade, index.Interval, index.Target, index.Headline));
        Assert.Null(index.ChangeError);
        Assert.Equal(9, index.Elements.Count);
        Assert.All(index.Elements, element => Assert.Equal((0, null, null), (element.N, element.Mean, element.Grade)));
    }

    [Theory]
    [InlineData(6652, 5848, "88.304", "88.30", "B")]
    [InlineData(6653, 5847, "88.306", "88.31", "A")]
    [InlineData(266100, 233900, "88.305", "88.31", "A")]
    [InlineData(802, 11698, "76.604", "76.60", "C")]
    [InlineData(803, 11697, "76.606", "76.61", "B")]
    public void Of_ValueBetweenThePrintedLimits_IsRoundedOnceHalfUpAndThenClassified(int fours, int threes, string exact, string rounded, string letter)
    {
        var tally = Instruments.Tally(Instruments.Numbered(1), Repeated(("4", fours), ("3", threes)));

        var index = SatisfactionIndex.Of(tally, null);

        Assert.Equal(Number(exact), IndexArithmetic.Exact(tally)!.Value.Round(6));
        Assert.Equal(Number(rounded), index.Value);
        Assert.Equal(letter, index.Grade!.Letter);
        Assert.Equal(letter, index.Elements.Single().Grade!.Letter);
    }

    [Fact]
    public void Of_SubQuestions_AreAveragedInsideTheirElementFirst()
    {
        // WAKTU.1 = 4, WAKTU.2 = 2 → 3; BIAYA = 1: (3 + 1) / 2 × 25, not the mean of the three questions.
        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Create(["WAKTU", "BIAYA", "WAKTU"]), "412", "4.2"), null);

        Assert.Equal(50.00m, index.Value);
        Assert.Equal([1m, 3m], index.Elements.Select(element => element.Mean));
        Assert.Equal([0.5m, 1.5m], index.Elements.Select(element => element.Weighted));
        Assert.Equal([1L, 2L], index.Elements.Select(element => element.N));
    }

    [Fact]
    public void Of_SubQuestionNobodyAnswered_LeavesItsElement()
    {
        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Create(["A", "A", "B"]), "4.2", "4-2"), null);

        Assert.Equal([4m, 2m], index.Elements.Select(element => element.Mean));
        Assert.Equal(75.00m, index.Value);
    }

    [Fact]
    public void Of_NotApplicableAndLeftOut_CountNeitherAboveNorBelowTheLine()
    {
        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Create(["A", "B", "C"]), "4-.", "2-4", "-..", "3.-"), null);

        Assert.Equal(3, index.N);
        Assert.Equal([3m, null, 4m], index.Elements.Select(element => element.Mean));
        Assert.Equal([1.5m, null, 2m], index.Elements.Select(element => element.Weighted));
        Assert.Equal(87.50m, index.Value);
    }

    [Fact]
    public void Of_ScaleOfSix_RunsFromSixteenPointSevenToHundred()
    {
        var six = Instruments.Numbered(2, max: 6);

        Assert.Equal(16.67m, SatisfactionIndex.Of(Instruments.Tally(six, "11"), null).Value);
        Assert.Equal(100.00m, SatisfactionIndex.Of(Instruments.Tally(six, "66"), null).Value);
    }

    [Theory]
    [InlineData(29, null, false)]
    [InlineData(30, null, true)]
    [InlineData(29, 1000, false)]
    [InlineData(19, 20, true)]
    [InlineData(18, 20, false)]
    [InlineData(1, 0, false)]
    public void Of_Headline_NeedsThirtyOrTheTargetWhereThatIsLower(int n, int? population, bool headline)
    {
        var tally = Instruments.Tally(Instruments.Nine(), Enumerable.Repeat("434343434", n));

        Assert.Equal(headline, SatisfactionIndex.Of(tally, population is { } served ? (Rational)served : null).Headline);
    }

    [Fact]
    public void Of_CompleteAnswers_HasTheIntervalOfTheMeanOfPersonalIndices()
    {
        // With complete answers linearisation is the plain t interval over the responses' own indices.
        string[] rows = ["444444444", "343434343", "222233334", "433344433", "444433344", "323232323", "444444443"];
        var personal = rows.Select(row => row.Average(score => (score - '0') * 25.0)).ToList();
        var mean = personal.Average();
        var error = Math.Sqrt(personal.Sum(value => (value - mean) * (value - mean)) / 6 / 7);

        var interval = SatisfactionIndex.Of(Instruments.Tally(Instruments.Nine(), rows), null).Interval!;

        Assert.Equal(error, interval.StandardError, 9);
        Assert.Equal(Math.Round((decimal)(mean - (2.4469118511 * error)), 2), interval.Low);
        Assert.Equal(Math.Min(100m, Math.Round((decimal)(mean + (2.4469118511 * error)), 2)), interval.High);
    }

    [Fact]
    public void Of_MissingAnswers_HasTheErrorOfTheLinearisedIndex()
    {
        string[] rows = ["44.", "3-2", "213", "4.4", "333", ".24", "444"];
        var questions = Enumerable.Range(0, 3).Select(q => rows.Where(row => char.IsAsciiDigit(row[q])).Select(row => row[q] - '0').ToList()).ToList();
        var squares = rows.Sum(row => Math.Pow(
            Enumerable.Range(0, 3).Where(q => char.IsAsciiDigit(row[q])).Sum(q => (row[q] - '0' - questions[q].Average()) / questions[q].Count / 3), 2));

        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Create(["A", "B", "C"]), rows), null);

        Assert.Equal(25 * Math.Sqrt(squares * 7 / 6), index.Interval!.StandardError, 9);
    }

    [Fact]
    public void Of_KnownPopulation_NarrowsTheIntervalByTheFiniteFactor()
    {
        var tally = Instruments.Tally(Instruments.Nine(), "444444444", "343434343", "222233334", "433344433", "444433344");

        var open = SatisfactionIndex.Of(tally, null);
        var known = SatisfactionIndex.Of(tally, 20);

        Assert.Equal(open.Interval!.StandardError * Math.Sqrt(0.75), known.Interval!.StandardError, 9);
        Assert.Equal(open.Elements[0].StandardError!.Value * Math.Sqrt(0.75), known.Elements[0].StandardError!.Value, 9);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Of_SampleAsLargeAsThePopulation_HasNoIntervalButAnErrorForChanges(int population)
    {
        var tally = Instruments.Tally(Instruments.Nine(), "444444444", "343434343", "222233334", "433344433", "444433344");

        var index = SatisfactionIndex.Of(tally, population);

        Assert.Null(index.Interval);
        Assert.Equal(SatisfactionIndex.Of(tally, null).Interval!.StandardError, index.ChangeError!.Value, 9);
    }

    [Fact]
    public void Of_FewerThanFive_HasNoInterval()
    {
        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Nine(), "444444444", "343434343", "222233334", "433344433"), null);

        Assert.Null(index.Interval);
        Assert.Null(index.ChangeError);
        Assert.All(index.Elements, element => Assert.Null(element.StandardError));
    }

    [Fact]
    public void Of_EqualElementCountsWithDifferentSpread_KeepsTheSpreadsApart()
    {
        var definition = Instruments.Create(["A", "B"]);
        var together = SatisfactionIndex.Of(Instruments.Tally(definition, Repeated(("44", 10), ("22", 10))), null);
        var against = SatisfactionIndex.Of(Instruments.Tally(definition, Repeated(("42", 10), ("24", 10))), null);

        Assert.Equal(together.Value, against.Value);
        Assert.NotNull(together.Interval);
        Assert.Null(against.Interval);
    }

    [Fact]
    public void Of_CancellingAnswersInThirds_HasZeroVariance()
    {
        var rows = Repeated(("43", 100), ("34", 200));

        Assert.Null(SatisfactionIndex.Of(Instruments.Tally(Instruments.Create(["A", "B"]), rows), null).Interval);
    }

    [Fact]
    public void Of_IntervalNearTheEnds_IsClippedToTheScale()
    {
        var high = SatisfactionIndex.Of(Instruments.Tally(Instruments.Nine(), Repeated(("444444444", 9), ("144444444", 1))), null).Interval!;
        var low = SatisfactionIndex.Of(Instruments.Tally(Instruments.Nine(), Repeated(("111111111", 9), ("411111111", 1))), null).Interval!;

        Assert.Equal(100m, high.High);
        Assert.Equal(25m, low.Low);
    }

    [Fact]
    public void Of_TallyWithoutPairSums_HasNoInterval()
    {
        var full = Instruments.Tally(Instruments.Nine(), Repeated(("444444444", 9), ("144444444", 1)));
        var head = new AnswerTally(full.Layout);
        head.AddPacked(full.Pack(), full.Layout.Head);

        var index = SatisfactionIndex.Of(head, null);

        Assert.Equal(SatisfactionIndex.Of(full, null).Value, index.Value);
        Assert.Null(index.Interval);
        Assert.Null(index.ChangeError);
    }

    private static IEnumerable<string> Repeated(params (string Row, int Times)[] rows) => rows.SelectMany(row => Enumerable.Repeat(row.Row, row.Times));

    private static decimal Number(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);
}
