namespace PublicVoice.Web.Surveys;

/// <summary>Columns of a file of survey responses besides the profile fields and questions of the questionnaire (docs/import.md).</summary>
public static class ResponseColumns
{
    public const string Key = "key";
    public const string Row = "row";
    public const string Unit = "unit";
    public const string Service = "service";
    public const string SubmittedOn = "submitted_on";
    public const string Questionnaire = "questionnaire";
    public const string Channel = "channel";
    public const string Assurance = "assurance";
    public const string Duration = "duration_seconds";
    public const string Comment = "comment";

    /// <summary>Begins the column of an extra question: extra.CODE/version.</summary>
    public const string ExtraPrefix = "extra.";

    /// <summary>Written in a question's cell for "tidak berlaku".</summary>
    public const string NotApplicable = "TB";

    /// <summary>Names that a questionnaire may not give to its elements or profile fields.</summary>
    public static readonly IReadOnlyList<string> Reserved = [Key, Row, Unit, Service, SubmittedOn, Questionnaire, Channel, Assurance, Duration, Comment];
}
