using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class SmallNumbersTests
{
    [Theory]
    [InlineData(new long[] { 50, 7, 12 }, new[] { false, false, false })]
    [InlineData(new long[] { 50, 4, 12 }, new[] { false, true, true })]
    [InlineData(new long[] { 50, 4, 1 }, new[] { false, true, true })]
    [InlineData(new long[] { 50, 2, 1 }, new[] { true, true, true })]
    [InlineData(new long[] { 50, 0, 12 }, new[] { false, false, false })]
    [InlineData(new long[] { 50, 0, 3, 8 }, new[] { false, false, true, true })]
    [InlineData(new long[] { 8, 8, 3 }, new[] { true, false, true })]
    [InlineData(new long[] { 3 }, new[] { true })]
    [InlineData(new long[0], new bool[0])]
    public void Hidden_CellsUnderFive_TakeSiblingsUntilFiveAreHidden(long[] cells, bool[] expected) => Assert.Equal(expected, SmallNumbers.Hidden(cells));

    [Fact]
    public void Hidden_AnyCells_LeaveNoSmallCellToBeWorkedOut()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var cells = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (long)random.Next(0, 12)).ToArray();
            var hidden = SmallNumbers.Hidden(cells);
            var secret = cells.Where((_, i) => hidden[i]).Sum();

            Assert.All(cells.Index(), cell => Assert.True(hidden[cell.Index] || cell.Item is 0 or >= 5));
            Assert.True(secret == 0 || secret >= 5 || secret == cells.Sum());
        }
    }

    [Theory]
    [InlineData(4, false, false)]
    [InlineData(5, true, false)]
    [InlineData(29, true, false)]
    [InlineData(30, true, true)]
    public void MayShow_Limits_AreFiveAndThirty(long n, bool index, bool distribution) =>
        Assert.Equal((index, distribution), (SmallNumbers.MayShow(n), SmallNumbers.MayShowDistribution(n)));
}
