namespace PublicVoice.Web.ExtraQuestions;

/// <summary>
/// A question of an office's own beside those of the questionnaire. It never counts in the index. What is asked, and in which words, lives in
/// its versions.
/// </summary>
public class ExtraQuestion
{
    public const int CodeMaxLength = 128;

    /// <summary>More would turn the survey of a minute into a form.</summary>
    public const int MostPerUnit = 5;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Unique in the installation: unit code, a dot, and a short name. Names its columns in files of answers.</summary>
    public required string Code { get; init; }

    /// <summary>Asked by the units below as well.</summary>
    public required bool WithUnitsBelow { get; set; }

    /// <summary>Order within the unit.</summary>
    public required int Position { get; set; }

    /// <summary>Since when it is no longer asked; null while it is.</summary>
    public DateTime? RetiredOn { get; set; }

    /// <summary>Grows with every change, so that two who edit it never overwrite each other unseen.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>The part of the code after the unit's.</summary>
    public string ShortCode => Code[(Code.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

/// <summary>One wording of an extra question. A row never changes, so that old answers keep their texts.</summary>
public class ExtraQuestionVersion
{
    public const int ContentMaxLength = 20_000;

    public int Id { get; init; }
    public required int ExtraQuestionId { get; init; }
    public required int Number { get; init; }

    /// <summary>What it asks, as JSON.</summary>
    public required string Content { get; init; }
    public required DateTime CreatedOn { get; init; }
}

/// <summary>The answer of one response to one extra question. A question that was left out has no row.</summary>
public class ExtraAnswer
{
    public const int TextMaxLength = 500;

    public required long SurveyResponseId { get; init; }
    public required int ExtraQuestionVersionId { get; init; }

    /// <summary>Bit 0 for the first option, or for 1 on a scale, and so on; 0 for a text.</summary>
    public required int Chosen { get; init; }
    public required string? Text { get; init; }
}
