namespace PublicVoice.Web.Forum;

/// <summary>An address that is told what becomes of one post, kept apart from it. It is used for nothing else and never shown.</summary>
public class PostFollower
{
    public int Id { get; init; }
    public required int PostId { get; init; }

    /// <summary>Lower case.</summary>
    public required string Email { get; init; }
    public required bool IsWriter { get; init; }

    /// <summary>Supports the post too, once it is confirmed.</summary>
    public bool IsSupporter { get; set; }
    public required string Language { get; init; }
    public required DateTime AskedOn { get; set; }

    /// <summary>Null until the link in the first mail was opened; until then nothing else is sent.</summary>
    public DateTime? ConfirmedOn { get; set; }
}

/// <summary>One support by a confirmed address or a signed cookie.</summary>
public class PostSupport
{
    public required int PostId { get; init; }

    /// <summary>Keyed hash of the address or of the cookie's number: who supported two posts that are merged counts once.</summary>
    public required long Supporter { get; init; }
    public required DateTime GivenOn { get; init; }
}

public enum FlagReason
{
    PersonalData = 1,
    Insult = 2,
    Advertising = 3,
    Untrue = 4,
    Duplicate = 5,
    Other = 6,
}

/// <summary>A reader's notice that a public post needs a look.</summary>
public class PostFlag
{
    public const int WordsMaxLength = 500;

    public int Id { get; init; }
    public required int PostId { get; init; }

    /// <summary>As <see cref="PostSupport.Supporter"/>.</summary>
    public required long Reader { get; init; }
    public required FlagReason Reason { get; init; }
    public string? Words { get; init; }
    public required DateTime GivenOn { get; init; }

    /// <summary>When a moderator looked at it.</summary>
    public DateTime? DecidedOn { get; set; }
}
