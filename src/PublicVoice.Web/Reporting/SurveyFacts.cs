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
/// does not grow with the number of responses; only the days of months cut by the period are counted one by one.
/// </summary>
public sealed class SurveyFacts(PublicVoiceDbContext context, UnitDirectory units, QuestionnaireVersions versions)
{
    public async Task<PeriodFacts> PeriodAsync(Unit unit, Service? service, Period period, CancellationToken cancellationToken)
    {
        var counts = new VersionTallies();
        var answered = new HashSet<int>();
        var known = await versions.AllAsync(cancellationToken);
        var (months, edges) = Split(period);
        if (months is { } whole)
        {
            var rows = Rows(unit, TallyKey.MonthOf(whole.From), TallyKey.MonthOf(whole.To));
            await foreach (var row in (service is null ? rows : rows.Where(row => row.ServiceId == service.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                Add(counts, known[row.QuestionnaireVersionId], row);
                Note(row.ServiceId, row.Class);
            }
        }

        foreach (var edge in edges)
        {
            var responses = Responses(unit, edge);
            await foreach (var response in (service is null ? responses : responses.Where(response => response.ServiceId == service.Id))
                .AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                counts.Of(known[response.QuestionnaireVersionId], response.Class).Add(response.Counted);
                Note(response.ServiceId ?? 0, response.Class);
            }
        }

        var services = await ServicesAsync(unit, cancellationToken);
        return new PeriodFacts(counts, Population(services.Where(offered => service is null || offered.Service.Id == service.Id), answered, period));

        void Note(int serviceId, ResponseClass responseClass)
        {
            if (responseClass != ResponseClass.Excluded)
            {
                answered.Add(serviceId);
            }
        }
    }

    /// <summary>
    /// Counts per unit and month of everything below a unit, enough for indices without intervals: only the head of each tally is read. The
    /// counts of a unit are its own; nothing is pooled.
    /// </summary>
    public async Task<IReadOnlyDictionary<(int UnitId, int Month), VersionTallies>> MatrixAsync(
        Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var cells = new Dictionary<(int, int), VersionTallies>();
        await foreach (var row in Rows(unit, fromMonth, toMonth).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!cells.TryGetValue((row.UnitId, row.Month), out var cell))
            {
                cell = new VersionTallies();
                cells.Add((row.UnitId, row.Month), cell);
            }

            Add(cell.Of(known[row.QuestionnaireVersionId], row.Class), row, whole: false);
        }

        return cells;
    }

    /// <summary>Rows of the unit and of everything below it.</summary>
    public IQueryable<Tally> Rows(Unit unit, int fromMonth, int toMonth) =>
        units.Within(unit)
            .Join(
                context.Tallies.AsNoTracking().Where(tally => tally.Month >= fromMonth && tally.Month <= toMonth),
                within => within.Id,
                tally => tally.UnitId,
                (_, tally) => tally);

    /// <summary>What is published of the unit and of everything below it.</summary>
    public IQueryable<PublishedTally> Published(Unit unit, int fromMonth, int toMonth) =>
        units.Within(unit)
            .Join(
                context.PublishedTallies.AsNoTracking().Where(tally => tally.Month >= fromMonth && tally.Month <= toMonth),
                within => within.Id,
                tally => tally.UnitId,
                (_, tally) => tally);

    /// <summary>Responses of the unit and of everything below it.</summary>
    public IQueryable<SurveyResponse> Responses(Unit unit, Period days) =>
        units.Within(unit)
            .Join(
                context.SurveyResponses.AsNoTracking().Where(response => response.LocalDay >= days.From && response.LocalDay <= days.To),
                within => within.Id,
                response => response.UnitId,
                (_, response) => response);

    /// <summary>Services of the unit and of everything below it, archived ones included.</summary>
    public Task<List<OfferedService>> ServicesAsync(Unit unit, CancellationToken cancellationToken) =>
        units.Within(unit).Join(context.Services.AsNoTracking(), within => within.Id, service => service.UnitId, (within, service) => new { within.Status, service })
            .OrderBy(offered => offered.service.Id)
            .Select(offered => new OfferedService(offered.service, !offered.service.Archived && offered.Status == UnitStatus.Active))
            .ToListAsync(cancellationToken);

    /// <summary>For each month the services with published answers, of the unit and of everything below it.</summary>
    public async Task<ILookup<int, int>> AnsweredServicesAsync(Unit unit, int fromMonth, int toMonth, CancellationToken cancellationToken)
    {
        var rows = await Published(unit, fromMonth, toMonth)
            .Select(row => new { row.Month, row.ServiceId }).Distinct().ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.Month, row => row.ServiceId);
    }

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
