using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Units;

/// <summary>What became of a change; but for <see cref="Stored"/> nothing was.</summary>
public enum UnitChange
{
    Stored,

    /// <summary>It is not any more what it was changed from.</summary>
    Outdated,

    /// <summary>Something of the same kind has the name, at the same place.</summary>
    NameTaken,

    /// <summary>Or too long for its place.</summary>
    CodeTaken,

    /// <summary>Units below it are still open.</summary>
    HasOpenUnits,

    /// <summary>The unit above it is closed.</summary>
    LiesBelowClosed,
}

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
    public async Task<UnitChange> CreateAsync(Unit unit, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var above = await context.Units.Where(parent => parent.Id == unit.ParentId).Select(parent => new { parent.Path, parent.Status }).SingleAsync(cancellationToken);
        unit.Path = $"{above.Path}{unit.Code}/";
        if (above.Status != UnitStatus.Active)
        {
            return UnitChange.LiesBelowClosed;
        }

        if (unit.Path.Length > Unit.PathMaxLength || await IsCodeTakenAsync(unit.Code, cancellationToken))
        {
            return UnitChange.CodeTaken;
        }

        if (await IsNameTakenAsync(unit.ParentId, unit.Type, unit.Name, 0, cancellationToken))
        {
            return UnitChange.NameTaken;
        }

        context.Add(unit);
        await audit.SaveAsync(new("unit.created", Named(unit), unit.Path, StaffTask.EditUnits, After: Facts(unit)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return UnitChange.Stored;
    }

    /// <param name="id">Of the unit.</param>
    /// <param name="from">First day of a new name or state; null for a correction, as if it had always been so.</param>
    /// <param name="change">Sets what is to be changed, but not the path; false where the unit is not any more what it was changed from.</param>
    public async Task<UnitChange> ChangeAsync(int id, DateOnly? from, Func<Unit, bool> change, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var unit = await context.Units.SingleAsync(unit => unit.Id == id, cancellationToken);
        var before = Facts(unit);
        var kept = UnitHistory.Of([unit], await GovernmentAsync(unit, cancellationToken), from ?? default);
        if (!change(unit))
        {
            return UnitChange.Outdated;
        }

        var was = kept[0];
        if (unit.Name != was.Name && await IsNameTakenAsync(unit.ParentId, unit.Type, unit.Name, id, cancellationToken))
        {
            return UnitChange.NameTaken;
        }

        if (unit.Status != was.Status && await StatusProblemAsync(unit, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (context.Entry(unit).State == EntityState.Modified)
        {
            if (unit.Status == UnitStatus.Active && was.Status != UnitStatus.Active && from is { } day)
            {
                await ForgetSuccessorsAsync(id, new DateOnly(day.Year, day.Month, 1), cancellationToken);
            }

            await KeepAsync(kept, [unit], from, cancellationToken);
            await audit.SaveAsync(new("unit.changed", Named(unit), unit.Path, StaffTask.EditUnits, before, Facts(unit, from)), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return UnitChange.Stored;
    }

    /// <summary>Citizens find open units from the unit above.</summary>
    private async Task<UnitChange?> StatusProblemAsync(Unit unit, CancellationToken cancellationToken) => unit.Status == UnitStatus.Active
        ? await context.Units.AnyAsync(above => above.Id == unit.ParentId && above.Status != UnitStatus.Active, cancellationToken) ? UnitChange.LiesBelowClosed : null
        : await context.Units.AnyAsync(below => below.ParentId == unit.Id && below.Status == UnitStatus.Active, cancellationToken) ? UnitChange.HasOpenUnits : null;

    /// <summary>A unit that is opened again in the month in which it was merged or split never was: that is how a mistake is taken back.</summary>
    private async Task ForgetSuccessorsAsync(int unitId, DateOnly since, CancellationToken cancellationToken)
    {
        await context.UnitSuccessions.Where(row => row.UnitId == unitId && row.Day >= since).ExecuteDeleteAsync(cancellationToken);
        await context.ServiceSuccessions.Where(row => row.Day >= since && context.Services.Any(service => service.Id == row.ServiceId && service.UnitId == unitId && !service.Archived)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Moves a unit, with everything below it, below another of the same government.</summary>
    /// <param name="from">First day at the new place; null for a correction, as if it had always been there.</param>
    /// <returns>False where the place is no place for it: itself, something below it, closed, another government, with such a unit already, or a path too long.</returns>
    public async Task<bool> MoveAsync(int id, int parentId, DateOnly? from, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var unit = await context.Units.SingleAsync(unit => unit.Id == id, cancellationToken);
        var parent = await context.Units.SingleAsync(other => other.Id == parentId, cancellationToken);
        var moved = await directory.Within(unit).ToListAsync(cancellationToken);
        var (before, after) = (unit.Path, parent.Path + unit.Code + "/");
        if (unit.ParentId is null || parent.RootCode != unit.RootCode || parent.IsWithin(unit) || parent.Status != UnitStatus.Active
            || (unit.ParentId != parentId && await IsNameTakenAsync(parentId, unit.Type, unit.Name, id, cancellationToken))
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
    private async Task<bool> IsServiceNameTakenAsync(int unitId, string name, int? exceptId, CancellationToken cancellationToken) =>
        (await context.Services.Where(service => service.UnitId == unitId && !service.Archived && service.Id != exceptId).Select(service => service.Name).ToListAsync(cancellationToken))
            .Exists(other => ImportText.Loose(other) == ImportText.Loose(name));

    /// <summary>Adds a service, which then always was offered: installations are set up after the months that they import.</summary>
    public async Task<UnitChange> AddServiceAsync(Unit unit, Service service, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        if (await context.Services.AnyAsync(other => other.Code == service.Code, cancellationToken))
        {
            return UnitChange.CodeTaken;
        }

        if (await IsServiceNameTakenAsync(unit.Id, service.Name, null, cancellationToken))
        {
            return UnitChange.NameTaken;
        }

        context.Add(service);
        await audit.SaveAsync(new("service.created", $"{service.Name} ({service.Code})", unit.Path, StaffTask.EditUnits, After: Facts(service)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return UnitChange.Stored;
    }

    /// <param name="from">First day of what is new; null for a correction, as if it had always been so.</param>
    /// <param name="change">Sets what is to be changed; false where the service is not any more what it was changed from.</param>
    public async Task<UnitChange> ChangeServiceAsync(Unit unit, int id, DateOnly? from, Func<Service, bool> change, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var service = await context.Services.SingleAsync(service => service.Id == id, cancellationToken);
        var (before, kept) = (Facts(service), UnitHistory.Of([service], await GovernmentAsync(unit, cancellationToken), from ?? default));
        if (!change(service))
        {
            return UnitChange.Outdated;
        }

        if (!service.Archived && await IsServiceNameTakenAsync(unit.Id, service.Name, id, cancellationToken))
        {
            return UnitChange.NameTaken;
        }

        if (context.Entry(service).State == EntityState.Modified)
        {
            var now = new Dictionary<int, Service> { [id] = service };
            await (from is null ? history.CorrectAsync(kept, now, cancellationToken) : history.KeepAsync(kept, now, cancellationToken));
            await audit.SaveAsync(new("service.changed", $"{service.Name} ({service.Code})", unit.Path, StaffTask.EditUnits, before, Facts(service, from)), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return UnitChange.Stored;
    }

    public static string Named(Unit unit) => $"{unit.Name} ({unit.Code})";

    private static object Facts(Service service, DateOnly? from = null) => new { name = service.Name, served = service.ServedPerYear, archived = service.Archived, effective_day = from };

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
