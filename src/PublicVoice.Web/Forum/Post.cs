namespace PublicVoice.Web.Forum;

/// <summary>Classes of SP4N-LAPOR!.</summary>
public enum PostKind
{
    Aspiration = 1,
    InformationRequest = 2,
    Complaint = 3,
}

/// <summary>Where a post stands, in words that everyone understands (<see cref="ForumWords"/>).</summary>
public enum PostStatus
{
    /// <summary>Diterima: waits for a moderator.</summary>
    Received = 1,

    /// <summary>Ditinjau: a moderator has it in hand.</summary>
    InReview = 2,
    Published = 3,
    Rejected = 4,
    Answered = 5,

    /// <summary>Ditindaklanjuti: the office said what it will do.</summary>
    InProgress = 6,

    /// <summary>Selesai.</summary>
    Done = 7,

    /// <summary>Belum dapat: with the reason.</summary>
    NotPossible = 8,

    /// <summary>Taken back by the writer.</summary>
    Withdrawn = 9,

    /// <summary>Part of another post.</summary>
    Merged = 10,

    /// <summary>Taken out of sight after it was public.</summary>
    Hidden = 11,
}

/// <summary>What the public sees of the writer's name.</summary>
public enum NameShown
{
    Anonymous = 1,
    Initials = 2,
    AsGiven = 3,
}

/// <summary>What is notable about how a post was sent: for moderators to see, never a reason to refuse.</summary>
[Flags]
public enum PostSignals
{
    None = 0,

    /// <summary>A field that nobody sees was filled in.</summary>
    Trapped = 1,

    /// <summary>Sent without a human check.</summary>
    Unchecked = 2,

    /// <summary>Names an address of the web.</summary>
    Links = 4,

    /// <summary>The same words were sent before.</summary>
    Repeated = 8,

    /// <summary>One of many from one network within minutes.</summary>
    Burst = 16,
}

/// <summary>What a citizen wrote to an office (topik).</summary>
public class Post
{
    public const int TitleMaxLength = 120;
    public const int TextMaxLength = 5000;
    public const int NameMaxLength = 100;
    public const int ElementMaxLength = 40;
    public const int TrackingNumberMaxLength = 40;

    /// <summary>Signals worth a view of their own; who has no JavaScript is never checked.</summary>
    public const PostSignals NotableSignals = PostSignals.Trapped | PostSignals.Links | PostSignals.Repeated | PostSignals.Burst;

    /// <summary>Statuses after a moderator let it through; the public reads those that are not confidential.</summary>
    public static readonly IReadOnlyList<PostStatus> StatusesWithOffice = [PostStatus.Published, PostStatus.Answered, PostStatus.InProgress, PostStatus.Done, PostStatus.NotPossible];

    public int Id { get; init; }

    /// <summary>UUID version 7 of the form: sending it again stores nothing more.</summary>
    public required Guid SubmissionKey { get; init; }

    /// <summary>Of the receipt code, which is stored nowhere.</summary>
    public required long ReceiptHash { get; init; }
    public required int UnitId { get; set; }
    public int? ServiceId { get; set; }
    public required PostKind Kind { get; init; }

    /// <summary>As the citizen wrote it; seen by the office and its moderators only.</summary>
    public required string Title { get; set; }
    public required string Text { get; set; }
    public string? Name { get; init; }
    public required NameShown NameShown { get; init; }

    /// <summary>Rahasia: only the office sees the content.</summary>
    public required bool IsConfidential { get; init; }

    /// <summary>Language of the form, "id" or "en": the writer's mails and status page.</summary>
    public required string Language { get; init; }
    public required DateTime WrittenOn { get; init; }
    public PostSignals Signals { get; set; }

    /// <summary><see cref="SearchWords.Fingerprint"/> of title and text as they were sent.</summary>
    public long WordsHash { get; init; }

    /// <summary>Last working day for the moderator.</summary>
    public required DateOnly ReviewBy { get; set; }

    /// <summary>Last working day for the office; null until it was published or, where confidential, accepted.</summary>
    public DateOnly? AnswerBy { get; set; }
    public PostStatus Status { get; set; } = PostStatus.Received;

    /// <summary>Counts the changes: whoever decides on an older state is told (optimistic concurrency).</summary>
    public int Version { get; set; } = 1;

    /// <summary>Who has it in hand, and since when.</summary>
    public int? ClaimedById { get; set; }
    public DateTime? ClaimedOn { get; set; }

    /// <summary>Since when it waits for a second look that its writer asked for; null where none is asked for.</summary>
    public DateTime? AppealedOn { get; set; }

    /// <summary>What the public reads: masked where a moderator masked. Null until it was published.</summary>
    public string? PublicTitle { get; set; }
    public string? PublicText { get; set; }
    public DateTime? PublishedOn { get; set; }

    /// <summary>In the order of publication; newest first is by it.</summary>
    public int? PublicationNumber { get; set; }

    /// <summary>Element of the survey that it is about.</summary>
    public string? Element { get; set; }

    /// <summary>Of SP4N-LAPOR!, where it was handed over.</summary>
    public string? TrackingNumber { get; set; }

    /// <summary>The post it became a part of.</summary>
    public int? MergedIntoId { get; set; }
    public DateTime? AnsweredOn { get; set; }
    public DateTime? ClosedOn { get; set; }

    /// <summary>An indication, not a vote.</summary>
    public int Supports { get; set; }

    /// <summary>Public before a moderator has read it: its writer has a good record, and the unit wants it so (<see cref="FirstPublication"/>).</summary>
    public bool IsUnreviewed { get; set; }

    /// <summary>The public may read it.</summary>
    public bool IsPublic => PublicationNumber is not null && !IsConfidential && (IsWithOffice || IsUnreviewed);

    /// <summary>Waits for a moderator.</summary>
    public bool IsWaiting => Status is PostStatus.Received or PostStatus.InReview;

    /// <summary>A moderator let it through, so the office may answer.</summary>
    public bool IsWithOffice => StatusesWithOffice.Contains(Status);

    /// <summary>The office owes an answer.</summary>
    public bool IsUnanswered => Status == PostStatus.Published;

    /// <summary>The office is not through with it.</summary>
    public bool IsOpenAtOffice => IsWithOffice && ClosedOn is null;

    public void Claim(int moderatorId, DateTime now)
    {
        (Status, ClaimedById, ClaimedOn) = (PostStatus.InReview, moderatorId, now);
        Version++;
    }

    /// <summary>Shows it to the public while it waits for a moderator all the same.</summary>
    public void PublishFirst(int number, DateTime now)
    {
        Expect(Status == PostStatus.Received && !IsConfidential && PublicationNumber is null, "be published first");
        (PublicTitle, PublicText, PublicationNumber, PublishedOn, IsUnreviewed) = (Title, Text, number, now, true);
        Version++;
    }

    /// <summary>Out of the hands of whoever took it.</summary>
    public void Release()
    {
        Expect(Status == PostStatus.InReview, "be given back");
        (Status, ClaimedById, ClaimedOn) = (PostStatus.Received, null, null);
        Version++;
    }

    /// <summary>Shows it to the public, or passes a confidential one to the office.</summary>
    /// <param name="number">Next publication number; null for a confidential post.</param>
    public void Publish(string title, string text, int? number, DateTime now, DateOnly answerBy)
    {
        (Status, AnswerBy) = (PostStatus.Published, answerBy);
        if (!IsConfidential)
        {
            (PublicTitle, PublicText, PublicationNumber, PublishedOn) = (title, text, number, now);
        }

        Decided();
    }

    public void Reject()
    {
        Status = PostStatus.Rejected;
        Decided();
    }

    public void Hide()
    {
        Status = PostStatus.Hidden;
        Decided();
    }

    /// <summary>Its moderator decides anew; the services of the unit before mean nothing there.</summary>
    public void PassOn(int unitId, DateOnly reviewBy)
    {
        var appealed = AppealedOn;
        (UnitId, ServiceId, Status, ReviewBy) = (unitId, null, PostStatus.Received, reviewBy);
        Decided();
        AppealedOn = appealed;
    }

    /// <summary>The office passes it to a unit of its own. What was promised to the writer stays.</summary>
    public void Transfer(int unitId)
    {
        Expect(IsOpenAtOffice, "be passed to another unit by its office");
        UnitId = unitId;
        Version++;
    }

    public void MergeInto(int postId)
    {
        (Status, MergedIntoId) = (PostStatus.Merged, postId);
        Decided();
    }

    public void HandOver(string trackingNumber)
    {
        var appealed = AppealedOn;
        TrackingNumber = trackingNumber;
        Decided();
        AppealedOn = appealed;
    }

    /// <summary>What an official answer makes of it.</summary>
    public void Answer(AnswerOutcome outcome, DateTime now)
    {
        Status = outcome switch
        {
            AnswerOutcome.Answered => PostStatus.Answered,
            AnswerOutcome.InProgress => PostStatus.InProgress,
            AnswerOutcome.Done => PostStatus.Done,
            AnswerOutcome.NotPossible => PostStatus.NotPossible,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
        };
        AnsweredOn ??= now;
        ClosedOn = outcome is AnswerOutcome.Done or AnswerOutcome.NotPossible ? now : null;
        Version++;
    }

    /// <summary>Back to how it stood before a decision.</summary>
    public void Restore(PostState state)
    {
        (Status, UnitId, ServiceId) = (state.Status == PostStatus.InReview ? PostStatus.Received : state.Status, state.UnitId, state.ServiceId);
        (PublicTitle, PublicText, PublicationNumber, PublishedOn) = (state.PublicTitle, state.PublicText, state.PublicationNumber, state.PublishedOn);
        (ReviewBy, AnswerBy, MergedIntoId, TrackingNumber, Element) = (state.ReviewBy, state.AnswerBy, state.MergedIntoId, state.TrackingNumber, state.Element);
        Decided();
        AppealedOn = state.AppealedOn;
    }

    /// <summary>The moderators or the office have it: the writer may add to it, correct it or take it back.</summary>
    public bool IsUnderway => IsWaiting || IsWithOffice;

    /// <summary>A moderator decided against it, so the writer may ask once to have it looked at again.</summary>
    public bool MayBeAppealed => Status is PostStatus.Rejected or PostStatus.Hidden;

    /// <summary>The writer takes it back.</summary>
    public void Withdraw(DateTime now)
    {
        Expect(IsUnderway, "be withdrawn");
        (Status, ClosedOn) = (PostStatus.Withdrawn, now);
        Decided();
    }

    /// <summary>Nobody but the moderators may have read it.</summary>
    public bool MayBeRewritten => IsWaiting && !IsUnreviewed;

    /// <summary>The writer corrects what no moderator has decided on yet.</summary>
    public void Correct(string text)
    {
        Expect(MayBeRewritten, "be rewritten");
        Text = text;
        Version++;
    }

    /// <summary>Back to the moderators.</summary>
    public void Appeal(DateOnly reviewBy, DateTime now)
    {
        Expect(MayBeAppealed, "be appealed");
        (Status, ReviewBy) = (PostStatus.Received, reviewBy);
        Decided();
        AppealedOn = now;
    }

    /// <summary>The writer says that it is not done: back to the office.</summary>
    public void Reopen(DateOnly answerBy)
    {
        Expect(Status == PostStatus.Done, "be reopened");
        (Status, AnswerBy, ClosedOn) = (PostStatus.Published, answerBy, null);
        Version++;
    }

    private void Decided()
    {
        (ClaimedById, ClaimedOn, AppealedOn, IsUnreviewed) = (null, null, null, false);
        Version++;
    }

    private void Expect(bool allowed, string what)
    {
        if (!allowed)
        {
            throw new InvalidOperationException($"Post {Id} is {Status} and cannot {what}.");
        }
    }
}

/// <summary>What a decision changes of a post, as it was before.</summary>
public sealed record PostState(
    PostStatus Status,
    int UnitId,
    int? ServiceId,
    string? PublicTitle,
    string? PublicText,
    int? PublicationNumber,
    DateTime? PublishedOn,
    DateOnly ReviewBy,
    DateOnly? AnswerBy,
    int? MergedIntoId,
    string? TrackingNumber,
    string? Element,
    DateTime? AppealedOn = null)
{
    public static PostState Of(Post post) => new(
        post.Status, post.UnitId, post.ServiceId, post.PublicTitle, post.PublicText, post.PublicationNumber, post.PublishedOn, post.ReviewBy, post.AnswerBy,
        post.MergedIntoId, post.TrackingNumber, post.Element, post.AppealedOn);
}
