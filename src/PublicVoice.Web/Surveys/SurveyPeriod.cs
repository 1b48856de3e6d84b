namespace PublicVoice.Web.Surveys;

/// <summary>A time in which a unit, and those below that have no rule of their own, can be rated. Periods of one unit never overlap.</summary>
public class SurveyPeriod
{
    public const int MaxDays = 366;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>First day, in the time zone of the government.</summary>
    public required DateOnly From { get; set; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; set; }

    /// <summary>People served in it, as entered for the unit itself; null to compute them from the yearly numbers.</summary>
    public long? Population { get; set; }

    public bool Covers(DateOnly day) => day >= From && day <= To;
}
