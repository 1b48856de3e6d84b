using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class QuantilesTests
{
    /// <summary>Values of the NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2 (three decimals).</summary>
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(5, 2.571)]
    [InlineData(10, 2.228)]
    [InlineData(29, 2.045)]
    [InlineData(30, 2.042)]
    [InlineData(60, 2.000)]
    [InlineData(100, 1.984)]
    public void Student975_PublishedTable_IsReproduced(int degrees, double expected) =>
        Assert.Equal(expected, Math.Round(Quantiles.Student975(degrees), 3));

    [Fact]
    public void Student975_MoreDegrees_FallsTowardsTheNormalQuantile()
    {
        var values = Enumerable.Range(1, 1000).Select(degrees => Quantiles.Student975(degrees)).ToList();

        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        Assert.Equal(Quantiles.Normal975, Quantiles.Student975(5_000_000), 6);
        Assert.True(Math.Abs((values[398] - values[399]) - (values[399] - values[400])) < 1e-6, "The series and the expansion do not meet.");
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.025, 1.959963984540054)]
    [InlineData(0.0125, 2.241402727604947)]
    [InlineData(0.005, 2.575829303548901)]
    [InlineData(0.05 / 18, 2.7729212946)]
    [InlineData(0.0001, 3.719016485455709)]
    public void NormalUpper_KnownValues_AreReproduced(double probability, double expected) =>
        Assert.Equal(expected, Quantiles.NormalUpper(probability), 9);

    [Fact]
    public void Student975_NoDegrees_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Student975(0));
}
