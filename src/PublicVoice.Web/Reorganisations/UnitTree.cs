using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>The units of a government while a reorganisation changes them: tracked, so that saving stores what became of them.</summary>
internal sealed class UnitTree(IEnumerable<Unit> units)
{
    private readonly Dictionary<int, Unit> byId = units.ToDictionary(unit => unit.Id);

    public Unit this[int id] => byId[id];

    public IEnumerable<Unit> All => byId.Values;

    public void Add(Unit unit) => byId.Add(unit.Id, unit);

    public IReadOnlyList<Unit> Below(Unit unit) => [.. byId.Values.Where(other => other.ParentId == unit.Id).OrderBy(other => other.Path, StringComparer.Ordinal)];

    /// <summary>Moves a unit with everything below it. What cannot be moved there stays where it is.</summary>
    public void Move(Unit unit, Unit parent)
    {
        var (before, after) = (unit.Path, $"{parent.Path}{unit.Code}/");
        var moved = byId.Values.Where(other => other.IsWithin(unit)).ToList();
        if (parent.IsWithin(unit) || unit.ParentId is null || moved.Exists(below => below.Path.Length - before.Length + after.Length > Unit.PathMaxLength))
        {
            return;
        }

        unit.ParentId = parent.Id;
        foreach (var below in moved)
        {
            below.Path = after + below.Path[before.Length..];
        }

        Name(unit, unit.Name);
    }

    /// <summary>Gives a unit a name; where a sibling of its type has it already, its code makes the difference.</summary>
    public void Name(Unit unit, string name) => unit.Name = Namesakes(unit, name).Any() ? WithCode(unit, name) : name;

    /// <summary>Closed units leave their name to those that are open.</summary>
    public void FreeName(Unit unit, string name)
    {
        foreach (var closed in Namesakes(unit, name).Where(other => other.Status != UnitStatus.Active))
        {
            closed.Name = WithCode(closed, name);
        }
    }

    private IEnumerable<Unit> Namesakes(Unit unit, string name) => byId.Values.Where(other =>
        other.Id != unit.Id && other.ParentId == unit.ParentId && other.Type == unit.Type && string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string WithCode(Unit unit, string name)
    {
        var addition = $" ({unit.Code})";
        return name[..Math.Min(name.Length, Unit.NameMaxLength - addition.Length)] + addition;
    }
}
