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
/// <param name="parentsIn">The parent of every unit of the government in a month (year × 100 + month); the same object where it is the same tree.</param>
public sealed class PublicCells(int rootId, Func<int, IReadOnlyDictionary<int, int?>> parentsIn)
{
    private readonly Dictionary<IReadOnlyDictionary<int, int?>, ILookup<int, int>> belowIn = [];

    private readonly Dictionary<(PublicCell Cell, int ServiceId), (long First, long Now)> own = [];

    /// <summary>Responses, then the answers to each question, when the month was published first: they decide what is hidden.</summary>
    private readonly Dictionary<PublicCell, long[]> first = [];

    /// <summary>Responses published now.</summary>
    private readonly Dictionary<PublicCell, long> now = [];
    private readonly HashSet<int> published = [];

    /// <summary>By pooling key: the questions in the order of their keys, which versions that pool have in common.</summary>
    private readonly Dictionary<string, (string Key, string ElementCode)[]> questions = new(StringComparer.Ordinal);
    private readonly Dictionary<(int UnitId, int Month), SortedDictionary<int, (LoadedVersion Version, long N)>> versions = [];
    private readonly HashSet<PublicCell> hiddenUnits = [];
    private readonly HashSet<(PublicCell Cell, int ServiceId)> hiddenServices = [];
    private readonly Dictionary<PublicCell, bool[]> hiddenQuestions = [];
    private readonly SortedSet<int> months = [];

    /// <summary>Closed months with any response, oldest first.</summary>
    public IEnumerable<int> Months => months;

    /// <summary>Counted responses of the unit and everything below it.</summary>
    public long N(PublicCell cell) => now.GetValueOrDefault(cell);

    public bool MayShow(PublicCell cell) => SmallNumbers.MayShow(N(cell)) && !IsSmall(FirstN(cell)) && !hiddenUnits.Contains(cell);

    /// <param name="serviceId">0 for the unit as such.</param>
    public bool MayShowService(PublicCell cell, int serviceId) =>
        SmallNumbers.MayShow(own.GetValueOrDefault((cell, serviceId)).Now) && !hiddenServices.Contains((cell, serviceId));

    /// <summary>Codes of the elements that must not be shown: those with a hidden question.</summary>
    public IReadOnlySet<string> HiddenElements(PublicCell cell) => Codes(cell.PoolingKey, hiddenQuestions.GetValueOrDefault(cell));

    public bool IsPublished(int month) => published.Contains(month);

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
        var hidden = new bool[questions.GetValueOrDefault(poolingKey)?.Length ?? 0];
        foreach (var group in counted)
        {
            var ofGroup = hiddenQuestions.GetValueOrDefault(Cell(group[0])) ?? SmallNumbers.HiddenQuestions(Answers(group));
            hidden = [.. hidden.Zip(ofGroup, (before, here) => before || here)];
        }

        return new PublicTotal(
            counted.SelectMany(group => group).ToHashSet(),
            Codes(poolingKey, SmallNumbers.HiddenQuestions(Answers(counted.SelectMany(group => group)), hidden)));

        PublicCell Cell(int month) => new(unitId, month, poolingKey);

        long[] Answers(IEnumerable<int> of) => of.Aggregate(
            new long[questions.GetValueOrDefault(poolingKey)?.Length ?? 0],
            (sum, month) => [.. sum.Zip(first[Cell(month)].Skip(1), (left, right) => left + right)]);
    }

    public void Add(PublishedTally row, LoadedVersion version)
    {
        var definition = version.Definition;
        var layout = TallyLayout.For(definition);
        var counted = Answers(layout, row, row.Counts);
        var atFirst = row.FirstCounts is null ? counted : Answers(layout, row, row.FirstCounts);
        var asked = CollectionsMarshal.GetValueRefOrAddDefault(questions, definition.PoolingKey, out _) ??= Questions(definition);
        ref var service = ref CollectionsMarshal.GetValueRefOrAddDefault(own, (new PublicCell(row.UnitId, row.Month, definition.PoolingKey), row.ServiceId), out _);
        service = (service.First + atFirst[0], service.Now + counted[0]);
        var parents = parentsIn(row.Month);
        for (int? place = row.UnitId; place is { } unitId && parents.ContainsKey(unitId); place = parents[unitId])
        {
            var cell = new PublicCell(unitId, row.Month, definition.PoolingKey);
            CollectionsMarshal.GetValueRefOrAddDefault(now, cell, out _) += counted[0];
            var sums = CollectionsMarshal.GetValueRefOrAddDefault(first, cell, out _) ??= new long[1 + asked.Length];
            sums[0] += atFirst[0];
            for (var question = 0; question < asked.Length; question++)
            {
                sums[1 + Array.FindIndex(asked, known => known.Key == definition.QuestionKeys[question])] += atFirst[1 + question];
            }

            var ofMonth = CollectionsMarshal.GetValueRefOrAddDefault(versions, (unitId, row.Month), out _) ??= [];
            ofMonth[version.Id] = (version, ofMonth.GetValueOrDefault(version.Id).N + counted[0]);
        }

        published.Add(row.Month);
        if (counted[0] > 0)
        {
            months.Add(row.Month);
        }
    }

    private static long[] Answers(TallyLayout layout, PublishedTally row, byte[] counts)
    {
        try
        {
            return AnswerTally.AnswersOf(layout, counts);
        }
        catch (FormatException damage)
        {
            throw new InvalidDataException(
                $"Published counts cannot be read (unit {row.UnitId}, month {row.Month}, service {row.ServiceId}): \"publish\" replaces the month.",
                damage);
        }
    }

    /// <summary>Decides what is hidden, once everything is added.</summary>
    public void Close()
    {
        var services = own.Where(cell => cell.Value.First > 0).ToLookup(cell => cell.Key.Cell, cell => (cell.Key.ServiceId, N: cell.Value.First));
        foreach (var root in first.Keys.Where(cell => cell.UnitId == rootId).ToList())
        {
            if (MayShow(root))
            {
                hiddenQuestions[root] = SmallNumbers.HiddenQuestions(first[root][1..]);
            }

            Hide(root, MayShow(root));
        }

        void Hide(PublicCell cell, bool shown)
        {
            var offered = services[cell].OrderBy(service => service.ServiceId).ToList();
            var children = Below(cell.Month)[cell.UnitId].Order().Select(child => cell with { UnitId = child }).Where(child => FirstN(child) > 0).ToList();
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
                var rows = SmallNumbers.HiddenQuestions(first[cell][1..], hiddenQuestions[cell], [.. showing.Select(child => first[child][1..])]);
                foreach (var (child, row) in showing.Zip(rows))
                {
                    hiddenQuestions[child] = row;
                }
            }

            hiddenUnits.UnionWith(children.Except(showing));
            children.ForEach(child => Hide(child, showing.Contains(child)));
        }
    }

    private ILookup<int, int> Below(int month)
    {
        var parents = parentsIn(month);
        return CollectionsMarshal.GetValueRefOrAddDefault(belowIn, parents, out _) ??=
            parents.Where(place => place.Value is not null).ToLookup(place => place.Value!.Value, place => place.Key);
    }

    private long FirstN(PublicCell cell) => first.TryGetValue(cell, out var counts) ? counts[0] : 0;

    private static bool IsSmall(long n) => n is > 0 and < SmallNumbers.FewestShown;

    private HashSet<string> Codes(string poolingKey, bool[]? hidden) =>
        [.. questions.GetValueOrDefault(poolingKey, []).Where((_, question) => hidden?[question] == true).Select(question => question.ElementCode)];

    private static (string Key, string ElementCode)[] Questions(QuestionnaireDefinition definition) =>
        [.. definition.QuestionKeys.Zip(definition.Questions, (key, question) => (key, question.ElementCode)).OrderBy(question => question.key, StringComparer.Ordinal)];
}
