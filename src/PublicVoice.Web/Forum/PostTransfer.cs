namespace PublicVoice.Web.Forum;

/// <summary>An office passed a post to a unit below it, or back; never changed afterwards.</summary>
public class PostTransfer
{
    public const int NoteMaxLength = 1000;

    public int Id { get; init; }
    public required int PostId { get; init; }
    public required int FromUnitId { get; init; }
    public required int ToUnitId { get; init; }
    public required DateTime PassedOn { get; init; }
    public required int PassedById { get; init; }

    /// <summary>Name at that time; seen by staff only.</summary>
    public required string PassedBy { get; init; }

    /// <summary>For the colleagues; seen by staff only.</summary>
    public string? Note { get; init; }
}
