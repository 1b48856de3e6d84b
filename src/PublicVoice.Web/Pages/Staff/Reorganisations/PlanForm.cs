using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

/// <summary>What is typed about one unit after the change.</summary>
public sealed class PartForm
{
    public string? Name { get; set; }

    public string? Code { get; set; }

    public string? Type { get; set; }

    public int? Parent { get; set; }

    public List<int> Services { get; set; } = [];

    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Code);
}

/// <summary>A plan as it is typed.</summary>
public sealed class PlanForm
{
    public ReorganisationKind Kind { get; set; }

    /// <summary>Units that are merged.</summary>
    public List<int> Units { get; set; } = [];

    /// <summary>The one unit that is split, renamed, moved or closed.</summary>
    public int? Unit { get; set; }

    /// <summary>Which of the merged units continues; null for a new one.</summary>
    public int? Continues { get; set; }

    public List<PartForm> Parts { get; set; } = [];

    public DateOnly? Day { get; set; }

    public string? Basis { get; set; }

    public IReadOnlyList<int> Predecessors => Kind switch
    {
        ReorganisationKind.Merge => Units,
        ReorganisationKind.Open => [],
        _ => Unit is { } id ? [id] : [],
    };

    public ReorganisationPlan Read(IReadOnlyDictionary<int, Unit> known) => new()
    {
        Kind = Kind,
        Predecessors = Predecessors,
        Successors = [.. Kind switch
        {
            ReorganisationKind.Merge when Continues is { } id && known.TryGetValue(id, out var unit) => [Same(unit, Part(0).Name, null, Part(0))],
            ReorganisationKind.Rename when Unit is { } id && known.TryGetValue(id, out var unit) => [Same(unit, Part(0).Name ?? " ", null, Part(0))],
            ReorganisationKind.Move when Unit is { } id && known.TryGetValue(id, out var unit) => [Same(unit, null, Part(0).Parent ?? 0, Part(0))],
            ReorganisationKind.Close or ReorganisationKind.Rename or ReorganisationKind.Move => [],
            ReorganisationKind.Split => Used.Select(New),
            _ => [New(Part(0))],
        }],
        EffectiveDay = Day,
        LegalBasis = ImportText.OneLine(Basis ?? ""),
    };

    /// <summary>Parts of a split that are filled in, at least two.</summary>
    public IReadOnlyList<PartForm> Used => [.. Parts.Where((part, i) => i < 2 || !part.IsEmpty)];

    public PartForm Part(int index) => index < Parts.Count ? Parts[index] : new PartForm();

    private static PlannedUnit Same(Unit unit, string? name, int? parent, PartForm part) =>
        new(unit.Id, unit.Code, unit.Type, string.IsNullOrWhiteSpace(name) && name != " " ? unit.Name : ImportText.OneLine(name ?? ""), parent, part.Services);

#pragma warning disable CA1308 // Codes and types are written in lower case.
    private static PlannedUnit New(PartForm part) =>
        new(null, (part.Code ?? "").Trim(), ImportText.OneLine(part.Type ?? "").ToLowerInvariant(), ImportText.OneLine(part.Name ?? ""), part.Parent ?? 0, part.Services);
#pragma warning restore CA1308
}
