using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Integrity;

/// <summary>What a single response shows about how it came about. A signal is a fact to report, never a reason to drop an answer.</summary>
public static class ResponseSignals
{
    /// <summary>With fewer scored answers, equal ones are too ordinary to note.</summary>
    public const int FewestForStraightLine = 5;

    /// <summary>
    /// Two seconds per item mark insufficient effort in the literature (J. L. Huang et al., Detecting and Deterring Insufficient
    /// Effort Responding to Surveys, Journal of Business and Psychology 27, 2012); a returning citizen knows the form, so less is asked.
    /// </summary>
    public const double FewestSecondsPerQuestion = 1.5;

    /// <summary>
    /// What marks a response, and so leaves it out of "index without": how it was filled in. Where, when and by which device it came says
    /// nothing about a single answer; leaving those out would shift the index by who comes at what hour.
    /// </summary>
    public const IntegritySignals Flagging = IntegritySignals.StraightLined | IntegritySignals.TooFast | IntegritySignals.Trapped;

    /// <param name="answers">One character per question: '1'–'9', '-' not applicable, '.' left out.</param>
    /// <param name="durationSeconds">From opening the form to sending it; null where unknown.</param>
    public static IntegritySignals Of(string answers, int? durationSeconds)
    {
        var scores = answers.Where(char.IsAsciiDigit).ToList();
        var signals = IntegritySignals.None;
        if (scores.Count >= FewestForStraightLine && scores.TrueForAll(score => score == scores[0]))
        {
            signals |= IntegritySignals.StraightLined;
        }

        if (durationSeconds < FewestSecondsPerQuestion * answers.Count(answer => answer != '.'))
        {
            signals |= IntegritySignals.TooFast;
        }

        return signals;
    }
}
