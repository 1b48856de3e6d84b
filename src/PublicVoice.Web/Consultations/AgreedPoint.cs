namespace PublicVoice.Web.Consultations;

/// <summary>What is to be set down about a point of the minutes.</summary>
/// <param name="Owner">Position of whoever is responsible; of the follow-up, not of the minutes.</param>
public sealed record AgreedPointTexts(string Problem, string Recommendation, DateOnly DueOn, string Owner);

/// <summary>A problem with what was agreed about it, as the office prepares it for the next revision of the minutes.</summary>
public class AgreedPoint
{
    public const int TextMaxLength = 1000;
    public const int OwnerMaxLength = 200;
    public const int Most = 60;

    public int Id { get; init; }
    public required int ConsultationId { get; init; }
    public string Problem { get; private set; } = "";
    public string Recommendation { get; private set; } = "";
    public DateOnly DueOn { get; private set; }
    public string Owner { get; private set; } = "";

    /// <summary>Left out from the next revision on.</summary>
    public bool IsRemoved { get; private set; }

    public void Write(AgreedPointTexts texts) => (Problem, Recommendation, DueOn, Owner) = (texts.Problem, texts.Recommendation, texts.DueOn, texts.Owner);

    public void Remove() => IsRemoved = true;
}

/// <summary>A revision of the minutes as it was published. Never changed.</summary>
public class PublishedMinutes
{
    public const int CorrectionMaxLength = 500;

    public int Id { get; init; }
    public required int ConsultationId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Revision { get; init; }
    public required DateTime PublishedOn { get; init; }

    /// <summary>Why there is another revision; null for the first.</summary>
    public required string? Correction { get; init; }

    /// <summary><see cref="PublicVoice.Reports.Consultations.MinutesFacts"/> as JSON, with phone numbers: for the full copy.</summary>
    public required string Content { get; init; }
}

public enum FollowUpStatus
{
    NotStarted = 1,
    InProgress = 2,
    Done = 3,

    /// <summary>With the reason in its progress.</summary>
    NotPossible = 4,

    /// <summary>A later revision of the minutes no longer has it.</summary>
    Dropped = 5,
}

/// <summary>A point of the published minutes that the office carries out in public.</summary>
public class FollowUpItem
{
    public int Id { get; init; }
    public required int ConsultationId { get; init; }
    public required int PointId { get; init; }
    public string Problem { get; private set; } = "";
    public string Recommendation { get; private set; } = "";
    public DateOnly DueOn { get; private set; }
    public string Owner { get; private set; } = "";
    public FollowUpStatus Status { get; private set; } = FollowUpStatus.NotStarted;
    public int Version { get; private set; } = 1;

    public bool IsUnfinished => Status is FollowUpStatus.NotStarted or FollowUpStatus.InProgress;

    public bool IsOverdue(DateOnly today) => IsUnfinished && DueOn < today;

    /// <summary>As the minutes say it. The owner is set once: who does the work may change without a correction of the minutes.</summary>
    public void Agree(AgreedPoint point)
    {
        (Problem, Recommendation, DueOn) = (point.Problem, point.Recommendation, point.DueOn);
        Owner = Owner.Length == 0 ? point.Owner : Owner;
        Status = Status == FollowUpStatus.Dropped ? FollowUpStatus.NotStarted : Status;
        Version++;
    }

    public void Advance(FollowUpStatus status, string owner)
    {
        (Status, Owner) = (status, owner);
        Version++;
    }

    public void Drop()
    {
        Status = FollowUpStatus.Dropped;
        Version++;
    }
}

/// <summary>What the office tells about a point in public.</summary>
public class FollowUpProgress
{
    public const int NoteMaxLength = 1000;

    public int Id { get; init; }
    public required int ItemId { get; init; }
    public required FollowUpStatus Status { get; init; }
    public required string Note { get; init; }
    public required DateTime WrittenOn { get; init; }
}

/// <summary>A document that goes with the material.</summary>
public class ConsultationDocument
{
    public const int MaxBytes = 5 * 1024 * 1024;
    public const int NameMaxLength = 120;

    public required int ConsultationId { get; init; }

    /// <summary>As it is shown; never part of a path.</summary>
    public required string Name { get; init; }

    /// <summary>A PDF.</summary>
    public required byte[] Content { get; init; }

    /// <summary>By content, not by name.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> content) => content.StartsWith("%PDF-"u8);
}
