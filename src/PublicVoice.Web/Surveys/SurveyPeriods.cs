using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <param name="Reached">Responses that count, so far.</param>
/// <param name="Population">People served in the period; null where unknown.</param>
public sealed record PeriodProgress(SurveyPeriod Period, long Reached, long? Population, int? Target);

/// <param name="Source">Unit whose rule it is; null where none up to the root has one.</param>
/// <param name="Today">In the time zone of the government.</param>
public sealed record UnitPeriods(SurveyTimes Times, Unit? Source, DateOnly Today);

/// <summary>When units can be rated: always, or from–to. Each change with its entry in the audit log.</summary>
public sealed class SurveyPeriods(PublicVoiceDbContext context, UnitDirectory directory, SurveyFacts survey, AuditLog audit, TimeProvider clock)
{
    public async Task<UnitPeriods> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        var source = settings.OpeningUnitId is { } id ? await context.Units.AsNoTracking().SingleAsync(found => found.Id == id, cancellationToken) : null;
        return new UnitPeriods(
            await TimesAsync(context, settings, cancellationToken), source, GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone));
    }

    public static async Task<SurveyTimes> TimesAsync(PublicVoiceDbContext context, UnitSettings settings, CancellationToken cancellationToken) => settings.Opening == SurveyOpening.InPeriods
        ? new SurveyTimes(
            settings.OpeningUnitId,
            await context.SurveyPeriods.AsNoTracking().Where(period => period.UnitId == settings.OpeningUnitId).OrderBy(period => period.From).ToListAsync(cancellationToken))
        : SurveyTimes.Always with { UnitId = settings.OpeningUnitId };

    /// <summary>How far a unit, with everything below it, is in a period. A number that was entered is that of the unit of the period alone.</summary>
    public async Task<PeriodProgress> ProgressAsync(Unit unit, SurveyPeriod period, CancellationToken cancellationToken)
    {
        var facts = await survey.PeriodAsync(unit, null, new Period(period.From, period.To), cancellationToken);
        var population = period.UnitId == unit.Id && period.Population is { } entered ? new Rational(entered, 1) : facts.Population;
        return new PeriodProgress(period, facts.Versions.Counted, population is { } known ? (long)known.Round(0) : null, population is { } served ? SampleSize.Target(served) : null);
    }

    /// <param name="unitId">The unit.</param>
    /// <param name="opening">Null to follow the unit above.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SetOpeningAsync(int unitId, SurveyOpening? opening, CancellationToken cancellationToken)
    {
        var unit = await context.Units.SingleAsync(found => found.Id == unitId, cancellationToken);
        if (unit.Opening != opening)
        {
            var before = unit.Opening;
            unit.Opening = opening;
            await audit.SaveAsync(
                new("unit.opening-changed", UnitAdministration.Named(unit), unit.Path, StaffTask.EditUnits, new { opening = before?.ToString() }, new { opening = opening?.ToString() }), cancellationToken);
        }
    }

    public Task<SurveyPeriod?> FindAsync(Unit unit, int id, CancellationToken cancellationToken) =>
        context.SurveyPeriods.AsNoTracking().SingleOrDefaultAsync(period => period.Id == id && period.UnitId == unit.Id, cancellationToken);

    /// <summary>Adds a period, or changes the one of that id.</summary>
    /// <returns>The period that it would overlap; null where it was stored.</returns>
    public async Task<SurveyPeriod?> SaveAsync(Unit unit, int? id, DateOnly from, DateOnly to, long? population, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken); // one at a time: what does not overlap now does not when it is stored
        var overlapped = await context.SurveyPeriods.AsNoTracking()
            .FirstOrDefaultAsync(other => other.UnitId == unit.Id && other.Id != id && other.From <= to && other.To >= from, cancellationToken);
        if (overlapped is not null)
        {
            return id is null && (overlapped.From, overlapped.To, overlapped.Population) == (from, to, population) ? null : overlapped; // the same one sent twice
        }

        var period = id is null ? null : await context.SurveyPeriods.SingleAsync(found => found.Id == id && found.UnitId == unit.Id, cancellationToken);
        var before = period is null ? null : Facts(period);
        if (period is null)
        {
            period = new SurveyPeriod { UnitId = unit.Id, From = from, To = to, Population = population };
            context.Add(period);
        }
        else if ((period.From, period.To, period.Population) == (from, to, population))
        {
            return null;
        }

        (period.From, period.To, period.Population) = (from, to, population);
        await audit.SaveAsync(new(before is null ? "period.added" : "period.changed", UnitAdministration.Named(unit), unit.Path, StaffTask.EditUnits, before, Facts(period)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <returns>False where it has begun: what was asked in it stays on record.</returns>
    public async Task<bool> RemoveAsync(Unit unit, SurveyPeriod period, DateOnly today, CancellationToken cancellationToken)
    {
        if (period.From <= today)
        {
            return false;
        }

        context.Attach(period);
        context.Remove(period);
        await audit.SaveAsync(new("period.removed", UnitAdministration.Named(unit), unit.Path, StaffTask.EditUnits, Facts(period)), cancellationToken);
        return true;
    }

    private static object Facts(SurveyPeriod period) => new { from = $"{period.From:yyyy-MM-dd}", to = $"{period.To:yyyy-MM-dd}", served = period.Population };
}
