using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>The unit of a page's address, where the reader may do the page's task at it.</summary>
public sealed class UnitScope(UnitDirectory directory, CurrentStaff staff)
{
    /// <returns>Null where there is none, or none of theirs: nobody learns which.</returns>
    public async Task<Unit?> FindAsync(string code, StaffTask task, CancellationToken cancellationToken)
    {
        var unit = await directory.FindAsync(code, cancellationToken);
        return unit is not null && (staff.Has(task, unit) || (task == StaffTask.ReadUnits && await IsPredecessorAsync(unit, cancellationToken))) ? unit : null;
    }

    /// <summary>Whoever looks after a part of a unit that was split may read what was before.</summary>
    private async Task<bool> IsPredecessorAsync(Unit unit, CancellationToken cancellationToken) =>
        unit.Status != UnitStatus.Active && (await directory.SuccessorsAsync(unit, cancellationToken)).Exists(successor => staff.Has(StaffTask.ReadUnits, successor));
}
