using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Evaluation;

/// <summary>Counts of one unit, service or period by class. A null tally stands for no responses.</summary>
/// <param name="Population">People served in the period (N), exact; null where unknown.</param>
public sealed record ClassTallies(AnswerTally Clean, AnswerTally Flagged, AnswerTally Excluded, Rational? Population)
{
    /// <summary>What counts for the index: clean and flagged.</summary>
    public AnswerTally Counted => field ??= AnswerTally.Sum(Clean.Layout, [Clean, Flagged]);
}

/// <summary>First and last day, both included, in the time zone of the government.</summary>
public sealed record Period(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    public static Period Month(int year, int month) =>
        new(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)));
}

/// <summary>Who issues the report. Every part may be missing except the names.</summary>
/// <param name="CoatOfArms">PNG or JPEG bytes, already checked.</param>
/// <param name="DocumentNumber">As printed; null when the unit has no number pattern.</param>
public sealed record Letterhead(
    string GovernmentName,
    string? Name,
    string? Address,
    byte[]? CoatOfArms,
    string? DocumentNumber,
    string? SignerName,
    string? SignerNip,
    string? SignerTitle);

/// <param name="Type">Unit type such as dinas or kecamatan.</param>
public sealed record ReportUnit(string Code, string Type, string Name, string? HeadTitle);

/// <summary>A part of the unit that is compared with its siblings: a service, or a unit directly below.</summary>
public sealed record PartFacts(string Code, string Name, ClassTallies Tallies);

public sealed record MonthFacts(DateOnly Month, ClassTallies Tallies);

/// <summary>A day from which on a unit is something else: merged, split, moved, or with other units below it.</summary>
/// <param name="Day">First day of the new state; the month that holds it is the first one counted so.</param>
/// <param name="IsComparable">True where the earlier months of the trend count the same offices as the later ones, so that a change is one.</param>
public sealed record TrendBreak(DateOnly Day, LocalText Reason, bool IsComparable);

/// <summary>A result published before, from another system or on paper; drawn as a marked point, never mixed into a computation.</summary>
public sealed record ReferencePoint(Period Period, decimal Index, long? N, string Source);

/// <summary>A comment as the citizen wrote it. It is masked before it goes into a report.</summary>
/// <param name="Answers">
/// The answers of the same response, one character per question in the order of <see cref="EvaluationFacts.Definition"/>
/// (<see cref="QuestionnaireDefinition.Reorder"/> for responses to another version).
/// </param>
public sealed record CommentFacts(DateOnly Day, string? ServiceName, string Answers, string Text);

/// <summary>An hour that brought far more responses than the others of its month.</summary>
/// <param name="HourOfMonth">Local hour since the start of the month.</param>
public sealed record BurstHour(int HourOfMonth, long Responses);

/// <summary>Responses to another version of the questionnaire in the same period that cannot be added to this one.</summary>
public sealed record OtherVersionFacts(QuestionnaireDefinition Definition, ClassTallies Tallies);

/// <summary>Everything a report is computed from. Nothing in it is formatted; nothing is fetched later.</summary>
public sealed record EvaluationFacts
{
    public required ReportUnit Unit { get; init; }
    public required Letterhead Letterhead { get; init; }
    public required Period Period { get; init; }
    public required QuestionnaireDefinition Definition { get; init; }
    public required ClassTallies Current { get; init; }

    /// <summary>The month before.</summary>
    public required ClassTallies Previous { get; init; }

    /// <summary>Thirteen months, oldest first, ending with the month of the report.</summary>
    public required IReadOnlyList<MonthFacts> Trend { get; init; }

    /// <summary>Within the months of the trend, in order.</summary>
    public IReadOnlyList<TrendBreak> TrendBreaks { get; init; } = [];

    public required IReadOnlyList<ReferencePoint> ReferencePoints { get; init; }
    public required IReadOnlyList<PartFacts> Services { get; init; }

    /// <summary>Responses that rated the unit itself and none of its services; null where not looked up.</summary>
    public ClassTallies? WithoutService { get; init; }
    public required IReadOnlyList<PartFacts> SubUnits { get; init; }
    public required IReadOnlyList<CommentFacts> Comments { get; init; }
    public required IReadOnlyList<OtherVersionFacts> OtherVersions { get; init; }

    /// <summary>Counted responses without those of burst hours; null when there was no burst hour.</summary>
    public required AnswerTally? WithoutBursts { get; init; }
    public required IReadOnlyList<BurstHour> BurstHours { get; init; }

    /// <summary>Of the period; never part of the index.</summary>
    public IReadOnlyList<ExtraQuestionFacts> ExtraQuestions { get; init; } = [];

    /// <summary>Null where nobody ever wrote to the government, or it is not asked for.</summary>
    public ForumFacts? Forum { get; init; }

    /// <summary>Public address of the survey form, for the QR code of the report; null leaves it out.</summary>
    public required Uri? SurveyAddress { get; init; }
}
