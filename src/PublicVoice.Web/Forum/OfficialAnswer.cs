namespace PublicVoice.Web.Forum;

/// <summary>What an official answer does to the post.</summary>
public enum AnswerOutcome
{
    Answered = 1,

    /// <summary>What the office will do, and until when.</summary>
    InProgress = 2,

    /// <summary>Done, with evidence.</summary>
    Done = 3,

    /// <summary>Belum dapat, karena …</summary>
    NotPossible = 4,
}

/// <summary>Answer of the office (tanggapan resmi): a draft until it is published, by a second person where the unit wants it.</summary>
public class OfficialAnswer
{
    public const int TextMaxLength = 5000;
    public const int EvidenceMaxLength = 1000;
    public const int LinkMaxLength = 400;

    public int Id { get; init; }
    public required int PostId { get; init; }
    public required AnswerOutcome Outcome { get; set; }
    public required string Text { get; set; }

    /// <summary>Until when something will be done; with <see cref="AnswerOutcome.InProgress"/> only.</summary>
    public DateOnly? DoneBy { get; set; }

    /// <summary>What shows that it is done, and where it can be seen; with <see cref="AnswerOutcome.Done"/> only.</summary>
    public string? Evidence { get; set; }
    public string? EvidenceLink { get; set; }
    public required int DraftedById { get; set; }
    public required DateTime DraftedOn { get; set; }
    public int? ApprovedById { get; set; }

    /// <summary>Null while it is a draft.</summary>
    public DateTime? PublishedOn { get; set; }

    /// <summary>Counts the changes, as with posts.</summary>
    public int Version { get; set; } = 1;
}
