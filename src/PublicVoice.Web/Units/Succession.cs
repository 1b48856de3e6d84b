namespace PublicVoice.Web.Units;

public enum SuccessionKind
{
    /// <summary>Several units became one: together they are what the successor is.</summary>
    Merge = 0,

    /// <summary>One unit became several.</summary>
    Split = 1,

    /// <summary>A part of a unit that goes on became a unit of its own. Addresses and codes of the unit stay with it.</summary>
    Part = 2,
}

/// <summary>Which unit took over from another. Successors of successors have rows of their own, so that one look finds everyone.</summary>
public class UnitSuccession
{
    public required int UnitId { get; init; }
    public required int SuccessorId { get; init; }
    public required int GovernmentId { get; init; }
    public required DateOnly Day { get; init; }
    public required SuccessionKind Kind { get; init; }

    /// <summary>False for a successor of a successor.</summary>
    public required bool IsDirect { get; init; }
}

/// <summary>Which service took over from another, at any remove.</summary>
public class ServiceSuccession
{
    public required int ServiceId { get; init; }
    public required int SuccessorId { get; init; }
    public required DateOnly Day { get; init; }
}
