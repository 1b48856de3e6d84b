namespace PublicVoice.Web.Forum;

/// <summary>Who is told that an answer is overdue, one after the other.</summary>
public enum OverdueStep
{
    /// <summary>Officers of the unit, on the first working day after the deadline.</summary>
    Officers = 1,

    /// <summary>Head of the unit.</summary>
    Head = 2,

    /// <summary>Organisation bureau: administrators of the government.</summary>
    Bureau = 3,
}

/// <summary>Somebody was told that an answer is overdue: once for each deadline of a post and each step.</summary>
public class OverdueNotice
{
    public required int PostId { get; init; }
    public required DateOnly AnswerBy { get; init; }
    public required OverdueStep Step { get; init; }
    public required DateTime ToldOn { get; init; }
}
