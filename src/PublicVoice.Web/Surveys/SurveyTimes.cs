using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>When a place can be rated.</summary>
/// <param name="UnitId">Unit that says so; null where none does.</param>
/// <param name="Periods">Its periods, earliest first; null where it is always open.</param>
public sealed record SurveyTimes(int? UnitId, IReadOnlyList<SurveyPeriod>? Periods)
{
    /// <summary>How long after the end of a period a form is still taken that was opened before.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    public static readonly SurveyTimes Always = new(null, null);

    public SurveyPeriod? At(DateOnly day) => Periods?.FirstOrDefault(period => period.Covers(day));

    public bool IsOpenOn(DateOnly day) => Periods is null || At(day) is not null;

    /// <summary>The next period that begins after the day; null where none is planned.</summary>
    public SurveyPeriod? After(DateOnly day) => Periods?.FirstOrDefault(period => period.From > day);

    /// <summary>Whether a form that was opened within a period may still be sent although the period is over.</summary>
    public bool IsInGrace(DateTime openedOn, DateTime now, TimeZoneInfo zone) =>
        openedOn <= now && At(GovernmentTime.Day(openedOn, zone)) is { } period && now < GovernmentTime.Utc(period.To.AddDays(1), default, zone) + Grace;
}
