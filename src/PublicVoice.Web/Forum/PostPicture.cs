namespace PublicVoice.Web.Forum;

/// <summary>
/// A picture that a citizen added to a post, encoded anew; what was sent is kept nowhere. Until the post is sent it belongs to its form and is
/// deleted after some hours.
/// </summary>
public class PostPicture
{
    public const int Most = 3;
    public const int MaxBytes = 10 * 1024 * 1024;
    public const int MaxPixels = 50_000_000;
    public const int AltMaxLength = 200;

    /// <summary>How long one is kept that no post was sent with.</summary>
    public static readonly TimeSpan KeptUnsent = TimeSpan.FromHours(6);

    public int Id { get; init; }

    /// <summary>Random: its address tells nothing of the post, and the post nothing of its address.</summary>
    public required Guid Key { get; init; }

    /// <summary>Submission key of the form that it was sent with.</summary>
    public required Guid FormKey { get; init; }

    /// <summary>Of the file as it was sent: sending it again with the same form stores nothing more.</summary>
    public required byte[] SourceHash { get; init; }

    /// <summary>In the order they were chosen; from 1 once the post is sent.</summary>
    public required int Position { get; init; }
    public required DateTime SentOn { get; init; }

    /// <summary>Null until the post is sent.</summary>
    public int? PostId { get; set; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int SmallWidth { get; init; }
    public required int SmallHeight { get; init; }

    /// <summary>What it shows, in the writer's words.</summary>
    public string? Alt { get; set; }

    /// <summary>The same as the public reads it.</summary>
    public string? PublicAlt { get; set; }

    /// <summary>A moderator lets the public see it, while the post is public.</summary>
    public bool IsShown { get; set; }
}

/// <summary>The picture itself, apart from what is read with every post.</summary>
public class PostPictureContent
{
    public required int PostPictureId { get; init; }

    /// <summary>JPEG, as the other.</summary>
    public required byte[] Large { get; init; }
    public required byte[] Small { get; init; }
}
