using PublicVoice.Web.Kiosks;

namespace PublicVoice.Web.Tests.Kiosks;

public class KioskTimeTests
{
    private static readonly DateTime Paired = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Received = new(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)] // a clock that is right
    [InlineData(-20_000)] // one that stands in the year 1972
    [InlineData(400)] // one that is more than a year ahead
    public void Of_ClockThatIsOff_GoesByHowLongAgoItWas(int daysOff)
    {
        var clock = Received.AddDays(daysOff);
        var time = KioskTime.Of(Milliseconds(clock.AddHours(-30)), Milliseconds(clock), Received, Paired);
        Assert.Equal(new KioskTime(Received.AddHours(-30), true), time);
    }

    [Theory]
    [InlineData(6, false)] // given after it was sent: the clock was set back in between
    [InlineData(4, true)] // too little to matter
    [InlineData(-20 * 24 * 60, false)] // before the tablet was paired
    public void Of_ClockSetInBetween_LeavesTheTimeOfReceipt(int minutes, bool isKnown)
    {
        var time = KioskTime.Of(Milliseconds(Received.AddMinutes(minutes)), Milliseconds(Received), Received, Paired);
        Assert.Equal(new KioskTime(Received, isKnown), time);
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    [InlineData(long.MaxValue, 0)]
    public void Of_AbsurdNumbers_LeavesTheTimeOfReceipt(long given, long sent) =>
        Assert.Equal(new KioskTime(Received, false), KioskTime.Of(given, sent, Received, Paired));

    private static long Milliseconds(DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalMilliseconds;
}
