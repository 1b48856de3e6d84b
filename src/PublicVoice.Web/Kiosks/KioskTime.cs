using System.Runtime.InteropServices;

namespace PublicVoice.Web.Kiosks;

/// <summary>When an answer was given at a tablet whose clock may be wrong.</summary>
/// <param name="IsKnown">False where the clock was set in between, so that only the time of receipt is left.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KioskTime(DateTime GivenOn, bool IsKnown)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="given">Milliseconds since 1970 by the tablet's clock when the answer was given.</param>
    /// <param name="sent">The same when it was sent: how far that is from the time of receipt is what the clock is off.</param>
    /// <param name="pairedOn">Nothing was given before.</param>
    public static KioskTime Of(long given, long sent, DateTime receivedOn, DateTime pairedOn)
    {
        var age = (double)sent - given;
        if (age < -Tolerance.TotalMilliseconds || age > (receivedOn - pairedOn + Tolerance).TotalMilliseconds)
        {
            return new KioskTime(receivedOn, false);
        }

        return new KioskTime(receivedOn - TimeSpan.FromMilliseconds(Math.Max(0, age)), true);
    }
}
