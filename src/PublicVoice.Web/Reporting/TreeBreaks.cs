using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>Finds the months in which a unit became something else, so that its figures before and after are told apart.</summary>
public static class TreeBreaks
{
    private const int MostNamed = 3;

    /// <param name="firstMonth">A change in it has no earlier month to be told apart from.</param>
    /// <param name="lastDay">Of the month that is reported.</param>
    public static async Task<IReadOnlyList<TrendBreak>> OfAsync(
        PublicVoiceDbContext context, TreeHistory tree, Unit unit, DateOnly firstMonth, DateOnly lastDay, CancellationToken cancellationToken)
    {
        var months = tree.Days.Where(day => day >= firstMonth.AddMonths(1) && day <= lastDay).GroupBy(TallyKey.MonthOf).ToList();
        if (months.Count == 0)
        {
            return [];
        }

        var ids = tree.ChangedUnits.Concat(tree.Successions.SelectMany(row => new[] { row.UnitId, row.SuccessorId })).Append(unit.Id).Distinct().ToList();
        var named = await context.Units.AsNoTracking().Where(other => ids.Contains(other.Id) || context.Units.Any(child => ids.Contains(child.Id) && child.ParentId == other.Id))
            .ToDictionaryAsync(other => other.Id, cancellationToken);
        return [.. months.Select(month => Of(new Step(tree, named, unit, month.Key, lastDay), month.Min())).OfType<TrendBreak>()];
    }

    private static TrendBreak? Of(Step step, DateOnly day)
    {
        var merged = step.Merged;
        var into = step.MergedInto;
        var left = step.Left;
        var joined = step.Joined;
        var reasons = new List<LocalText>();
        Add(into, "Digabung ke", "Merged into");
        Add(merged, "Gabungan", "Merger of");
        if (into.Count == 0)
        {
            Add(step.SplitFrom, "Dipecah dari", "Split from");
            Add(left, "Keluar:", "Left:");
            Add(joined, "Masuk:", "Joined:");
        }

        var isComparable = into.Count == 0 && left.Count == 0 && joined.Count == 0 && step.SplitFrom.Count == 0;
        if (isComparable && step.NewParent is { } parent)
        {
            Add([parent], "Pindah ke bawah", "Moved below");
        }

        return reasons.Count == 0 ? null : new TrendBreak(
            day, new LocalText(string.Join("; ", reasons.Select(reason => reason.Indonesian)), string.Join("; ", reasons.Select(reason => reason.English))), isComparable);

        void Add(IReadOnlyList<Unit> units, string indonesian, string english)
        {
            if (units.Count > 0)
            {
                var names = string.Join(", ", units.Select(step.NameOf).Order(StringComparer.OrdinalIgnoreCase).Take(MostNamed));
                var more = units.Count - MostNamed;
                reasons.Add(new LocalText($"{indonesian} {names}{(more > 0 ? $" dan {more} lagi" : "")}", $"{english} {names}{(more > 0 ? $" and {more} more" : "")}"));
            }
        }
    }

    /// <summary>The step from the end of one month to the end of the next.</summary>
    private sealed class Step(TreeHistory tree, Dictionary<int, Unit> units, Unit unit, int month, DateOnly lastDay)
    {
        private readonly DateOnly after = TreeHistory.LastDay(month);

        private DateOnly Before => new DateOnly(month / 100, month % 100, 1).AddDays(-1);

        private IEnumerable<Unit> Changed => tree.ChangedUnits.Select(id => units[id])
            .Where(other => tree.At(other, Before) is var was && was != tree.At(other, after) && was.Status != UnitStatus.Archived);

        private IEnumerable<UnitSuccession> Successions => tree.Successions.Where(row => row.IsDirect && row.Day > Before && row.Day <= after);

        private IEnumerable<UnitSuccession> Splits => Successions.Where(row => row.Kind != SuccessionKind.Merge);

        public IReadOnlyList<Unit> Merged => [.. Successions.Where(row => row.Kind == SuccessionKind.Merge && row.SuccessorId == unit.Id).Select(row => units[row.UnitId])];

        public IReadOnlyList<Unit> MergedInto => [.. Successions.Where(row => row.Kind == SuccessionKind.Merge && row.UnitId == unit.Id).Select(row => units[row.SuccessorId])];

        public IReadOnlyList<Unit> SplitFrom => [.. Splits.Where(row => row.SuccessorId == unit.Id).Select(row => units[row.UnitId])];

        /// <summary>The topmost of the units that were part of it and are no more, and parts that became units elsewhere.</summary>
        public IReadOnlyList<Unit> Left => Topmost(
        [
            .. Changed.Where(other => IsIn(other, Before) && !IsIn(other, after)),
            .. Splits.Where(row => IsIn(units[row.UnitId], Before) && !IsIn(units[row.SuccessorId], after)).Select(row => units[row.SuccessorId]),
        ]);

        public IReadOnlyList<Unit> Joined => Topmost(
        [
            .. Changed.Where(other => !IsIn(other, Before) && IsIn(other, after)),
            .. Splits.Where(row => row.SuccessorId != unit.Id && !IsIn(units[row.UnitId], Before) && IsIn(units[row.SuccessorId], after)).Select(row => units[row.SuccessorId]),
        ]);

        public Unit? NewParent => tree.At(unit, Before).ParentId != tree.At(unit, after).ParentId && tree.At(unit, after).ParentId is { } id ? units.GetValueOrDefault(id) : null;

        public string NameOf(Unit other) => tree.At(other, Before).Name;

        private bool IsIn(Unit other, DateOnly day) => tree.Together(unit, day, lastDay, units).Any(one =>
            tree.At(other, day).Path.StartsWith(tree.At(one, day).Path, StringComparison.Ordinal));

        private static List<Unit> Topmost(List<Unit> found) => [.. found.Where(one => !found.Exists(other => other.Id == one.ParentId)).DistinctBy(one => one.Id)];
    }
}
