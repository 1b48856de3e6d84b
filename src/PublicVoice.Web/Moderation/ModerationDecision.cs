using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Moderation;

public enum DecisionOutcome
{
    Publish = 1,
    PublishMasked = 2,
    Reject = 3,

    /// <summary>To another unit, whose moderator decides.</summary>
    PassOn = 4,
    Merge = 5,

    /// <summary>To SP4N-LAPOR!, the national channel.</summary>
    HandOver = 6,

    /// <summary>Out of sight, after it was public.</summary>
    Hide = 7,

    /// <summary>Takes back the decision before.</summary>
    Reverse = 8,

    /// <summary>A confidential post goes to the office and stays unpublished.</summary>
    Accept = 9,
}

/// <summary>Published reasons for not publishing (/forum/aturan).</summary>
public enum RejectionReason
{
    NotAService = 1,
    Insult = 2,
    PersonalAttack = 3,
    Advertising = 4,
    Unintelligible = 5,
    Duplicate = 6,
    OtherPersonsData = 7,
    CourtMatter = 8,
}

/// <summary>What a moderator decided (keputusan moderasi): who, when, what and why; never changed afterwards.</summary>
public class ModerationDecision
{
    public const int WordsMaxLength = 1000;
    public const int ModeratorMaxLength = 200;

    public int Id { get; init; }
    public required int PostId { get; init; }

    /// <summary>Unit of the post at that time.</summary>
    public required int UnitId { get; init; }
    public required DateTime DecidedOn { get; init; }
    public required int ModeratorId { get; init; }

    /// <summary>Name at that time; seen by staff only.</summary>
    public required string Moderator { get; init; }
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>With <see cref="DecisionOutcome.Reject"/> and <see cref="DecisionOutcome.Hide"/>.</summary>
    public RejectionReason? Reason { get; init; }

    /// <summary>What the writer is told besides.</summary>
    public string? Words { get; init; }

    /// <summary>The <see cref="PostState"/> before, as JSON, so that the decision can be taken back.</summary>
    public required string Before { get; init; }

    /// <summary>Version of the post after it: only while the post still stands there can it be taken back.</summary>
    public required int PostVersion { get; init; }
}
