using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>What is published as one figure: a unit with everything below it, a month, and the questionnaire versions that can be added up.</summary>
/// <param name="Month">Year × 100 + month.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PublicCell(int UnitId, int Month, string PoolingKey);

/// <summary>Figures over several months.</summary>
/// <param name="HiddenElements">Codes of the elements that one of the months hides.</param>
public sealed record PublicTotal(IReadOnlySet<int> Months, IReadOnlySet<string> HiddenElements);

/// <summary>
/// Which figures of a government may be public: the number of responses of every unit and service, and which of these, and which elements,
/// are hidden so that nobody can work out a group of 1–4 from the others. What is hidden of a unit is hidden of everything below it too.
/// Responses to versions that cannot be added up are published apart, so each pooling key is a world of its own.
/// </summary>
public sealed class PublicCells
{
    /// <summary>How old public figures may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(PublicCell Cell, int ServiceId), long> own = [];

    /// <summary>Responses, then the answers of each element by its code.</summary>
    private readonly Dictionary<PublicCell, long[]> pooled = [];
    private readonly Dictionary<string, string[]> elements = new(StringComparer.Ordinal);
    private readonly Dictionary<(int UnitId, int Month), SortedDictionary<int, (LoadedVersion Version, long N)>> versions = [];
    private readonly HashSet<PublicCell> hiddenUnits = [];
    private readonly HashSet<(PublicCell Cell, int ServiceId)> hiddenServices = [];
    private readonly Dictionary<PublicCell, bool[]> hiddenElements = [];
    private readonly SortedSet<int> months = [];

    /// <summary>Closed months with any response, oldest first.</summary>
    public IEnumerable<int> Months => months;

    /// <summary>Counted responses of the unit and everything below it.</summary>
    public long N(PublicCell cell) => pooled.TryGetValue(cell, out var counts) ? counts[0] : 0;

    public bool MayShow(PublicCell cell) => SmallNumbers.MayShow(N(cell)) && !hiddenUnits.Contains(cell);

    /// <param name="serviceId">0 for the unit as such.</param>
    public bool MayShowService(PublicCell cell, int serviceId) =>
        SmallNumbers.MayShow(own.GetValueOrDefault((cell, serviceId))) && !hiddenServices.Contains((cell, serviceId));

    /// <summary>Codes of the elements that must not be shown.</summary>
    public IReadOnlySet<string> HiddenElements(PublicCell cell) => Codes(cell.PoolingKey, hiddenElements.GetValueOrDefault(cell));

    /// <summary>What the unit publishes of a month: the version that its report of that month is about.</summary>
    /// <param name="current">The version that the unit uses now.</param>
    public PublicCell Published(int unitId, int month, LoadedVersion current) => new(
        unitId, month, VersionTallies.Choose(current, versions.GetValueOrDefault((unitId, month))?.Values.ToList() ?? []).Definition.PoolingKey);

    /// <summary>
    /// A total over several months: of those that may be shown, and of months of 1–4 responses in groups of at least 5. The groups
    /// are formed within a calendar year and never cut, so that no two totals differ by fewer than 5 responses.
    /// </summary>
    public PublicTotal Total(int unitId, string poolingKey, int fromMonth, int toMonth)
    {
        var groups = months.Where(month => MayShow(Cell(month))).Select(month => new List<int> { month }).ToList();
        foreach (var year in months.GroupBy(month => month / 100))
        {
            var group = new List<int>();
            foreach (var month in year.Where(month => N(Cell(month)) is > 0 and < SmallNumbers.FewestShown))
            {
                group.Add(month);
                if (group.Sum(member => N(Cell(member))) >= SmallNumbers.FewestShown)
                {
                    groups.Add(group);
                    group = [];
                }
            }
        }

        var counted = groups.Where(group => group[0] >= fromMonth && group[^1] <= toMonth).ToList();
        var hidden = new bool[elements.GetValueOrDefault(poolingKey)?.Length ?? 0];
        foreach (var group in counted)
        {
            var ofGroup = hiddenElements.GetValueOrDefault(Cell(group[0])) ?? SmallNumbers.HiddenElements(Answers(group));
            hidden = [.. hidden.Zip(ofGroup, (before, here) => before || here)];
        }

        return new PublicTotal(
            counted.SelectMany(group => group).ToHashSet(),
            Codes(poolingKey, SmallNumbers.HiddenElements(Answers(counted.SelectMany(group => group)), hidden)));

        PublicCell Cell(int month) => new(unitId, month, poolingKey);

        long[] Answers(IEnumerable<int> of) => of.Aggregate(
            new long[elements.GetValueOrDefault(poolingKey)?.Length ?? 0],
            (sum, month) => [.. sum.Zip(pooled[Cell(month)].Skip(1), (left, right) => left + right)]);
    }

    /// <summary>Cells of a government up to a closed month; at most half a minute old, since every visitor of every page of it needs them.</summary>
    public static async Task<PublicCells> LoadAsync(
        SurveyFacts survey, UnitDirectory units, QuestionnaireVersions known, IMemoryCache cache, Unit root, int lastMonth, CancellationToken cancellationToken)
    {
        var key = (nameof(PublicCells), root.Id, lastMonth);
        if (cache.TryGetValue(key, out PublicCells? loaded))
        {
            return loaded!;
        }

        var parents = await units.Within(root).AsNoTracking().ToDictionaryAsync(unit => unit.Id, unit => unit.ParentId, cancellationToken);
        var byId = await known.AllAsync(cancellationToken);
        var cells = new PublicCells();
        await foreach (var row in survey.Rows(root, 0, lastMonth).Where(row => row.Class != ResponseClass.Excluded).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            cells.Add(row, byId[row.QuestionnaireVersionId], parents);
        }

        cells.Close(root.Id, parents.Where(place => place.Value is not null).ToLookup(place => place.Value!.Value, place => place.Key));
        return cache.Set(key, cells, Fresh);
    }

    private void Add(Tally row, LoadedVersion version, Dictionary<int, int?> parents)
    {
        var definition = version.Definition;
        var respondents = Respondents(row, TallyLayout.For(definition));
        var codes = CollectionsMarshal.GetValueRefOrAddDefault(elements, definition.PoolingKey, out _) ??= CodesOf(definition);
        CollectionsMarshal.GetValueRefOrAddDefault(own, (new PublicCell(row.UnitId, row.Month, definition.PoolingKey), row.ServiceId), out _) += respondents[0];
        for (int? place = row.UnitId; place is { } unitId && parents.ContainsKey(unitId); place = parents[unitId])
        {
            var sums = CollectionsMarshal.GetValueRefOrAddDefault(pooled, new PublicCell(unitId, row.Month, definition.PoolingKey), out _) ??= new long[1 + codes.Length];
            sums[0] += respondents[0];
            for (var element = 0; element < definition.Elements.Count; element++)
            {
                sums[1 + Array.IndexOf(codes, definition.Elements[element].Code)] += respondents[1 + element];
            }

            var ofMonth = CollectionsMarshal.GetValueRefOrAddDefault(versions, (unitId, row.Month), out _) ??= [];
            ofMonth[version.Id] = (version, ofMonth.GetValueOrDefault(version.Id).N + respondents[0]);
        }

        if (respondents[0] > 0)
        {
            months.Add(row.Month);
        }
    }

    private static long[] Respondents(Tally row, TallyLayout layout)
    {
        try
        {
            return AnswerTally.RespondentsOf(layout, row.Counts);
        }
        catch (FormatException damage)
        {
            throw SurveyFacts.Unreadable(row, damage);
        }
    }

    private void Close(int rootId, ILookup<int, int> below)
    {
        var services = own.Where(cell => cell.Value > 0).ToLookup(cell => cell.Key.Cell, cell => (cell.Key.ServiceId, N: cell.Value));
        foreach (var root in pooled.Keys.Where(cell => cell.UnitId == rootId).ToList())
        {
            hiddenElements[root] = SmallNumbers.HiddenElements(pooled[root][1..]);
            Hide(root, MayShow(root));
        }

        void Hide(PublicCell cell, bool shown)
        {
            var offered = services[cell].OrderBy(service => service.ServiceId).ToList();
            var children = below[cell.UnitId].Order().Select(child => cell with { UnitId = child }).Where(child => N(child) > 0).ToList();
            var hidden = SmallNumbers.Hidden([.. offered.Select(service => service.N), .. children.Select(N)]);
            for (var i = 0; i < offered.Count; i++)
            {
                if (!shown || hidden[i])
                {
                    hiddenServices.Add((cell, offered[i].ServiceId));
                }
            }

            var showing = children.Where((_, i) => shown && !hidden[offered.Count + i]).ToList();
            if (showing.Count > 0)
            {
                var rows = SmallNumbers.HiddenElements(pooled[cell][1..], hiddenElements[cell], [.. showing.Select(child => pooled[child][1..])]);
                foreach (var (child, row) in showing.Zip(rows))
                {
                    hiddenElements[child] = row;
                }
            }

            hiddenUnits.UnionWith(children.Except(showing));
            children.ForEach(child => Hide(child, showing.Contains(child)));
        }
    }

    private HashSet<string> Codes(string poolingKey, bool[]? hidden) =>
        [.. elements.GetValueOrDefault(poolingKey, []).Where((_, element) => hidden?[element] == true)];

    private static string[] CodesOf(QuestionnaireDefinition definition) => [.. definition.Elements.Select(element => element.Code).Order(StringComparer.Ordinal)];
}
