using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>A part of a unit as the public sees it.</summary>
/// <param name="Code">Of the unit or service; empty for the unit as such.</param>
/// <param name="Shown">Null where the numbers are too small to show, or where nobody answered.</param>
/// <param name="Answered">False where nobody answered.</param>
public sealed record PublicPart(string Code, LocalText Name, bool Answered, ComparedPart? Shown);

/// <summary>What the public sees of a unit's results.</summary>
/// <param name="Report">Numbers as in the official report, with everything hidden that is too small; null where nothing may be shown.</param>
/// <param name="IsYear">The period is the last twelve closed months, because no single month has enough responses.</param>
/// <param name="Months">Closed months that can be looked at, newest first.</param>
/// <param name="Breaks">Months of the trend that are published with another questionnaire, which cannot be compared with this one.</param>
/// <param name="Services">Empty for a year: only months are published by service and unit.</param>
public sealed record PublicResult(
    Unit Unit,
    Unit Root,
    Period Period,
    bool IsYear,
    EvaluationReport? Report,
    IReadOnlyList<DateOnly> Months,
    IReadOnlySet<DateOnly> Breaks,
    IReadOnlyList<PublicPart> Services,
    IReadOnlyList<PublicPart> SubUnits)
{
    /// <summary>What people took out of the period.</summary>
    public PublicExclusion Excluded { get; init; } = new(0, null);
}

/// <param name="Responses">As they are now.</param>
/// <param name="IndexWith">
/// The index with them; null where that would tell a group of 1–4 (each unit and month must have none or at least 5), and where some were taken out or put back since
/// the publication.
/// </param>
public sealed record PublicExclusion(long Responses, decimal? IndexWith);

/// <summary>Public results: closed months only, and nothing from which a small group could be worked out.</summary>
public sealed class PublicResults(
    UnitDirectory units, QuestionnaireVersions versions, SurveyFacts survey, EvaluationFactsLoader loader, Publication publication,
    SharedResults<PublicResult> shared, TimeProvider clock)
{
    private const int MonthsOffered = 36;

    /// <param name="month">First day of a month; null for the newest that has enough responses for a headline.</param>
    /// <returns>Null for a month that is not over.</returns>
    public async Task<PublicResult?> FindAsync(Unit unit, DateOnly? month, CancellationToken cancellationToken)
    {
        var settings = await units.SettingsAsync(unit, cancellationToken);
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone);
        var lastClosed = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        if (month > lastClosed)
        {
            return null;
        }

        // A city's page takes a third of a second to work out.
        return await shared.GetAsync(
            (unit.Id, lastClosed, month), Publication.Fresh, () => ComputeAsync(unit, settings, month, lastClosed, cancellationToken), cancellationToken);
    }

    /// <summary>A result without figures, for when they cannot be read.</summary>
    public async Task<PublicResult> WithoutFiguresAsync(Unit unit, CancellationToken cancellationToken)
    {
        var settings = await units.SettingsAsync(unit, cancellationToken);
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone);
        return Nothing(unit, settings.Root, new DateOnly(today.Year, today.Month, 1).AddMonths(-1), []);
    }

    private static PublicResult Nothing(Unit unit, Unit root, DateOnly lastClosed, IReadOnlyList<DateOnly> months) =>
        new(unit, root, Year(lastClosed), IsYear: true, null, months, new HashSet<DateOnly>(), [], []);

    private async Task<PublicResult> ComputeAsync(Unit unit, UnitSettings settings, DateOnly? month, DateOnly lastClosed, CancellationToken cancellationToken)
    {
        var lastMonth = TallyKey.MonthOf(lastClosed);
        if (await ComputeAsync(await publication.CellsAsync(settings.Root, lastMonth, cancellationToken)) is { } result)
        {
            return result;
        }

        publication.Forget(settings.Root, lastMonth);
        return await ComputeAsync(await publication.CellsAsync(settings.Root, lastMonth, cancellationToken))
            ?? throw new InvalidDataException("The published counts of one month change all the time.");

        Task<PublicResult?> ComputeAsync(PublicCells cells) => this.ComputeAsync(unit, settings, month, lastClosed, cells, cancellationToken);
    }

    /// <returns>Null where the counts are not those that the cells were decided from.</returns>
    private async Task<PublicResult?> ComputeAsync(
        Unit unit, UnitSettings settings, DateOnly? month, DateOnly lastClosed, PublicCells cells, CancellationToken cancellationToken)
    {
        var current = await versions.CurrentAsync(settings, cancellationToken);
        var published = cells.Months.Reverse().Select(known => cells.Published(unit.Id, known, current)).ToList();
        var shown = published.Where(cells.MayShow).ToList();
        month ??= await HeadlineMonthAsync(unit, shown, cells, cancellationToken);
        var nothing = Nothing(unit, settings.Root, lastClosed, [.. shown.Take(MonthsOffered).Select(cell => FirstDay(cell.Month))]);
        if (month is null)
        {
            return await YearAsync(nothing, published, shown, cells, current, cancellationToken);
        }

        nothing = nothing with { Period = Period.Month(month.Value.Year, month.Value.Month), IsYear = false };
        if (!shown.Exists(known => known.Month == TallyKey.MonthOf(month.Value)))
        {
            return nothing;
        }

        var cell = shown.Find(known => known.Month == TallyKey.MonthOf(month.Value));
        var (facts, together) = await loader.LoadPublishedAsync(unit, month.Value, merged: true, cancellationToken);
        if (!Agree(facts, together, cells))
        {
            return null;
        }

        var report = EvaluationReportBuilder.Build(WithTrendShown(facts, shown, together, cells, current));
        var ids = (await survey.ServicesAsync(unit, nothing.Period.To, cancellationToken)).ToDictionary(
            offered => offered.Service.Code,
            offered => offered.Service.Id,
            StringComparer.Ordinal);
        var codes = report.SubUnits.Parts.Select(part => part.Code).ToList();
        var below = await units.FindAsync(codes, cancellationToken);
        return nothing with
        {
            Excluded = await ExcludedAsync(unit, nothing.Period, report, cancellationToken),
            Report = Public(report, cells.HiddenElements(cell), other => cells.MayShow(cell with { PoolingKey = other.Definition.PoolingKey })),
            Breaks = Breaks(facts, shown),
            Services = [.. report.Services.Parts.OrderBy(part => part.IsUnitItself).ThenBy(part => part.Name, StringComparer.OrdinalIgnoreCase)
                .Select(part => Part(part, cells.MayShowService(cell, ids.GetValueOrDefault(part.Code))))],
            SubUnits = [.. report.SubUnits.Parts.OrderBy(part => part.Name, StringComparer.OrdinalIgnoreCase)
                .Select(part => Part(part, cells.MayShow(cell with { UnitId = below[part.Code] })))],
        };
    }

    /// <summary>Whether the counts are those that the cells were decided from, which may be half a minute older.</summary>
    private static bool Agree(EvaluationFacts facts, IReadOnlyList<IReadOnlyList<Unit>> together, PublicCells cells) => facts.Trend.Zip(together).All(month =>
        month.First.Tallies.Counted.N == month.Second.Sum(unit => cells.N(new PublicCell(unit.Id, TallyKey.MonthOf(month.First.Month), facts.Definition.PoolingKey))));

    /// <summary>Hidden elements are not rated in public; how answers are spread shows only from 30 on; changes of elements are not shown.</summary>
    private static EvaluationReport Public(EvaluationReport report, IReadOnlySet<string> hidden, Func<OtherVersion, bool> mayShow) => report with
    {
        Elements = [.. report.Elements.Select(element => new ElementResult(
            element.Element,
            SmallNumbers.MayShow(element.Score.N) && !hidden.Contains(element.Element.Code)
                ? element.Score
                : new ElementScore(element.Element.Code, 0, null, null, null, null, null),
            Change.NotComparable))],
        Distributions = [.. report.Distributions.Where(distribution =>
            SmallNumbers.MayShowDistribution(distribution.Answered) && !hidden.Contains(distribution.Element.Code))],
        Profile = [],
        OtherVersions = [.. report.OtherVersions.Where(other => SmallNumbers.MayShow(other.Index.N) && mayShow(other))],
    };

    private static PublicPart Part(ComparedPart part, bool shown) =>
        new(
            part.Code,
            new LocalText(part.NameIn(Language.Indonesian), part.NameIn(Language.English)),
            part.N > 0,
            shown && SmallNumbers.MayShow(part.N) ? part : null);

    private async Task<DateOnly?> HeadlineMonthAsync(Unit unit, List<PublicCell> shown, PublicCells cells, CancellationToken cancellationToken)
    {
        if (shown.Count == 0)
        {
            return null;
        }

        var offered = await survey.ServicesAsync(unit, shown[^1].Month, shown[0].Month, cancellationToken);
        var answered = await survey.AnsweredServicesAsync(unit, shown[^1].Month, shown[0].Month, cancellationToken);
        foreach (var cell in shown)
        {
            var month = FirstDay(cell.Month);
            var services = offered.Last(stretch => stretch.Months.FromMonth <= cell.Month).Services;
            if (SampleSize.IsHeadline(cells.N(cell), SurveyFacts.Population(services, answered[cell.Month], Period.Month(month.Year, month.Month))))
            {
                return month;
            }
        }

        return null;
    }

    /// <summary>The last twelve closed months, of the questionnaire that the newest shown month was published with.</summary>
    private async Task<PublicResult?> YearAsync(
        PublicResult nothing, List<PublicCell> published, List<PublicCell> shown, PublicCells cells, LoadedVersion current, CancellationToken cancellationToken)
    {
        var (unit, year) = (nothing.Unit, nothing.Period);
        var answered = published.Where(cell => cell.Month >= TallyKey.MonthOf(year.From) && cells.N(cell) > 0).ToList();
        if (answered.Count == 0)
        {
            return nothing;
        }

        var key = answered.Where(cells.MayShow).Append(answered[0]).First().PoolingKey;
        var last = answered.Find(cell => cell.PoolingKey == key);
        var (facts, together) = await loader.LoadPublishedAsync(unit, FirstDay(last.Month), merged: false, cancellationToken);
        if (!Agree(facts, together, cells))
        {
            return null;
        }

        var layout = TallyLayout.For(facts.Definition);
        var total = cells.Total(unit.Id, facts.Definition.PoolingKey, TallyKey.MonthOf(year.From), last.Month);
        var pooled = AnswerTally.Sum(
            layout,
            facts.Trend.Where(month => total.Months.Contains(TallyKey.MonthOf(month.Month))).Select(month => month.Tallies.Counted));
        if (!SmallNumbers.MayShow(pooled.N))
        {
            return nothing;
        }

        var population = await survey.PublishedPopulationAsync(unit, year, cancellationToken);
        var none = Nobody(layout);
        var report = EvaluationReportBuilder.Build(WithTrendShown(facts, shown, together, cells, current) with
        {
            Period = year,
            Current = none with
            {
                Clean = pooled,
                Excluded = AnswerTally.Sum(layout, facts.Trend.Where(month => total.Months.Contains(TallyKey.MonthOf(month.Month))).Select(month => month.Tallies.Excluded)),
                Population = population,
            },
            Previous = none,
            Services = [],
            SubUnits = [],
            OtherVersions = [],
            BurstHours = [],
            WithoutBursts = null,
        });
        return nothing with
        {
            Excluded = await ExcludedAsync(unit, year, report, cancellationToken),
            Report = Public(report, total.HiddenElements, _ => false),
            Breaks = Breaks(facts, shown),
        };
    }

    private async Task<PublicExclusion> ExcludedAsync(Unit unit, Period period, EvaluationReport report, CancellationToken cancellationToken)
    {
        var (from, to) = (TallyKey.MonthOf(period.From), TallyKey.MonthOf(period.To));
        var (now, published) = (new Dictionary<(int Unit, int Month), long>(), new Dictionary<(int Unit, int Month), long>());
        foreach (var stretch in await survey.RowsByTreeAsync(unit, from, to, cancellationToken))
        {
            foreach (var row in await stretch.Where(row => row.Class == ResponseClass.Excluded).ToListAsync(cancellationToken))
            {
                Count(now, row);
            }
        }

        foreach (var stretch in await survey.PublishedByTreeAsync(unit, from, to, cancellationToken))
        {
            foreach (var row in await stretch.Where(row => row.Class == ResponseClass.Excluded).ToListAsync(cancellationToken))
            {
                Count(published, new Tally { UnitId = row.UnitId, Month = row.Month, ServiceId = row.ServiceId, QuestionnaireVersionId = row.QuestionnaireVersionId, Class = row.Class, Counts = row.Counts });
            }
        }

        var isTold = published.Count > 0 && published.Count == now.Count && published.All(group => SmallNumbers.MayShow(group.Value) && now.GetValueOrDefault(group.Key) == group.Value);
        return new PublicExclusion(now.Values.Sum(), isTold && report.Integrity.Excluded.Responses == now.Values.Sum() ? report.Integrity.Excluded.IndexWith : null);

        static void Count(Dictionary<(int Unit, int Month), long> groups, Tally row)
        {
            try
            {
                if (AnswerTally.NOf(row.Counts) is > 0 and var n)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(groups, (row.UnitId, row.Month), out _) += n;
                }
            }
            catch (FormatException damage)
            {
                throw SurveyFacts.Unreadable(row, damage);
            }
        }
    }

    /// <summary>
    /// Months that may not be shown, and those published with another questionnaire, look as if nobody had answered; a change is told only
    /// from a month that is shown.
    /// </summary>
    private static EvaluationFacts WithTrendShown(
        EvaluationFacts facts, List<PublicCell> shown, IReadOnlyList<IReadOnlyList<Unit>> together, PublicCells cells, LoadedVersion current)
    {
        var months = shown.Where(cell => cell.PoolingKey == facts.Definition.PoolingKey).Select(cell => cell.Month).ToHashSet();
        var trend = facts.Trend.Zip(together)
            .Select(month => MayShow(TallyKey.MonthOf(month.First.Month), month.Second) && SmallNumbers.MayShow(month.First.Tallies.Counted.N)
                ? month.First
                : month.First with { Tallies = Nobody(TallyLayout.For(facts.Definition)) })
            .ToList();
        return facts with { Trend = trend, Previous = trend[^2].Tallies };

        // What was merged later is shown together only where each of its parts is public by itself.
        bool MayShow(int month, IReadOnlyList<Unit> counted) => counted.Count == 1
            ? months.Contains(month)
            : counted.Select(unit => cells.Published(unit.Id, month, current) is var cell && cell.PoolingKey == facts.Definition.PoolingKey ? cell : new PublicCell(unit.Id, month, ""))
                .All(cell => cell.PoolingKey.Length > 0 && (cells.N(cell) == 0 || cells.MayShow(cell)));
    }

    private static HashSet<DateOnly> Breaks(EvaluationFacts facts, List<PublicCell> shown) =>
        [.. shown.Where(cell => cell.PoolingKey != facts.Definition.PoolingKey).Select(cell => FirstDay(cell.Month))];

    private static ClassTallies Nobody(TallyLayout layout) => new(new AnswerTally(layout), new AnswerTally(layout), new AnswerTally(layout), null);

    private static Period Year(DateOnly lastClosed) => new(lastClosed.AddMonths(-11), lastClosed.AddMonths(1).AddDays(-1));

    private static DateOnly FirstDay(int month) => new(month / 100, month % 100, 1);
}
