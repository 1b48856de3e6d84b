namespace PublicVoice.Web.Forum;

public enum MessageKind
{
    /// <summary>Something to add.</summary>
    Reply = 1,

    /// <summary>The text as it should have been.</summary>
    Correction = 2,

    /// <summary>Why a rejection should be looked at again.</summary>
    Appeal = 3,

    /// <summary>Answer to "is it solved?".</summary>
    Solved = 4,
    NotSolved = 5,
}

/// <summary>What the writer added afterwards, with the receipt code. Public once a moderator let it through.</summary>
public class PostMessage
{
    public int Id { get; init; }
    public required int PostId { get; init; }

    /// <summary>UUID version 7 of the form: sending it again stores nothing more.</summary>
    public required Guid SubmissionKey { get; init; }
    public required MessageKind Kind { get; init; }
    public required string Text { get; init; }
    public required DateTime WrittenOn { get; init; }

    /// <summary>As the public reads it, masked; null while it waits or was held back.</summary>
    public string? PublicText { get; set; }

    /// <summary>When a moderator looked at it; null while it waits.</summary>
    public DateTime? DecidedOn { get; set; }
}
