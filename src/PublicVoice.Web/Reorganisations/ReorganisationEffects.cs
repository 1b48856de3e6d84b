using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>A unit before and after it became what it is.</summary>
/// <param name="IsComparable">True where before and after are the same offices; else no change is told.</param>
/// <param name="Change">Of the index, by the rules of the reports.</param>
public sealed record BeforeAndAfter(string Before, string After, Period PeriodBefore, Period? PeriodAfter, SatisfactionIndex IndexBefore, SatisfactionIndex? IndexAfter, bool IsComparable, Change Change);

/// <summary>The same service, by its name, offered by several units.</summary>
public sealed record OverlappingServices(string Name, IReadOnlyList<(Service Service, Unit Unit)> Offered);

/// <summary>What became of a reorganisation that is in force.</summary>
public sealed class ReorganisationEffects(
    PublicVoiceDbContext context, UnitDirectory directory, UnitHistory history, SurveyFacts survey, QuestionnaireVersions versions, AuditLog audit, TimeProvider clock)
{
    /// <summary>
    /// Whole months before against the same number of closed months after, at most. A month in which the day lies, other than its first day,
    /// belongs to neither.
    /// </summary>
    /// <param name="mayRead">Whose figures may be told: those of offices are not public before their month is over, and never where they are few.</param>
    public async Task<IReadOnlyList<BeforeAndAfter>> CompareAsync(ListedReorganisation listed, int months, Func<Unit, bool> mayRead, CancellationToken cancellationToken)
    {
        var day = listed.Reorganisation.EffectiveDay;
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await directory.SettingsAsync(listed.Government, cancellationToken)).TimeZone);
        var firstAfter = day.Day == 1 ? day : new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        var firstOfDay = new DateOnly(day.Year, day.Month, 1);
        var before = new Period(firstOfDay.AddMonths(-months), firstOfDay.AddDays(-1));
        var lastClosed = new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        var lastAfter = firstAfter.AddMonths(months).AddDays(-1) is var wanted && wanted < lastClosed ? wanted : lastClosed;
        Period? after = lastAfter > firstAfter ? new Period(firstAfter, lastAfter) : null;
        var ids = listed.Changes.SelectMany(change => change.Before.Concat(change.After)).Select(unit => unit.UnitId).OfType<int>().ToHashSet();
        var units = await context.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var found = new List<BeforeAndAfter>();
        foreach (var (kind, old, made) in listed.Changes.Where(change => change.Kind is not (ReorganisationKind.Open or ReorganisationKind.Close)))
        {
            foreach (var successor in made.Where(unit => unit.UnitId is { } id && mayRead(units[id])))
            {
                found.Add(await CompareAsync(old, successor, units, kind != ReorganisationKind.Split, before, after, cancellationToken));
            }
        }

        return found;
    }

    /// <summary>Services of the same name below the successors.</summary>
    public async Task<IReadOnlyList<OverlappingServices>> OverlapsAsync(ListedReorganisation listed, CancellationToken cancellationToken)
    {
        var ids = listed.Changes.Where(change => change.Kind is not ReorganisationKind.Rename).SelectMany(change => change.After).Select(unit => unit.UnitId).OfType<int>().Distinct().ToList();
        var successors = await context.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id) && unit.Status == UnitStatus.Active).ToListAsync(cancellationToken);
        return successors.Count == 0 ? [] : await OverlapsAsync([.. successors.Select(unit => unit.Path)], cancellationToken);
    }

    /// <summary>Services of the same name, ignoring case, spaces and punctuation, that several open units of a government offer.</summary>
    /// <param name="paths">Within which they lie.</param>
    public async Task<IReadOnlyList<OverlappingServices>> OverlapsAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var offered = await directory.Within(paths).AsNoTracking().Where(unit => unit.Status == UnitStatus.Active)
            .Join(context.Services.AsNoTracking().Where(service => !service.Archived), unit => unit.Id, service => service.UnitId, (unit, service) => new { unit, service })
            .OrderBy(row => row.unit.Path).ThenBy(row => row.service.Code).ToListAsync(cancellationToken);
        return [.. offered.GroupBy(row => (row.unit.RootCode, Name: ImportText.Loose(row.service.Name))).Where(group => group.DistinctBy(row => row.unit.Id).Count() > 1)
            .Select(group => new OverlappingServices(group.First().service.Name, [.. group.Select(row => (row.service, row.unit))]))
            .OrderBy(overlap => overlap.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Lets one of several overlapping services take over others, which are archived from today on and lead to it. What was not chosen stays.</summary>
    /// <returns>False where they do not, or no longer, overlap here.</returns>
    public async Task<bool> MergeServicesAsync(ListedReorganisation listed, int keptId, IReadOnlyCollection<int> mergedIds, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        if ((await OverlapsAsync(listed, cancellationToken)).FirstOrDefault(overlap => overlap.Offered.Any(offer => offer.Service.Id == keptId)) is not { } found)
        {
            return false;
        }

        var ids = found.Offered.Select(offer => offer.Service.Id).Where(id => id == keptId || mergedIds.Contains(id)).ToList();
        if (ids.Count < 2)
        {
            return false;
        }

        var services = await context.Services.Where(service => ids.Contains(service.Id)).ToDictionaryAsync(service => service.Id, cancellationToken);
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await directory.SettingsAsync(listed.Government, cancellationToken)).TimeZone);
        var before = UnitHistory.Of(services.Values, listed.Government.Id, today);
        var kept = services[keptId];
        kept.ServedPerYear = services.Values.Any(service => service.ServedPerYear is null) ? null : services.Values.Sum(service => service.ServedPerYear);
        foreach (var service in services.Values.Where(service => service.Id != keptId))
        {
            service.Archived = true;
        }

        await history.KeepAsync(before, services, cancellationToken);
        foreach (var id in ids.Where(id => id != keptId))
        {
            await ServiceSuccessions.AddAsync(context, id, keptId, today, cancellationToken);
        }

        await audit.SaveAsync(
            new("services.merged", $"{kept.Name} ({kept.Code})", listed.Government.Path, StaffTask.PlanReorganisations, new { services = services.Values.Select(service => service.Code).Order(StringComparer.Ordinal) }, new { service = kept.Code, effective_day = today }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<BeforeAndAfter> CompareAsync(
        IReadOnlyList<ReorganisedUnit> old, ReorganisedUnit successor, Dictionary<int, Unit> units, bool isComparable, Period before, Period? after, CancellationToken cancellationToken)
    {
        var made = units[successor.UnitId!.Value];
        var tree = await history.OfAsync(made, cancellationToken);
        var pooled = old.Select(unit => units[unit.UnitId!.Value]).ToList();
        var counted = new List<PeriodFacts>();
        foreach (var unit in pooled.Where(one => !pooled.Exists(other => other != one && tree.At(one, before.To).Path.StartsWith(tree.At(other, before.To).Path, StringComparison.Ordinal))))
        {
            counted.Add(await survey.PeriodAsync(unit, null, before, cancellationToken));
        }

        var now = after is null ? null : await survey.PeriodAsync(made, null, after, cancellationToken);
        var current = await versions.CurrentAsync(await directory.SettingsAsync(made, cancellationToken), cancellationToken);
        var definition = (now?.Versions ?? counted[0].Versions).Choose(current, named: false).Definition;
        var layout = TallyLayout.For(definition);
        var population = SurveyFacts.Sum([.. counted.Select(part => part.Population)]);
        var first = SatisfactionIndex.Of(AnswerTally.Sum(layout, counted.Select(part => part.Versions.Pool(definition, null).Counted)), population);
        var second = now is null ? null : SatisfactionIndex.Of(now.Versions.Pool(definition, now.Population).Counted, now.Population);
        return new BeforeAndAfter(
            string.Join(" + ", old.Select(unit => unit.Name)), successor.Name, before, after, first, second, isComparable,
            isComparable && second is not null ? Change.Between(first, second) : Change.NotComparable);
    }
}
