namespace PublicVoice.Web.Reorganisations;

public enum ReorganisationState
{
    /// <summary>Takes effect when its day comes.</summary>
    Planned = 0,
    InForce = 1,
    Cancelled = 2,
}

public enum ReorganisationKind
{
    /// <summary>Several units become one.</summary>
    Merge = 0,

    /// <summary>One unit becomes several.</summary>
    Split = 1,
    Rename = 2,
    Move = 3,
    Open = 4,
    Close = 5,
}

/// <summary>Changes of a government's units that take effect on one day, by one legal basis.</summary>
public class Reorganisation
{
    public const int LegalBasisMaxLength = 200;
    public const int PlannerMaxLength = 200;

    public int Id { get; init; }
    public required int GovernmentId { get; init; }

    /// <summary>First day of the new state, in the time zone of the government.</summary>
    public required DateOnly EffectiveDay { get; init; }

    /// <summary>Such as "Perda 5/2026".</summary>
    public required string LegalBasis { get; init; }
    public ReorganisationState State { get; init; }
    public required DateTime PlannedOn { get; init; }

    /// <summary>Name of the person at that time.</summary>
    public required string PlannedBy { get; init; }

    /// <summary>When it was carried out or cancelled.</summary>
    public DateTime? EndedOn { get; init; }
}

/// <summary>One change of a reorganisation.</summary>
public class ReorganisationChange
{
    public int Id { get; init; }
    public required int ReorganisationId { get; init; }
    public required ReorganisationKind Kind { get; init; }

    /// <summary>1, 2, 3 … in the order in which they are carried out.</summary>
    public required int Position { get; init; }
}

/// <summary>A unit that a change begins or ends with. One that continues stands on both sides.</summary>
public class ReorganisedUnit
{
    public int Id { get; init; }
    public required int ChangeId { get; init; }
    public required bool IsSuccessor { get; init; }

    /// <summary>Null for a unit that is opened when the change takes effect, until then.</summary>
    public required int? UnitId { get; set; }
    public required string Code { get; set; }
    public required string Type { get; init; }

    /// <summary>Name before the change, or after it for a successor.</summary>
    public required string Name { get; init; }

    /// <summary>Place of a successor.</summary>
    public required int? ParentId { get; init; }

    /// <summary>Services of the predecessor that this successor of a split offers.</summary>
    public IReadOnlyList<int> ServiceIds { get; init; } = [];
}
