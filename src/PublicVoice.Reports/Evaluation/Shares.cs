using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Evaluation;

internal static class Shares
{
    /// <summary>Percent with one decimal, half up; 0 of nothing is 0.</summary>
    public static decimal Percent(long part, long whole) => whole == 0 ? 0 : (new Rational(part, whole) * 100).Round(1);
}
