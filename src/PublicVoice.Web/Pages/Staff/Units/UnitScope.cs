using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>The unit of a page's address, where the reader may do the page's task at it.</summary>
public sealed class UnitScope(UnitDirectory directory, CurrentStaff staff)
{
    /// <returns>Null where there is none, or none of theirs: nobody learns which.</returns>
    public async Task<Unit?> FindAsync(string code, StaffTask task, CancellationToken cancellationToken) =>
        await directory.FindAsync(code, cancellationToken) is { } unit && staff.Has(task, unit) ? unit : null;
}
