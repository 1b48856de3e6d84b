using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;

namespace PublicVoice.Web.Surveys;

/// <summary>One filled-in survey (isian survei). No name, no account, no address of the sender.</summary>
public class SurveyResponse
{
    public long Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Null when the unit as such was rated.</summary>
    public int? ServiceId { get; init; }
    public required int QuestionnaireVersionId { get; init; }

    /// <summary>
    /// UTC. For an imported row that has only a day: noon of that day in the government's time zone. From a counter tablet: by its clock,
    /// corrected by what that clock was off.
    /// </summary>
    public required DateTime SubmittedOn { get; init; }

    /// <summary>Day in the time zone of the government.</summary>
    public required DateOnly LocalDay { get; init; }

    /// <summary>Hour of that day, 0–23; null where only the day is known.</summary>
    public required int? LocalHour { get; init; }
    public required Channel Channel { get; init; }
    public required Assurance Assurance { get; init; }

    /// <summary>One character per question of the version: '1'–'9', '-' not applicable, '.' left out.</summary>
    public required string Answers { get; init; }

    /// <summary>One character per profile field of the version: option index in base 36, '.' not stated.</summary>
    public required string Profile { get; init; }
    public int? DurationSeconds { get; init; }
    public required IntegritySignals Signals { get; init; }
    public bool Excluded { get; init; }

    /// <summary>The decision that took it out, while it is out. No foreign key: SQLite would copy the whole table to add it.</summary>
    public int? ExclusionId { get; init; }

    /// <summary>UUID; one stored response per key. Version 7 from forms, derived from the row's content for imports.</summary>
    public required Guid SubmissionKey { get; init; }

    /// <summary>Batch of the visit code, where it is large enough to tell nobody apart. No foreign key: SQLite would copy the whole table to add it.</summary>
    public int? VisitCodeBatchId { get; init; }

    /// <summary>Counter tablet that took it. No foreign key, as above.</summary>
    public int? DeviceId { get; init; }

    /// <summary>UTC; when a counter tablet delivered it. Null where it was sent as it was given.</summary>
    public DateTime? ReceivedOn { get; init; }

    /// <summary>First eight bytes of the hash of the receipt code.</summary>
    public required long ReceiptHash { get; init; }

    public ResponseClass Class => Excluded ? ResponseClass.Excluded : ClassOf(Signals);

    public SurveyAnswers Counted => new(Answers, Profile, Channel, Assurance, Signals, DurationSeconds, HourOfMonth(LocalDay, LocalHour));

    public static ResponseClass ClassOf(IntegritySignals signals) =>
        (signals & ResponseSignals.Flagging) == IntegritySignals.None ? ResponseClass.Clean : ResponseClass.Flagged;

    public static int? HourOfMonth(DateOnly localDay, int? localHour) => localHour is { } hour ? ((localDay.Day - 1) * 24) + hour : null;
}

/// <summary>Free text of a response, kept apart from it so that it can be masked or deleted alone.</summary>
public class SurveyComment
{
    public const int TextMaxLength = 2000;

    public required long SurveyResponseId { get; init; }
    public required string Text { get; init; }
}

/// <summary>Packed counts of one unit × service × version × month × class. Kept in the transaction of the responses.</summary>
public class Tally
{
    public required int UnitId { get; init; }

    /// <summary>0 for the unit as such: a key must not be null.</summary>
    public required int ServiceId { get; init; }
    public required int QuestionnaireVersionId { get; init; }

    /// <summary>Year × 100 + month, local.</summary>
    public required int Month { get; init; }
    public required ResponseClass Class { get; init; }

    /// <summary><see cref="AnswerTally.Pack"/>.</summary>
    public required byte[] Counts { get; set; }
}
