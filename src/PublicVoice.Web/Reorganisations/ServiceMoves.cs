using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>Lets another unit offer a service from today on. What was answered stays where it was given.</summary>
public sealed class ServiceMoves(PublicVoiceDbContext context, UnitDirectory directory, UnitHistory history, AuditLog audit, TimeProvider clock)
{
    /// <returns>False where the service is not offered any more, by a second click or somebody else, or the unit is closed; nothing was stored.</returns>
    public async Task<bool> MoveAsync(int serviceId, int unitId, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var service = await context.Services.SingleAsync(known => known.Id == serviceId, cancellationToken);
        var target = await context.Units.SingleAsync(unit => unit.Id == unitId, cancellationToken);
        if (service.Archived || service.UnitId == unitId || target.Status != UnitStatus.Active)
        {
            return false;
        }

        var settings = await directory.SettingsAsync(target, cancellationToken);
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone);
        var own = await context.Services.Where(known => known.UnitId == unitId).ToListAsync(cancellationToken);
        var before = UnitHistory.Of([service, .. own], settings.Root.Id, today);
        var steps = new ReorganisationSteps(context, settings.Root.Id, today, new UnitTree([]));
        service.Archived = true;
        await steps.HandOverAsync([service], target, addsUp: true, cancellationToken);
        await history.KeepAsync(before, own.Append(service).ToDictionary(known => known.Id), cancellationToken);
        context.AddRange(steps.NotYetOffered());
        await audit.SaveAsync(
            new("service.moved", $"{service.Name} ({service.Code})", target.Path, StaffTask.EditUnits, new { unit = service.Code[..service.Code.IndexOf('.', StringComparison.Ordinal)] }, new { unit = target.Code, effective_day = today }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
