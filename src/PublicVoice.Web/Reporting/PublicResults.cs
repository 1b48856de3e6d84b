using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>A part of a unit as the public sees it.</summary>
/// <param name="Code">Of the unit or service.</param>
/// <param name="Shown">Null where the numbers are too small to show, or where nobody answered.</param>
/// <param name="Answered">False where nobody answered.</param>
public sealed record PublicPart(string Code, string Name, bool Answered, ComparedPart? Shown);

/// <summary>What the public sees of a unit's results.</summary>
/// <param name="Report">Numbers as in the official report, with everything hidden that is too small; null where nothing may be shown.</param>
/// <param name="IsYear">The period is the last twelve closed months, because no single month has enough responses.</param>
/// <param name="Months">Closed months that can be looked at, newest first.</param>
/// <param name="Services">Empty for a year: only months are published by service and unit.</param>
public sealed record PublicResult(
    Unit Unit,
    Unit Root,
    Period Period,
    bool IsYear,
    EvaluationReport? Report,
    IReadOnlyList<DateOnly> Months,
    IReadOnlyList<PublicPart> Services,
    IReadOnlyList<PublicPart> SubUnits);

/// <summary>Public results: closed months only, and nothing from which a small group could be worked out.</summary>
public sealed class PublicResults(
    UnitDirectory units, SurveyFacts survey, EvaluationFactsLoader loader, IMemoryCache cache, TimeProvider clock)
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
        var key = (nameof(PublicResult), unit.Id, lastClosed, month);
        if (!cache.TryGetValue(key, out PublicResult? result))
        {
            result = cache.Set(key, await ComputeAsync(unit, settings.Root, month, lastClosed, cancellationToken), PublicCells.Fresh);
        }

        return result;
    }

    private async Task<PublicResult> ComputeAsync(Unit unit, Unit root, DateOnly? month, DateOnly lastClosed, CancellationToken cancellationToken)
    {
        var cells = await PublicCells.LoadAsync(survey, units, cache, root, TallyKey.MonthOf(lastClosed), cancellationToken);
        var months = cells.Months.Reverse().Where(known => cells.MayShow(unit.Id, known)).Select(FirstDay).ToList();
        month ??= await HeadlineMonthAsync(unit, months, cells, cancellationToken);
        var offered = months.Take(MonthsOffered).ToList();
        if (month is null)
        {
            var year = new Period(lastClosed.AddMonths(-11), lastClosed.AddMonths(1).AddDays(-1));
            return new PublicResult(unit, root, year, IsYear: true, await YearAsync(unit, year, cells, cancellationToken), offered, [], []);
        }

        var period = Period.Month(month.Value.Year, month.Value.Month);
        if (!cells.MayShow(unit.Id, TallyKey.MonthOf(month.Value)))
        {
            return new PublicResult(unit, root, period, IsYear: false, null, offered, [], []);
        }

        var facts = await loader.LoadAsync(unit, month.Value, null, withComments: false, cancellationToken);
        var report = EvaluationReportBuilder.Build(WithTrendShown(facts, unit, cells));
        var ids = (await survey.ServicesAsync(unit, cancellationToken)).ToDictionary(offered => offered.Service.Code, offered => offered.Service.Id, StringComparer.Ordinal);
        var below = await units.Within(unit).Where(child => child.ParentId == unit.Id).ToDictionaryAsync(child => child.Code, child => child.Id, StringComparer.Ordinal, cancellationToken);
        var closed = TallyKey.MonthOf(month.Value);
        return new PublicResult(
            unit,
            root,
            period,
            IsYear: false,
            SmallNumbers.MayShow(report.Index.N) ? Public(report) : null,
            offered,
            [.. report.Services.Parts.Select(part => Part(part, cells.MayShowService(unit.Id, ids[part.Code], closed)))],
            [.. report.SubUnits.Parts.Select(part => Part(part, cells.MayShow(below[part.Code], closed)))]);
    }

    /// <summary>Elements that few answered are not rated in public; how answers are spread shows only from 30 on.</summary>
    private static EvaluationReport Public(EvaluationReport report) => report with
    {
        Elements = [.. report.Elements.Select(element => SmallNumbers.MayShow(element.Score.N)
            ? element
            : new ElementResult(element.Element, new ElementScore(element.Element.Code, 0, null, null, null, null, null), Change.NotComparable))],
        Distributions = [.. report.Distributions.Where(distribution => SmallNumbers.MayShowDistribution(distribution.Answered))],
        Profile = [],
    };

    private static PublicPart Part(ComparedPart part, bool shown) =>
        new(part.Code, part.Name, part.N > 0, shown && SmallNumbers.MayShow(part.N) ? part : null);

    private async Task<DateOnly?> HeadlineMonthAsync(Unit unit, List<DateOnly> months, PublicCells cells, CancellationToken cancellationToken)
    {
        if (months.Count == 0)
        {
            return null;
        }

        var services = await survey.ServicesAsync(unit, cancellationToken);
        var answered = await survey.AnsweredServicesAsync(unit, TallyKey.MonthOf(months[^1]), TallyKey.MonthOf(months[0]), cancellationToken);
        foreach (var month in months)
        {
            var population = SurveyFacts.Population(services, answered[TallyKey.MonthOf(month)], Period.Month(month.Year, month.Month));
            if (SampleSize.IsHeadline(cells.N(unit.Id, TallyKey.MonthOf(month)), population))
            {
                return month;
            }
        }

        return null;
    }

    private async Task<EvaluationReport?> YearAsync(Unit unit, Period year, PublicCells cells, CancellationToken cancellationToken)
    {
        var facts = await loader.LoadAsync(unit, new DateOnly(year.To.Year, year.To.Month, 1), null, withComments: false, cancellationToken);
        var layout = TallyLayout.For(facts.Definition);
        var counted = cells.InTotal(unit.Id, TallyKey.MonthOf(year.From), TallyKey.MonthOf(year.To));
        var pooled = AnswerTally.Sum(layout, facts.Trend.Where(month => counted.Contains(TallyKey.MonthOf(month.Month))).Select(month => month.Tallies.Counted));
        if (!SmallNumbers.MayShow(pooled.N))
        {
            return null;
        }

        var answered = await survey.AnsweredServicesAsync(unit, TallyKey.MonthOf(year.From), TallyKey.MonthOf(year.To), cancellationToken);
        var population = SurveyFacts.Population(await survey.ServicesAsync(unit, cancellationToken), answered.SelectMany(month => month), year);
        var nothing = new ClassTallies(new AnswerTally(layout), new AnswerTally(layout), new AnswerTally(layout), null);
        return Public(EvaluationReportBuilder.Build(WithTrendShown(facts, unit, cells) with
        {
            Period = year,
            Current = nothing with { Clean = pooled, Population = population },
            Previous = nothing,
            Services = [],
            SubUnits = [],
            OtherVersions = [],
            BurstHours = [],
            WithoutBursts = null,
        }));
    }

    /// <summary>Months that may not be shown look as if nobody had answered; a change is told only from a month that is shown.</summary>
    private static EvaluationFacts WithTrendShown(EvaluationFacts facts, Unit unit, PublicCells cells)
    {
        var layout = TallyLayout.For(facts.Definition);
        var trend = facts.Trend
            .Select(month => cells.MayShow(unit.Id, TallyKey.MonthOf(month.Month)) && SmallNumbers.MayShow(month.Tallies.Counted.N)
                ? month
                : month with { Tallies = new ClassTallies(new AnswerTally(layout), new AnswerTally(layout), new AnswerTally(layout), null) })
            .ToList();
        return facts with { Trend = trend, Previous = trend[^2].Tallies };
    }

    private static DateOnly FirstDay(int month) => new(month / 100, month % 100, 1);
}
