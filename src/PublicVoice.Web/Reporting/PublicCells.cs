using System.Runtime.InteropServices;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Questionnaires;

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
/// What a month hides is decided when it is published first and stays, whatever is added later.
/// Responses to versions that cannot be added up are published apart, so each pooling key is a world of its own.
/// </summary>
/// <param name="parents">Of every unit of the government.</param>
public sealed class PublicCells(int rootId, IReadOnlyDictionary<int, int?> parents)
{
    private readonly Dictionary<(PublicCell Cell, int ServiceId), (long First, long Now)> own = [];

    /// <summary>Responses, then the answers of each element by its code, when the month was published first: they decide what is hidden.</summary>
    private readonly Dictionary<PublicCell, long[]> first = [];

    /// <summary>Responses published now.</summary>
    private readonly Dictionary<PublicCell, long> now = [];
    private readonly HashSet<int> published = [];
    private readonly Dictionary<string, string[]> elements = new(StringComparer.Ordinal);
    private readonly Dictionary<(int UnitId, int Month), SortedDictionary<int, (LoadedVersion Version, long N)>> versions = [];
    private readonly HashSet<PublicCell> hiddenUnits = [];
    private readonly HashSet<(PublicCell Cell, int ServiceId)> hiddenServices = [];
    private readonly Dictionary<PublicCell, bool[]> hiddenElements = [];
    private readonly SortedSet<int> months = [];

    /// <summary>Closed months with any response, oldest first.</summary>
    public IEnumerable<int> Months => months;

    /// <summary>Counted responses of the unit and everything below it.</summary>
    public long N(PublicCell cell) => now.GetValueOrDefault(cell);

    public bool MayShow(PublicCell cell) => SmallNumbers.MayShow(N(cell)) && !IsSmall(FirstN(cell)) && !hiddenUnits.Contains(cell);

    /// <param name="serviceId">0 for the unit as such.</param>
    public bool MayShowService(PublicCell cell, int serviceId) =>
        SmallNumbers.MayShow(own.GetValueOrDefault((cell, serviceId)).Now) && !hiddenServices.Contains((cell, serviceId));

    /// <summary>Codes of the elements that must not be shown.</summary>
    public IReadOnlySet<string> HiddenElements(PublicCell cell) => Codes(cell.PoolingKey, hiddenElements.GetValueOrDefault(cell));

    public bool IsPublished(int month) => published.Contains(month);

    /// <summary>
    /// Whether the cell, or one that contains it, hides elements in a month that a year's total can share with it. The index is a mean of
    /// means: with a second index of more answers, hidden means could be worked out.
    /// </summary>
    public bool HidesElementsAbove(PublicCell cell)
    {
        for (int? place = cell.UnitId; place is { } unitId && parents.ContainsKey(unitId); place = parents[unitId])
        {
            if (first.Any(other => other.Key.UnitId == unitId && other.Key.PoolingKey == cell.PoolingKey
                && Math.Abs(Ordinal(other.Key.Month) - Ordinal(cell.Month)) < 12
                && (hiddenElements.GetValueOrDefault(other.Key)?.Contains(true) == true
                    || (IsSmall(other.Value[0]) && other.Value.Skip(1).Any(answers => answers != other.Value[0])))))
            {
                return true;
            }
        }

        return false;

        static int Ordinal(int month) => (month / 100 * 12) + (month % 100);
    }

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
            foreach (var month in year.Where(month => IsSmall(FirstN(Cell(month)))))
            {
                group.Add(month);
                if (group.Sum(member => FirstN(Cell(member))) >= SmallNumbers.FewestShown)
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
            (sum, month) => [.. sum.Zip(first[Cell(month)].Skip(1), (left, right) => left + right)]);
    }

    public void Add(PublishedTally row, LoadedVersion version)
    {
        var definition = version.Definition;
        var layout = TallyLayout.For(definition);
        var respondents = Respondents(layout, row, row.Counts);
        var atFirst = row.FirstCounts is null ? respondents : Respondents(layout, row, row.FirstCounts);
        var codes = CollectionsMarshal.GetValueRefOrAddDefault(elements, definition.PoolingKey, out _) ??= CodesOf(definition);
        ref var service = ref CollectionsMarshal.GetValueRefOrAddDefault(own, (new PublicCell(row.UnitId, row.Month, definition.PoolingKey), row.ServiceId), out _);
        service = (service.First + atFirst[0], service.Now + respondents[0]);
        for (int? place = row.UnitId; place is { } unitId && parents.ContainsKey(unitId); place = parents[unitId])
        {
            var cell = new PublicCell(unitId, row.Month, definition.PoolingKey);
            CollectionsMarshal.GetValueRefOrAddDefault(now, cell, out _) += respondents[0];
            var sums = CollectionsMarshal.GetValueRefOrAddDefault(first, cell, out _) ??= new long[1 + codes.Length];
            sums[0] += atFirst[0];
            for (var element = 0; element < definition.Elements.Count; element++)
            {
                sums[1 + Array.IndexOf(codes, definition.Elements[element].Code)] += atFirst[1 + element];
            }

            var ofMonth = CollectionsMarshal.GetValueRefOrAddDefault(versions, (unitId, row.Month), out _) ??= [];
            ofMonth[version.Id] = (version, ofMonth.GetValueOrDefault(version.Id).N + respondents[0]);
        }

        published.Add(row.Month);
        if (respondents[0] > 0)
        {
            months.Add(row.Month);
        }
    }

    private static long[] Respondents(TallyLayout layout, PublishedTally row, byte[] counts)
    {
        try
        {
            return AnswerTally.RespondentsOf(layout, counts);
        }
        catch (FormatException damage)
        {
            throw new InvalidDataException($"Published counts cannot be read (unit {row.UnitId}, month {row.Month}, service {row.ServiceId}).", damage);
        }
    }

    /// <summary>Decides what is hidden, once everything is added.</summary>
    public void Close()
    {
        var below = parents.Where(place => place.Value is not null).ToLookup(place => place.Value!.Value, place => place.Key);
        var services = own.Where(cell => cell.Value.First > 0).ToLookup(cell => cell.Key.Cell, cell => (cell.Key.ServiceId, N: cell.Value.First));
        foreach (var root in first.Keys.Where(cell => cell.UnitId == rootId).ToList())
        {
            hiddenElements[root] = SmallNumbers.HiddenElements(first[root][1..]);
            Hide(root, MayShow(root));
        }

        void Hide(PublicCell cell, bool shown)
        {
            var offered = services[cell].OrderBy(service => service.ServiceId).ToList();
            var children = below[cell.UnitId].Order().Select(child => cell with { UnitId = child }).Where(child => FirstN(child) > 0).ToList();
            var hidden = SmallNumbers.Hidden([.. offered.Select(service => service.N), .. children.Select(FirstN)]);
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
                var rows = SmallNumbers.HiddenElements(first[cell][1..], hiddenElements[cell], [.. showing.Select(child => first[child][1..])]);
                foreach (var (child, row) in showing.Zip(rows))
                {
                    hiddenElements[child] = row;
                }
            }

            hiddenUnits.UnionWith(children.Except(showing));
            children.ForEach(child => Hide(child, showing.Contains(child)));
        }
    }

    private long FirstN(PublicCell cell) => first.TryGetValue(cell, out var counts) ? counts[0] : 0;

    private static bool IsSmall(long n) => n is > 0 and < SmallNumbers.FewestShown;

    private HashSet<string> Codes(string poolingKey, bool[]? hidden) =>
        [.. elements.GetValueOrDefault(poolingKey, []).Where((_, element) => hidden?[element] == true)];

    private static string[] CodesOf(QuestionnaireDefinition definition) => [.. definition.Elements.Select(element => element.Code).Order(StringComparer.Ordinal)];
}
