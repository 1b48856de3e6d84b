namespace PublicVoice.Web.Issuing;

/// <summary>That monthly reports of a unit are issued. The nearest subscription up to the government holds.</summary>
public class ReportSubscription
{
    public const int MostWorkingDays = 20;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Whether each unit below gets a report of its own as well.</summary>
    public bool WithUnitsBelow { get; set; }

    /// <summary>Working days after the end of the month in which late answers, such as paper forms, are still counted.</summary>
    public int WorkingDaysWaited { get; set; } = 3;

    /// <summary>First day of the first month that is reported.</summary>
    public required DateOnly FirstMonth { get; set; }
}
