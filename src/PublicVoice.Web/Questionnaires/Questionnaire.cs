using System.Security.Cryptography;

namespace PublicVoice.Web.Questionnaires;

/// <summary>An instrument over time; its content lives in its versions.</summary>
public class Questionnaire
{
    public const int CodeMaxLength = 64;

    /// <summary>Stands in an address for a questionnaire that is yet to be made.</summary>
    public const string ReservedCode = "new";

    public int Id { get; init; }
    public required string Code { get; init; }

    /// <summary>
    /// Unit that it belongs to: it may be used there and below. Null for the built-in one and those put in by the command line, which every
    /// unit may use. No foreign key: SQLite would copy the table to add it, and units are never deleted.
    /// </summary>
    public int? UnitId { get; init; }

    /// <summary>Since when it is no longer offered; null while it is.</summary>
    public DateTime? RetiredOn { get; private set; }

    public bool IsBuiltIn => Code == QuestionnaireVersions.StandardCode;

    public void Retire(DateTime now) =>
        RetiredOn = IsBuiltIn ? throw new InvalidOperationException("The built-in questionnaire cannot be retired: units without another one use it.") : now;

    public void TakeUpAgain() => RetiredOn = null;
}

/// <summary>
/// One version of an instrument. A row never changes: an unanswered version is replaced by a new row, an answered one by the next
/// version, and the foreign key of the responses keeps an answered row for ever.
/// </summary>
public class QuestionnaireVersion
{
    public int Id { get; init; }
    public required int QuestionnaireId { get; init; }
    public required int Number { get; init; }

    /// <summary>The instrument as JSON; read it through <see cref="QuestionnaireVersions"/>.</summary>
    public required string Content { get; init; }
    public required DateTime CreatedOn { get; init; }
}

/// <summary>What will become the next version. One for each questionnaire at most; it may change and be incomplete.</summary>
public class QuestionnaireDraft
{
    public const int MaxLength = 1_000_000;

    public required int QuestionnaireId { get; init; }

    /// <summary>The draft as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>
    /// Grows with every change, so that two who edit the same draft never overwrite each other unseen. It begins anywhere: a page that was
    /// opened for an earlier draft of the questionnaire must not pass for one of this.
    /// </summary>
    public int Revision { get; set; } = RandomNumberGenerator.GetInt32(1, int.MaxValue / 2);
    public required DateTime ChangedOn { get; set; }
    public required string ChangedBy { get; set; }
}
