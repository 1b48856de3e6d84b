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

    /// <summary>The unit that is split goes on; the parts leave it.</summary>
    public bool Stays { get; set; }

    /// <summary>Services that it goes on to offer then.</summary>
    public List<int> Kept { get; set; } = [];

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
            ReorganisationKind.Split when Stays && Unit is { } id && known.TryGetValue(id, out var unit) => [Same(unit, null, null, new PartForm { Services = Kept }), .. Used.Select(New)],
            ReorganisationKind.Split => Used.Select(New),
            _ => [New(Part(0))],
        }],
        EffectiveDay = Day,
        LegalBasis = ImportText.OneLine(Basis ?? ""),
    };

    /// <summary>As many parts as the kind has fields for, whatever was sent.</summary>
    public void Fill() =>
        Parts = [.. Parts.Concat(Enumerable.Range(0, ReorganisationPlan.MostParts).Select(_ => new PartForm())).Take(Kind == ReorganisationKind.Split ? ReorganisationPlan.MostParts : 1)];

    /// <summary>Parts of a split that are filled in, at least as many as there must be.</summary>
    public IReadOnlyList<PartForm> Used => [.. Parts.Where((part, i) => i < FewestParts || !part.IsEmpty)];

    public int FewestParts => Stays ? 1 : 2;

    /// <summary>Whether a service is ticked for a part, or for the unit that goes on where that is null; before anyone chose, everybody offers it, or nothing leaves.</summary>
    public bool IsTicked(PartForm? part, Service service, IReadOnlyList<Service> divided)
    {
        var isChosen = divided.Any(one => Kept.Contains(one.Id) || Parts.Exists(other => other.Services.Contains(one.Id)));
        return isChosen ? (part?.Services ?? Kept).Contains(service.Id) : part is null || !Stays;
    }

    /// <summary>Name of the field that a problem is about.</summary>
    public string FieldOf(PlanProblem problem) => problem.Field switch
    {
        "Day" => "Form.Day",
        "Basis" => "Form.Basis",
        "Units" => Kind == ReorganisationKind.Merge ? "Form.Units" : "Form.Unit",
        "Successor" => "Form.Continues",
        _ => $"Form.Parts[{(PartOf(problem) ?? 1) - 1}].{problem.Field}",
    };

    /// <summary>Number of the part of a split that a problem is about, from 1; null where it is about none.</summary>
    public int? PartOf(PlanProblem problem) => Kind == ReorganisationKind.Split && problem.Field is ("Name" or "Code" or "Type" or "Parent")
        ? Parts.IndexOf(Used[Math.Max(0, problem.Part - (Stays ? 1 : 0))]) + 1
        : null;

    private PartForm Part(int index) => index < Parts.Count ? Parts[index] : new PartForm();

    private static PlannedUnit Same(Unit unit, string? name, int? parent, PartForm part) =>
        new(unit.Id, unit.Code, unit.Type, string.IsNullOrWhiteSpace(name) && name != " " ? unit.Name : ImportText.OneLine(name ?? ""), parent, part.Services);

#pragma warning disable CA1308 // Codes and types are written in lower case.
    private static PlannedUnit New(PartForm part) =>
        new(null, (part.Code ?? "").Trim(), ImportText.OneLine(part.Type ?? "").ToLowerInvariant(), ImportText.OneLine(part.Name ?? ""), part.Parent ?? 0, part.Services);
#pragma warning restore CA1308
}
