namespace PublicVoice.Web.Forum;

/// <summary>
/// What a unit says about its forum; what it leaves out is inherited from the nearest unit above that says it (<see cref="ForumRules"/>).
/// Deadlines are working days.
/// </summary>
public class ForumSettings
{
    public const int MostDays = 250;

    public required int UnitId { get; init; }
    public bool? IsOpen { get; set; }
    public int? ReviewDays { get; set; }
    public int? InformationDays { get; set; }
    public int? ComplaintDays { get; set; }

    /// <summary>So long after the deadline of an answer the head of the unit is told, then the organisation bureau.</summary>
    public int? HeadDays { get; set; }
    public int? BureauDays { get; set; }

    /// <summary>A second person approves official answers.</summary>
    public bool? NeedsApproval { get; set; }

    /// <summary>What writers with a good record write is public at once and reviewed afterwards.</summary>
    public bool? PublishesFirst { get; set; }
}

/// <summary>A day on which a government does not work: a holiday or shared leave (cuti bersama).</summary>
public class Holiday
{
    public const int NameMaxLength = 100;

    /// <summary>Root of the government.</summary>
    public required int UnitId { get; init; }
    public required DateOnly Day { get; init; }
    public required string Name { get; set; }
}
