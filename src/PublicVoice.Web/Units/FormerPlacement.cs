namespace PublicVoice.Web.Units;

/// <summary>
/// Where a unit was, what it was called and whether it took answers until a day. What holds now stands in the unit itself, so a unit that
/// never changed has none of these.
/// </summary>
public class FormerPlacement
{
    public required int UnitId { get; init; }

    /// <summary>The first day on which it no longer held.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Root of the unit's tree.</summary>
    public required int GovernmentId { get; init; }
    public required int? ParentId { get; set; }
    public required string Path { get; set; }
    public required string Name { get; set; }

    /// <summary>A unit that was opened later was archived before.</summary>
    public required UnitStatus Status { get; init; }
}

/// <summary>What a service was until a day, as a <see cref="FormerPlacement"/> for units.</summary>
public class FormerService
{
    public required int ServiceId { get; init; }
    public required DateOnly Until { get; init; }
    public required int GovernmentId { get; init; }
    public required string Name { get; set; }
    public required long? ServedPerYear { get; set; }
    public required bool Archived { get; init; }
}
