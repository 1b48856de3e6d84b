using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>Counts of a period: its questionnaire versions and the people served in it.</summary>
/// <param name="Population">N, exact; null where unknown.</param>
public sealed record PeriodFacts(VersionTallies Versions, Rational? Population);

/// <param name="Open">Neither it nor its unit is closed or archived.</param>
public sealed record OfferedService(Service Service, bool Open);

/// <summary>
/// Counts survey responses for any unit (with everything below it), service and period. Whole months come from the tallies, so the time
/// does not grow with the number of responses; only the days of months cut by the period are counted one by one. Every month is counted
/// in the tree of its last day (<see cref="TreeHistory"/>).
/// </summary>
public sealed class SurveyFacts(PublicVoiceDbContext context, UnitDirectory units, UnitHistory history, QuestionnaireVersions versions)
{
    public async Task<PeriodFacts> PeriodAsync(Unit unit, Service? service, Period period, CancellationToken cancellationToken)
    {
        var tree = await history.OfAsync(unit, cancellationToken);
        var known = await versions.AllAsync(cancellationToken);
        var counts = new VersionTallies();
        var population = new List<Rational?>();
        var stretches = tree.Stretches(TallyKey.MonthOf(period.From), TallyKey.MonthOf(period.To));
        foreach (var stretch in stretches)
        {
            var within = tree.Within(context.Units, unit, stretch.Day);
            var part = stretch.Of(period);
            var answered = new HashSet<int>();
            var (months, edges) = Split(part);
            if (months is { } whole)
            {
                var rows = Rows(within, TallyKey.MonthOf(whole.From), TallyKey.MonthOf(whole.To));
                await foreach (var row in (service is null ? rows : rows.Where(row => row.ServiceId == service.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    Add(counts, known[row.QuestionnaireVersionId], row);
                    Note(row.ServiceId, row.Class);
                }
            }

            foreach (var edge in edges)
            {
                var responses = Responses(within, edge);
                await foreach (var response in (service is null ? responses : responses.Where(response => response.ServiceId == service.Id))
                    .AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    counts.Of(known[response.QuestionnaireVersionId], response.Class).Add(response.Counted);
                    Note(response.ServiceId ?? 0, response.Class);
                }
            }

            var services = (await ServicesAsync(unit, stretch.Day, cancellationToken)).Where(offered => service is null || offered.Service.Id == service.Id).ToList();
            if (answered.Count > 0 || services.Exists(offered => offered.Open) || stretches.Count == 1)
            {
                population.Add(Population(services, answered, part)); // else the unit did not exist yet, or no longer
            }

            void Note(int serviceId, ResponseClass responseClass)
            {
                if (responseClass != ResponseClass.Excluded)
                {
                    answered.Add(serviceId);
                }
            }
        }

        return new PeriodFacts(counts, Sum(population));
    }

    /// <summary>
    /// Counts per unit and month of everything below a unit, enough for indices without intervals: only the head of each tally is read. The
    /// counts of a unit are its own; nothing is pooled.
    /// </summary>
    public async Task<IReadOnlyDictionary<(int UnitId, int Month), VersionTallies>> MatrixAsync(
        Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var tree = await history.OfAsync(unit, cancellationToken);
        var cells = new Dictionary<(int, int), VersionTallies>();
        foreach (var stretch in tree.Stretches(fromMonth, toMonth))
        {
            await foreach (var row in Rows(tree.Within(context.Units, unit, stretch.Day), stretch.FromMonth, stretch.ToMonth).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (!cells.TryGetValue((row.UnitId, row.Month), out var cell))
                {
                    cell = new VersionTallies();
                    cells.Add((row.UnitId, row.Month), cell);
                }

                Add(cell.Of(known[row.QuestionnaireVersionId], row.Class), row, whole: false);
            }
        }

        return cells;
    }

    /// <summary>Rows of the unit and of everything that is below it now.</summary>
    public IQueryable<Tally> Rows(Unit unit, int fromMonth, int toMonth) => Rows(units.Within(unit), fromMonth, toMonth);

    /// <summary>Rows of the unit and of everything that was below it: one query for each stretch of months with the same tree.</summary>
    public async Task<IReadOnlyList<IQueryable<Tally>>> RowsByTreeAsync(Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var tree = await history.OfAsync(unit, cancellationToken);
        return [.. tree.Stretches(fromMonth, toMonth).Select(stretch => Rows(tree.Within(context.Units, unit, stretch.Day), stretch.FromMonth, stretch.ToMonth))];
    }

    /// <summary>What is published of the same.</summary>
    public async Task<IReadOnlyList<IQueryable<PublishedTally>>> PublishedByTreeAsync(Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var tree = await history.OfAsync(unit, cancellationToken);
        return [.. tree.Stretches(fromMonth, toMonth).Select(stretch => Published(tree.Within(context.Units, unit, stretch.Day), stretch.FromMonth, stretch.ToMonth))];
    }

    /// <param name="within">The units that count, as the tree was in these months.</param>
    public IQueryable<Tally> Rows(IQueryable<Unit> within, int fromMonth, int toMonth) =>
        within.Join(
            context.Tallies.AsNoTracking().Where(tally => tally.Month >= fromMonth && tally.Month <= toMonth),
            unit => unit.Id,
            tally => tally.UnitId,
            (_, tally) => tally);

    /// <summary>What is published of the unit and of everything that is below it now.</summary>
    public IQueryable<PublishedTally> Published(Unit unit, int fromMonth, int toMonth) => Published(units.Within(unit), fromMonth, toMonth);

    /// <param name="within">The units that count, as the tree was in these months.</param>
    public IQueryable<PublishedTally> Published(IQueryable<Unit> within, int fromMonth, int toMonth) =>
        within.Join(
            context.PublishedTallies.AsNoTracking().Where(tally => tally.Month >= fromMonth && tally.Month <= toMonth),
            unit => unit.Id,
            tally => tally.UnitId,
            (_, tally) => tally);

    /// <summary>Responses of the unit and of everything that was below it at the end of the month of the period's last day.</summary>
    public async Task<IQueryable<SurveyResponse>> ResponsesAsync(Unit unit, Period daysOfOneMonth, CancellationToken cancellationToken)
    {
        var tree = await history.OfAsync(unit, cancellationToken);
        return Responses(tree.Within(context.Units, unit, TreeHistory.LastDay(TallyKey.MonthOf(daysOfOneMonth.To))), daysOfOneMonth);
    }

    public IQueryable<SurveyResponse> Responses(IQueryable<Unit> within, Period days) =>
        within.Join(
            context.SurveyResponses.AsNoTracking().Where(response => response.LocalDay >= days.From && response.LocalDay <= days.To),
            unit => unit.Id,
            response => response.UnitId,
            (_, response) => response);

    /// <summary>Services of the unit and of everything below it as they were on a day, archived ones included.</summary>
    public async Task<List<OfferedService>> ServicesAsync(Unit unit, DateOnly day, CancellationToken cancellationToken)
    {
        var tree = await history.OfAsync(unit, cancellationToken);
        var offered = await tree.Within(context.Units, unit, day).Join(context.Services.AsNoTracking(), within => within.Id, service => service.UnitId, (within, service) => new { within.Status, service })
            .OrderBy(offered => offered.service.Id).ToListAsync(cancellationToken);
        return offered.ConvertAll(row =>
        {
            var (status, service) = (tree.At(row.service.UnitId, day)?.Status ?? row.Status, row.service);
            if (tree.ServiceAt(service.Id, day) is { } then)
            {
                (service.Name, service.ServedPerYear, service.Archived) = (then.Name, then.ServedPerYear, then.Archived);
            }

            return new OfferedService(service, !service.Archived && status == UnitStatus.Active);
        });
    }

    /// <summary>The same for months: once for each stretch in which the tree stayed the same, oldest first.</summary>
    public async Task<IReadOnlyList<(TreeStretch Months, List<OfferedService> Services)>> ServicesAsync(
        Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var offered = new List<(TreeStretch, List<OfferedService>)>();
        foreach (var stretch in (await history.OfAsync(unit, cancellationToken)).Stretches(fromMonth, toMonth))
        {
            offered.Add((stretch, await ServicesAsync(unit, stretch.Day, cancellationToken)));
        }

        return offered;
    }

    /// <summary>People served in a period of whole months, where what was answered is what is published.</summary>
    public async Task<Rational?> PublishedPopulationAsync(Unit unit, Period months, CancellationToken cancellationToken)
    {
        var (from, to) = (TallyKey.MonthOf(months.From), TallyKey.MonthOf(months.To));
        var answered = await AnsweredServicesAsync(unit, from, to, cancellationToken);
        var population = new List<Rational?>();
        foreach (var (stretch, services) in await ServicesAsync(unit, from, to, cancellationToken))
        {
            var inStretch = answered.Where(month => month.Key >= stretch.FromMonth && month.Key <= stretch.ToMonth).SelectMany(month => month).ToHashSet();
            if (inStretch.Count > 0 || services.Exists(service => service.Open))
            {
                population.Add(Population(services, inStretch, stretch.Days));
            }
        }

        return Sum(population);
    }

    /// <summary>For each month the services with published answers, of the unit and of everything that was below it.</summary>
    public async Task<ILookup<int, int>> AnsweredServicesAsync(Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var tree = await history.OfAsync(unit, cancellationToken);
        var found = new List<(int Month, int ServiceId)>();
        foreach (var stretch in tree.Stretches(fromMonth, toMonth))
        {
            var rows = await Published(tree.Within(context.Units, unit, stretch.Day), stretch.FromMonth, stretch.ToMonth).Where(row => row.Class != ResponseClass.Excluded)
                .Select(row => new { row.Month, row.ServiceId }).Distinct().ToListAsync(cancellationToken);
            found.AddRange(rows.Select(row => (row.Month, row.ServiceId)));
        }

        return found.ToLookup(row => row.Month, row => row.ServiceId);
    }

    /// <summary>Null where there is no part or one of them is unknown.</summary>
    public static Rational? Sum(IReadOnlyCollection<Rational?> parts) =>
        parts.Count == 0 || parts.Contains(null) ? null : parts.Aggregate(new Rational(0, 1), (sum, part) => sum + part!.Value);

    /// <summary>
    /// People served in the period: yearly numbers × days / 365. Null where no service is offered or the number of one is unknown, since a part
    /// of the population would make the interval too narrow. What is closed or archived counts only where it was answered in the period.
    /// </summary>
    public static Rational? Population(IEnumerable<OfferedService> services, IEnumerable<int> answered, Period period)
    {
        var inPeriod = answered as HashSet<int> ?? [.. answered];
        var offered = services.Where(service => service.Open || inPeriod.Contains(service.Service.Id)).Select(service => service.Service).ToList();
        return offered.Count == 0 || offered.Exists(service => service.ServedPerYear is null)
            ? null
            : new Rational(offered.Sum(service => service.ServedPerYear!.Value) * period.Days, 365);
    }

    public static void Add(VersionTallies counts, LoadedVersion version, Tally row)
    {
        Add(counts.Of(version, row.Class), row);
    }

    /// <param name="whole">False for the head only, which is enough for an index without interval.</param>
    /// <exception cref="InvalidDataException">The stored counts are damaged.</exception>
    public static void Add(AnswerTally tally, Tally row, bool whole = true)
    {
        try
        {
            tally.AddPacked(row.Counts, whole ? tally.Layout.Length : tally.Layout.Head);
        }
        catch (FormatException damage)
        {
            throw Unreadable(row, damage);
        }
    }

    internal static InvalidDataException Unreadable(Tally row, FormatException damage)
    {
        var key = new TallyKey(row.UnitId, row.Month, row.ServiceId, row.QuestionnaireVersionId, row.Class);
        return new InvalidDataException($"Stored counts cannot be read ({key}). The answers are not affected: \"check tallies --repair\" counts them again.", damage);
    }

    /// <summary>The whole months of a period and the days before and after them.</summary>
    internal static (Period? Months, IReadOnlyList<Period> Edges) Split(Period period)
    {
        var first = period.From.Day == 1 ? period.From : new DateOnly(period.From.Year, period.From.Month, 1).AddMonths(1);
        var afterLast = new DateOnly(period.To.Year, period.To.Month, 1).AddMonths(period.To.Day == DateTime.DaysInMonth(period.To.Year, period.To.Month) ? 1 : 0);
        if (first >= afterLast)
        {
            return (null, [period]);
        }

        var edges = new List<Period>();
        if (period.From < first)
        {
            edges.Add(new Period(period.From, first.AddDays(-1)));
        }

        if (period.To >= afterLast)
        {
            edges.Add(new Period(afterLast, period.To));
        }

        return (new Period(first, afterLast.AddDays(-1)), edges);
    }
}
