using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>
/// Which figures of a government may be public: for each month the number of responses of every unit and service, and which of these are
/// hidden so that nobody can work out a group of 1–4 responses from the others. A unit that its parent's table hides is hidden on its own
/// page too, and so is everything below it.
/// </summary>
public sealed class PublicCells
{
    /// <summary>How old public figures may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(int UnitId, int ServiceId, int Month), long> own = [];
    private readonly Dictionary<(int UnitId, int Month), long> pooled = [];
    private readonly HashSet<(int UnitId, int Month)> hiddenUnits = [];
    private readonly HashSet<(int UnitId, int ServiceId, int Month)> hiddenServices = [];
    private readonly SortedSet<int> months = [];

    /// <summary>Closed months with any response, oldest first.</summary>
    public IEnumerable<int> Months => months;

    /// <summary>Counted responses of the unit and everything below it.</summary>
    public long N(int unitId, int month) => pooled.GetValueOrDefault((unitId, month));

    public bool MayShow(int unitId, int month) => SmallNumbers.MayShow(N(unitId, month)) && !hiddenUnits.Contains((unitId, month));

    /// <param name="serviceId">0 for the unit as such.</param>
    public bool MayShowService(int unitId, int serviceId, int month) =>
        SmallNumbers.MayShow(own.GetValueOrDefault((unitId, serviceId, month))) && !hiddenServices.Contains((unitId, serviceId, month));

    /// <summary>
    /// Months that count in a total over several: those that may be shown, and months of 1–4 responses in groups of at least 5. The groups
    /// are formed within a calendar year and never cut, so that no two totals differ by fewer than 5 responses.
    /// </summary>
    public IReadOnlySet<int> InTotal(int unitId, int fromMonth, int toMonth)
    {
        var counted = months.Where(month => month >= fromMonth && month <= toMonth && MayShow(unitId, month)).ToHashSet();
        foreach (var year in months.GroupBy(month => month / 100))
        {
            var group = new List<int>();
            foreach (var month in year.Where(month => N(unitId, month) is > 0 and < SmallNumbers.FewestShown))
            {
                group.Add(month);
                if (group.Sum(member => N(unitId, member)) >= SmallNumbers.FewestShown)
                {
                    counted.UnionWith(group[0] >= fromMonth && month <= toMonth ? group : []);
                    group.Clear();
                }
            }
        }

        return counted;
    }

    /// <summary>Cells of a government up to a closed month; at most half a minute old, since every visitor of every page of it needs them.</summary>
    public static async Task<PublicCells> LoadAsync(
        SurveyFacts survey, UnitDirectory units, IMemoryCache cache, Unit root, int lastMonth, CancellationToken cancellationToken)
    {
        var key = (nameof(PublicCells), root.Id, lastMonth);
        if (cache.TryGetValue(key, out PublicCells? known))
        {
            return known!;
        }

        var places = await units.Within(root).AsNoTracking().Select(unit => new Place(unit.Id, unit.ParentId)).ToListAsync(cancellationToken);
        var cells = new PublicCells();
        await foreach (var row in survey.Rows(root, 0, lastMonth).Where(row => row.Class != ResponseClass.Excluded).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(cells.own, (row.UnitId, row.ServiceId, row.Month), out _) += AnswerTally.NOf(row.Counts);
        }

        cells.Close(root.Id, places.Where(place => place.ParentId is not null).ToLookup(place => place.ParentId!.Value, place => place.Id));
        return cache.Set(key, cells, Fresh);
    }

    private void Close(int rootId, ILookup<int, int> below)
    {
        var services = own.Where(cell => cell.Value > 0).ToLookup(cell => (cell.Key.UnitId, cell.Key.Month), cell => (cell.Key.ServiceId, N: cell.Value));
        months.UnionWith(services.Select(cells => cells.Key.Month));
        foreach (var month in months)
        {
            Hide(rootId, SmallNumbers.MayShow(Add(rootId)));

            long Add(int unitId) => pooled[(unitId, month)] = services[(unitId, month)].Sum(service => service.N) + below[unitId].Sum(Add);

            void Hide(int unitId, bool shown)
            {
                var (offered, children) = (services[(unitId, month)].OrderBy(service => service.ServiceId).ToList(), below[unitId].Order().ToList());
                var hidden = SmallNumbers.Hidden([.. offered.Select(service => service.N), .. children.Select(child => N(child, month))]);
                for (var i = 0; i < offered.Count; i++)
                {
                    if (!shown || hidden[i])
                    {
                        hiddenServices.Add((unitId, offered[i].ServiceId, month));
                    }
                }

                for (var i = 0; i < children.Count; i++)
                {
                    var childShown = shown && !hidden[offered.Count + i];
                    if (!childShown)
                    {
                        hiddenUnits.Add((children[i], month));
                    }

                    Hide(children[i], childShown);
                }
            }
        }
    }

    private sealed record Place(int Id, int? ParentId);
}
