namespace PublicVoice.Reports.Indicators;

public enum Channel
{
    Self = 0,
    Kiosk = 1,
    Assisted = 2,
    Paper = 3,
    Import = 4,
}

public enum Assurance
{
    None = 0,
    HumanCheck = 1,
    VisitCode = 2,
}

/// <summary>What keeps a response apart in the tallies. Flagged responses count, and every index is also shown without them.</summary>
public enum ResponseClass
{
    Clean = 0,
    Flagged = 1,
    Excluded = 2,
}

/// <summary>Facts about how an answer came about. They never remove a response by themselves.</summary>
[Flags]
public enum IntegritySignals
{
    None = 0,
    StraightLined = 1,
    TooFast = 2,

    /// <summary>A field was filled in that nobody is shown.</summary>
    Trapped = 4,

    /// <summary>It came from a network of the office that is rated.</summary>
    OfficeNetwork = 8,

    /// <summary>It came while the office was closed.</summary>
    OutOfHours = 16,

    /// <summary>The same browser had rated the office before, more than once within half a day.</summary>
    SameDevice = 32,

    /// <summary>Its visit code lay far from the one used before it in the printed batch.</summary>
    CodesOutOfOrder = 64,
}

/// <summary>The part of a survey response that statistics see: no text, no key, no exact time.</summary>
/// <param name="Answers">One character per question of the version: '1'–'9', '-' not applicable, '.' left out.</param>
/// <param name="Profile">One character per profile field: index of the option in base 36, '.' not stated.</param>
/// <param name="DurationSeconds">Time from opening the form to sending it; null where unknown.</param>
/// <param name="HourOfMonth">Local hour since the start of the month, 0–743; null where only the day is known.</param>
public readonly record struct SurveyAnswers(
    string Answers,
    string Profile,
    Channel Channel,
    Assurance Assurance,
    IntegritySignals Signals,
    int? DurationSeconds,
    int? HourOfMonth);
