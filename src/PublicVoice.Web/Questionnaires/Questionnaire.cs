namespace PublicVoice.Web.Questionnaires;

/// <summary>An instrument over time; its content lives in its versions.</summary>
public class Questionnaire
{
    public const int CodeMaxLength = 64;

    public int Id { get; init; }
    public required string Code { get; init; }
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
