using PublicVoice.Reports;

namespace PublicVoice.Web.Reorganisations;

/// <summary>A unit that a change ends with.</summary>
/// <param name="UnitId">Of a unit that continues; null for one that is opened.</param>
/// <param name="ParentId">Null where a unit stays where it is.</param>
public sealed record PlannedUnit(int? UnitId, string Code, string Type, string Name, int? ParentId, IReadOnlyList<int> ServiceIds);

/// <summary>What is to happen on a day.</summary>
public sealed record ReorganisationPlan
{
    public const int MostParts = 5;
    public const int YearsAhead = 2;

    public required ReorganisationKind Kind { get; init; }
    public required IReadOnlyList<int> Predecessors { get; init; }
    public required IReadOnlyList<PlannedUnit> Successors { get; init; }
    public required DateOnly? EffectiveDay { get; init; }
    public required string LegalBasis { get; init; }
}

/// <summary>Why a plan cannot be taken.</summary>
/// <param name="Field">What it is about: Units, Successor (with the number of the part), Parent, Day, Basis.</param>
public sealed record PlanProblem(string Field, LocalText Message, int Part = 0);
