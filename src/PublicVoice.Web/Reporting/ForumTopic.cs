using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Reporting;

/// <summary>A month of the forum, cut in the time zone of the government.</summary>
/// <param name="Units">Ids of the unit and everything that was below it on the last day.</param>
/// <param name="Until">Its end, or now while it lasts.</param>
/// <param name="Today">The day after its last, or today while it lasts: what was promised for a day before it is overdue.</param>
public sealed record ForumMonth(IReadOnlyList<int> Units, DateTime From, DateTime Until, DateOnly Today)
{
    public bool Holds(DateTime? instant) => instant >= From && instant < Until;
}

/// <summary>A decision that came after a month and says how the topic stood before it.</summary>
/// <param name="UnitId">Where the topic was until then.</param>
internal sealed record LaterDecision(int Id, int PostId, DateTime On, int UnitId, bool Moves);

/// <summary>The writer said that it is not solved.</summary>
/// <param name="AnsweredOn">The next official answer.</param>
internal sealed record Reopening(int PostId, DateTime On, DateTime? AnsweredOn);

/// <summary>A topic as it is now, with what tells how it stood at an earlier time.</summary>
internal sealed record ForumTopic
{
    public required int Id { get; init; }
    public required int UnitId { get; init; }
    public required PostKind Kind { get; init; }
    public required bool IsConfidential { get; init; }
    public required PostStatus Status { get; init; }
    public required DateTime WrittenOn { get; init; }
    public required DateTime? PublishedOn { get; init; }
    public required DateTime? AnsweredOn { get; init; }
    public required DateTime? ClosedOn { get; init; }
    public required DateOnly? AnswerBy { get; init; }
    public required string? Element { get; init; }

    /// <summary>In their order.</summary>
    public IReadOnlyList<LaterDecision> Later { get; init; } = [];
    public IReadOnlyList<Reopening> Reopenings { get; init; } = [];

    public int UnitAt(DateTime instant) => Later.FirstOrDefault(decision => decision.Moves && decision.On >= instant)?.UnitId ?? UnitId;

    public LaterDecision? NextAfter(DateTime instant) => Later.FirstOrDefault(decision => decision.On >= instant);

    public bool IsUnansweredAt(DateTime instant) => WrittenOn < instant
        && (AnsweredOn is null || AnsweredOn >= instant || Reopenings.Any(reopening => reopening.On < instant && (reopening.AnsweredOn is null || reopening.AnsweredOn >= instant)));

    /// <summary>The day that was promised for the answer, of a topic that the office owed one; null where it owed none.</summary>
    /// <param name="states">How topics stood before later decisions.</param>
    /// <param name="usual">What is promised by the rules; for topics whose own day gave way to that of a later reopening.</param>
    public DateOnly? PromisedAt(DateTime instant, IReadOnlyDictionary<int, PostState> states, Func<ForumTopic, DateOnly> usual)
    {
        if (!IsUnansweredAt(instant))
        {
            return null;
        }

        var (status, day) = NextAfter(instant) is { } next ? (states[next.Id].Status, states[next.Id].AnswerBy)
            : Status == PostStatus.Withdrawn && ClosedOn >= instant ? (PostStatus.Published, AnswerBy)
            : (Status, AnswerBy);
        return day is null || !Post.StatusesWithOffice.Contains(status) ? null
            : NextAfter(instant) is null && Reopenings.Any(reopening => reopening.On >= instant) ? usual(this) : day;
    }

    /// <summary>The day that was promised for the first answer.</summary>
    public DateOnly FirstPromise(Func<ForumTopic, DateOnly> usual) => Reopenings.Count == 0 && AnswerBy is { } day ? day : usual(this);
}
