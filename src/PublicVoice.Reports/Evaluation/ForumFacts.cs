namespace PublicVoice.Reports.Evaluation;

/// <summary>What a month brought to the forum, of one kind of topic. Topics that are confidential or were never published count as well.</summary>
/// <param name="Published">Made public in the month.</param>
/// <param name="AnswerDays">For each topic whose first official answer came in the month: the working days from the day the office got it.</param>
/// <param name="InTime">How many of these were answered by the day that was promised.</param>
/// <param name="Waiting">Topics that the office owed an answer when the month ended.</param>
/// <param name="Overdue">How many of these were past the promised day.</param>
public sealed record TopicFacts(long Received, long Confidential, long Published, IReadOnlyList<int> AnswerDays, long InTime, long Waiting, long Overdue);

/// <param name="Code">Stable, for machines.</param>
/// <param name="StandardDays">Working days in which the reported unit promises an answer.</param>
/// <param name="Previous">The month before.</param>
public sealed record TopicKindFacts(string Code, LocalText Name, int StandardDays, TopicFacts Current, TopicFacts Previous);

/// <summary>A public topic that people supported in the month.</summary>
/// <param name="Number">In its public address.</param>
/// <param name="Title">As the public reads it, masked.</param>
/// <param name="Total">Until the end of the month.</param>
public sealed record SupportedTopic(int Number, string Title, long InMonth, long Total);

/// <param name="ElementCode">Element that moderators linked topics received in the month with; null where they linked none.</param>
public sealed record ElementTopics(string? ElementCode, long Topics);

/// <summary>How often moderators decided so in the month.</summary>
/// <param name="Reason">The published reason of a rejection.</param>
public sealed record DecisionCount(string Code, LocalText Name, string? ReasonCode, LocalText? Reason, long Count);

/// <summary>The forum of a unit and everything below it in the month of the report.</summary>
/// <param name="MostSupported">Most supports in the month first.</param>
/// <param name="Elements">Most topics first.</param>
public sealed record ForumFacts(
    IReadOnlyList<TopicKindFacts> Kinds, IReadOnlyList<SupportedTopic> MostSupported, IReadOnlyList<ElementTopics> Elements, IReadOnlyList<DecisionCount> Decisions);

/// <param name="MedianDays">Working days to the first official answer; the mean of the two middle ones of an even number; null where nothing was answered.</param>
public sealed record TopicCounts(long Received, long Confidential, long Published, long Answered, decimal? MedianDays, long InTime, long Waiting, long Overdue)
{
    public bool IsNothing => (Received, Published, Answered, Waiting) == (0, 0, 0, 0);

    public static TopicCounts Of(params IReadOnlyCollection<TopicFacts> parts)
    {
        var days = parts.SelectMany(part => part.AnswerDays).Order().ToList();
        return new TopicCounts(
            parts.Sum(part => part.Received), parts.Sum(part => part.Confidential), parts.Sum(part => part.Published), days.Count,
            days.Count == 0 ? null : (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2m,
            parts.Sum(part => part.InTime), parts.Sum(part => part.Waiting), parts.Sum(part => part.Overdue));
    }
}

public sealed record TopicKindCounts(string Code, LocalText Name, int StandardDays, TopicCounts Counts);

/// <param name="Earlier">The month before; null where the unit was something else then.</param>
public sealed record ForumResult(
    TopicCounts Total,
    TopicCounts? Earlier,
    IReadOnlyList<TopicKindCounts> Kinds,
    IReadOnlyList<SupportedTopic> MostSupported,
    IReadOnlyList<ElementTopics> Elements,
    IReadOnlyList<DecisionCount> Decisions)
{
    /// <summary>Nothing came in, went out or waited.</summary>
    public bool IsQuiet => Total.IsNothing && MostSupported.Count == 0 && Decisions.Count == 0;

    /// <param name="isComparable">Whether the unit was the same in the month before.</param>
    public static ForumResult Of(ForumFacts facts, bool isComparable) => new(
        TopicCounts.Of([.. facts.Kinds.Select(kind => kind.Current)]),
        isComparable ? TopicCounts.Of([.. facts.Kinds.Select(kind => kind.Previous)]) : null,
        [.. facts.Kinds.Select(kind => new TopicKindCounts(kind.Code, kind.Name, kind.StandardDays, TopicCounts.Of(kind.Current)))],
        facts.MostSupported,
        facts.Elements,
        facts.Decisions);
}
