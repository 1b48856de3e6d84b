using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>
/// Carries out reorganisations whose day has come. What is due is read from the data at the first request or command after it, so nothing is
/// missed while no server runs; of several servers one takes each, by a conditional update.
/// </summary>
public sealed class DueReorganisations(
    PublicVoiceDbContext context, UnitHistory history, AuditLog audit, IOptions<PublicVoiceOptions> options, TimeProvider clock, ILogger<DueReorganisations> logger)
{
    /// <summary>Planned reorganisations with the instant from which each is due, the earliest first.</summary>
    public async Task<IReadOnlyList<(int Id, DateTime DueOn)>> PlannedAsync(CancellationToken cancellationToken)
    {
        var planned = await context.Reorganisations.AsNoTracking().Where(reorganisation => reorganisation.State == ReorganisationState.Planned)
            .Join(context.Units, reorganisation => reorganisation.GovernmentId, unit => unit.Id, (reorganisation, unit) => new { reorganisation.Id, reorganisation.EffectiveDay, unit.TimeZone })
            .ToListAsync(cancellationToken);
        return [.. planned.Select(row => (row.Id, DueOn: GovernmentTime.Utc(row.EffectiveDay, TimeOnly.MinValue, GovernmentTime.Zone(row.TimeZone ?? options.Value.TimeZone))))
            .OrderBy(row => row.DueOn).ThenBy(row => row.Id)];
    }

    /// <summary>Carries out everything that is due, each in a transaction of its own.</summary>
    /// <returns>How many this call carried out.</returns>
    public async Task<int> CarryOutAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var (id, _) in (await PlannedAsync(cancellationToken)).TakeWhile(row => row.DueOn <= clock.GetUtcNow().UtcDateTime))
        {
            try
            {
                done += await CarryOutAsync(id, cancellationToken) ? 1 : 0;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Reorganisation {Id} is due and could not be carried out; it is tried again", id);
            }

            context.ChangeTracker.Clear();
        }

        return done;
    }

    private async Task<bool> CarryOutAsync(int id, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        DateTime? now = clock.GetUtcNow().UtcDateTime;
        var taken = await context.Reorganisations.Where(other => other.Id == id && other.State == ReorganisationState.Planned)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.State, ReorganisationState.InForce).SetProperty(other => other.EndedOn, now), cancellationToken);
        if (taken == 0)
        {
            return false; // another server was faster, or it was cancelled
        }

        var reorganisation = await context.Reorganisations.SingleAsync(other => other.Id == id, cancellationToken);
        var root = await context.Units.SingleAsync(unit => unit.Id == reorganisation.GovernmentId, cancellationToken);
        var units = await context.Units.Where(unit => unit.Path.StartsWith(root.Path)).ToListAsync(cancellationToken);
        var services = await context.Services.Where(service => context.Units.Any(unit => unit.Id == service.UnitId && unit.Path.StartsWith(root.Path))).ToListAsync(cancellationToken);
        var places = UnitHistory.Of(units, root.Id, reorganisation.EffectiveDay);
        var offered = UnitHistory.Of(services, root.Id, reorganisation.EffectiveDay);

        var changes = await context.ReorganisationChanges.Where(change => change.ReorganisationId == id).OrderBy(change => change.Position).ToListAsync(cancellationToken);
        var changeIds = changes.ConvertAll(change => change.Id);
        var rows = (await context.ReorganisedUnits.Where(row => changeIds.Contains(row.ChangeId)).OrderBy(row => row.Id).ToListAsync(cancellationToken)).ToLookup(row => row.ChangeId);
        var tree = new UnitTree(units);
        var steps = new ReorganisationSteps(context, root.Id, reorganisation.EffectiveDay, tree);
        foreach (var change in changes)
        {
            await steps.RunAsync(change.Kind, [.. rows[change.Id].Where(row => !row.IsSuccessor)], [.. rows[change.Id].Where(row => row.IsSuccessor)], cancellationToken);
        }

        await history.KeepAsync(places, tree.All.ToDictionary(unit => unit.Id), cancellationToken);
        await history.KeepAsync(offered, services.ToDictionary(service => service.Id), cancellationToken);
        context.AddRange(steps.NotYetOpen());
        context.AddRange(steps.NotYetOffered());
        var after = new
        {
            effective_day = reorganisation.EffectiveDay,
            changes = changes.ConvertAll(change => new
            {
                kind = change.Kind.ToString(),
                before = rows[change.Id].Where(row => !row.IsSuccessor).Select(row => row.Code),
                after = rows[change.Id].Where(row => row.IsSuccessor).Select(row => new { row.Code, name = tree[row.UnitId!.Value].Name, path = tree[row.UnitId.Value].Path }),
            }),
        };
        await audit.SaveAsync(
            new("reorganisation.carried-out", reorganisation.LegalBasis, root.Path, StaffTask.PlanReorganisations, After: after, Actor: AuditLog.Product), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
