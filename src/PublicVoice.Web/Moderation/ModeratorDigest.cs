namespace PublicVoice.Web.Moderation;

/// <summary>The queue of a moderator was looked at for the mail of a day, and told where something waited.</summary>
public class ModeratorDigest
{
    public required int AccountId { get; init; }

    /// <summary>In the time zone of the moderator's government.</summary>
    public required DateOnly Day { get; init; }
    public required DateTime MadeOn { get; init; }
}
