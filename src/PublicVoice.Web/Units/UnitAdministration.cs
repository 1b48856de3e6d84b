using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Units;

/// <summary>Changes of the tree by an administrator, each with its entry in the audit log. Nothing is ever deleted.</summary>
public sealed class UnitAdministration(PublicVoiceDbContext context, UnitDirectory directory, UnitHistory history, AuditLog audit)
{
    /// <summary>Whether a unit has the code, or one that is planned will have it.</summary>
    public async Task<bool> IsCodeTakenAsync(string code, CancellationToken cancellationToken) =>
        await context.Units.AnyAsync(unit => unit.Code == code, cancellationToken)
        || await context.ReorganisedUnits.AnyAsync(
            planned => planned.Code == code && planned.UnitId == null && context.ReorganisationChanges.Any(change => change.Id == planned.ChangeId
                && context.Reorganisations.Any(reorganisation => reorganisation.Id == change.ReorganisationId && reorganisation.State == ReorganisationState.Planned)),
            cancellationToken);

    /// <summary>Whether another unit of the same type and name lies below the parent: nobody could tell them apart.</summary>
    public Task<bool> IsNameTakenAsync(int? parentId, string type, string name, int exceptId, CancellationToken cancellationToken)
    {
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
        return context.Units.AnyAsync(
            unit => unit.ParentId == parentId && unit.Type == type && unit.Name.ToUpper() == name.ToUpper() && unit.Id != exceptId, cancellationToken);
#pragma warning restore CA1862
    }

    /// <summary>Adds a unit below its parent, wherever that stands by now.</summary>
    /// <returns>False where its code or name was taken meanwhile; nothing was stored.</returns>
    public async Task<bool> CreateAsync(Unit unit, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var above = await context.Units.Where(parent => parent.Id == unit.ParentId).Select(parent => parent.Path).SingleAsync(cancellationToken);
        unit.Path = $"{above}{unit.Code}/";
        if (unit.Path.Length > Unit.PathMaxLength || await IsCodeTakenAsync(unit.Code, cancellationToken)
            || await IsNameTakenAsync(unit.ParentId, unit.Type, unit.Name, 0, cancellationToken))
        {
            return false;
        }

        context.Add(unit);
        await audit.SaveAsync(new("unit.created", Named(unit), unit.Path, StaffTask.EditUnits, After: Facts(unit)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <param name="id">Of the unit.</param>
    /// <param name="from">First day of a new name or state; null for a correction, as if it had always been so.</param>
    /// <param name="change">Sets what is to be changed; not the path.</param>
    public async Task ChangeAsync(int id, DateOnly? from, Action<Unit> change, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var unit = await context.Units.SingleAsync(unit => unit.Id == id, cancellationToken);
        var before = Facts(unit);
        var kept = UnitHistory.Of([unit], await GovernmentAsync(unit, cancellationToken), from ?? default);
        change(unit);
        if (context.Entry(unit).State == EntityState.Modified)
        {
            await KeepAsync(kept, [unit], from, cancellationToken);
            await audit.SaveAsync(new("unit.changed", Named(unit), unit.Path, StaffTask.EditUnits, before, Facts(unit, from)), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Moves a unit, with everything below it, below another of the same government.</summary>
    /// <param name="from">First day at the new place; null for a correction, as if it had always been there.</param>
    /// <returns>False where the place is no place for it: itself, something below it, another government, or a path too long.</returns>
    public async Task<bool> MoveAsync(int id, int parentId, DateOnly? from, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var unit = await context.Units.SingleAsync(unit => unit.Id == id, cancellationToken);
        var parent = await context.Units.SingleAsync(other => other.Id == parentId, cancellationToken);
        var moved = await directory.Within(unit).ToListAsync(cancellationToken);
        var (before, after) = (unit.Path, parent.Path + unit.Code + "/");
        if (unit.ParentId is null || parent.RootCode != unit.RootCode || parent.IsWithin(unit)
            || moved.Exists(below => below.Path.Length - before.Length + after.Length > Unit.PathMaxLength))
        {
            return false;
        }

        if (unit.ParentId != parentId)
        {
            var kept = UnitHistory.Of(moved, await GovernmentAsync(unit, cancellationToken), from ?? default);
            unit.ParentId = parentId;
            foreach (var below in moved)
            {
                below.Path = after + below.Path[before.Length..];
            }

            await KeepAsync(kept, moved, from, cancellationToken);
            await audit.SaveAsync(new("unit.moved", Named(unit), after, StaffTask.EditUnits, new { path = before }, new { path = after, effective_day = from }), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private Task KeepAsync(IReadOnlyList<FormerPlacement> before, IEnumerable<Unit> units, DateOnly? from, CancellationToken cancellationToken)
    {
        var now = units.ToDictionary(unit => unit.Id);
        return from is null ? history.CorrectAsync(before, now, cancellationToken) : history.KeepAsync(before, now, cancellationToken);
    }

    private Task<int> GovernmentAsync(Unit unit, CancellationToken cancellationToken)
    {
        var code = unit.RootCode;
        return context.Units.Where(root => root.Code == code).Select(root => root.Id).SingleAsync(cancellationToken);
    }

    /// <summary>Whether the unit offers another service of the name, whatever its case, spaces and punctuation: answers on paper name it in words.</summary>
    public async Task<bool> IsServiceNameTakenAsync(int unitId, string name, int? exceptId, CancellationToken cancellationToken) =>
        (await context.Services.Where(service => service.UnitId == unitId && !service.Archived && service.Id != exceptId).Select(service => service.Name).ToListAsync(cancellationToken))
            .Exists(other => ImportText.Loose(other) == ImportText.Loose(name));

    /// <returns>False where the code of a new service was taken meanwhile; nothing was stored.</returns>
    public async Task<bool> SaveServiceAsync(Unit unit, Service service, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var entry = context.Entry(service);
        var before = entry.State == EntityState.Detached ? null : new { name = (string)entry.OriginalValues[nameof(Service.Name)]!, served = entry.OriginalValues[nameof(Service.ServedPerYear)], archived = (bool)entry.OriginalValues[nameof(Service.Archived)]! };
        if (entry.State == EntityState.Unchanged)
        {
            return true;
        }

        if (entry.State == EntityState.Detached)
        {
            if (await context.Services.AnyAsync(other => other.Code == service.Code, cancellationToken))
            {
                return false;
            }

            context.Add(service);
        }

        await audit.SaveAsync(
            new(before is null ? "service.created" : "service.changed", $"{service.Name} ({service.Code})", unit.Path, StaffTask.EditUnits, before, new { name = service.Name, served = service.ServedPerYear, archived = service.Archived }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public static string Named(Unit unit) => $"{unit.Name} ({unit.Code})";

    private static object Facts(Unit unit, DateOnly? from = null) => new
    {
        name = unit.Name,
        type = unit.Type,
        status = unit.Status.ToString(),
        head_title = unit.HeadTitle,
        time_zone = unit.TimeZone,
        letterhead_name = unit.LetterheadName,
        letterhead_address = unit.LetterheadAddress,
        document_number_pattern = unit.DocumentNumberPattern,
        signer_name = unit.SignerName,
        signer_nip = unit.SignerNip,
        signer_title = unit.SignerTitle,
        opening_hours = unit.OpeningHours,
        office_networks = unit.OfficeNetworks,
        effective_day = from,
    };
}
