using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Units;

/// <summary>Changes of the tree by an administrator, each with its entry in the audit log. Nothing is ever deleted.</summary>
public sealed class UnitAdministration(PublicVoiceDbContext context, UnitDirectory directory, AuditLog audit)
{
    public async Task<bool> IsCodeTakenAsync(string code, CancellationToken cancellationToken) => await context.Units.AnyAsync(unit => unit.Code == code, cancellationToken);

    /// <summary>Whether another unit of the same type and name lies below the parent: nobody could tell them apart.</summary>
    public Task<bool> IsNameTakenAsync(int? parentId, string type, string name, int exceptId, CancellationToken cancellationToken)
    {
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
        return context.Units.AnyAsync(
            unit => unit.ParentId == parentId && unit.Type == type && unit.Name.ToUpper() == name.ToUpper() && unit.Id != exceptId, cancellationToken);
#pragma warning restore CA1862
    }

    public async Task CreateAsync(Unit unit, CancellationToken cancellationToken)
    {
        context.Add(unit);
        await audit.SaveAsync(new("unit.created", Named(unit), unit.Path, StaffTask.EditUnits, After: Facts(unit)), cancellationToken);
    }

    /// <param name="id">Of the unit.</param>
    /// <param name="change">Sets what is to be changed; not the path.</param>
    public async Task ChangeAsync(int id, Action<Unit> change, CancellationToken cancellationToken)
    {
        var unit = await context.Units.SingleAsync(unit => unit.Id == id, cancellationToken);
        var before = Facts(unit);
        change(unit);
        if (context.Entry(unit).State == EntityState.Modified)
        {
            await audit.SaveAsync(new("unit.changed", Named(unit), unit.Path, StaffTask.EditUnits, before, Facts(unit)), cancellationToken);
        }
    }

    /// <summary>Moves a unit, with everything below it, below another of the same government.</summary>
    /// <returns>False where the place is no place for it: itself, something below it, another government, or a path too long.</returns>
    public async Task<bool> MoveAsync(int id, int parentId, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
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
            unit.ParentId = parentId;
            foreach (var below in moved)
            {
                below.Path = after + below.Path[before.Length..];
            }

            await audit.SaveAsync(new("unit.moved", Named(unit), after, StaffTask.EditUnits, new { path = before }, new { path = after }), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task SaveServiceAsync(Unit unit, Service service, CancellationToken cancellationToken)
    {
        var entry = context.Entry(service);
        var before = entry.State == EntityState.Detached ? null : new { name = (string)entry.OriginalValues[nameof(Service.Name)]!, served = entry.OriginalValues[nameof(Service.ServedPerYear)], archived = (bool)entry.OriginalValues[nameof(Service.Archived)]! };
        if (entry.State == EntityState.Detached)
        {
            context.Add(service);
        }
        else if (entry.State == EntityState.Unchanged)
        {
            return;
        }

        await audit.SaveAsync(
            new(before is null ? "service.created" : "service.changed", $"{service.Name} ({service.Code})", unit.Path, StaffTask.EditUnits, before, new { name = service.Name, served = service.ServedPerYear, archived = service.Archived }),
            cancellationToken);
    }

    public static string Named(Unit unit) => $"{unit.Name} ({unit.Code})";

    private static object Facts(Unit unit) => new
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
    };
}
