using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff;

[Needs(StaffTask.OwnAccount)]
public sealed class IndexModel(PublicVoiceDbContext context, CurrentStaff staff) : PageModel
{
    public IReadOnlyList<(StaffRole Role, Unit Unit)> Roles { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var ids = staff.Roles.Select(held => held.UnitId).ToList();
        var units = await context.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, HttpContext.RequestAborted);
        Roles = [.. staff.Roles.OrderBy(held => held.Role).ThenBy(held => held.UnitPath, StringComparer.Ordinal).Select(held => (held.Role, units[held.UnitId]))];
    }
}
