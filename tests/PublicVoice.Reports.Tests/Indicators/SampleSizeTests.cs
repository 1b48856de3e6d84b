using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class SampleSizeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(67, 57)]
    [InlineData(4384, 353)]
    [InlineData(23857000, 384)]
    public void Target_Population_IsTheFormulaRoundedHalfUp(long population, int expected) => Assert.Equal(expected, SampleSize.Target(population));

    [Fact]
    public void Target_PooledPopulation_IsNotTheSumOfTargets() =>
        Assert.True(SampleSize.Target(2000) < SampleSize.Target(1000) + SampleSize.Target(1000));

    [Fact]
    public void Population_OfAMonth_IsTheExactShareOfTheYear()
    {
        Assert.Equal(new Rational(1000 * 31, 365), SampleSize.Population(1000, 31));
        Assert.Equal(70, SampleSize.Target(SampleSize.Population(1000, 31)));
    }

    [Fact]
    public void Target_NegativePopulation_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Target(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Population(-1, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Population(1, -30));
    }
}
