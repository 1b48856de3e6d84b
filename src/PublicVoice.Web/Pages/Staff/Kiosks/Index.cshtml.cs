using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Kiosks;

[Needs(StaffTask.ManageKiosks)]
public sealed class IndexModel(KioskList list, UnitDirectory directory, CurrentStaff staff, ReaderTime times, TimeProvider clock, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>Chosen for a new tablet.</summary>
    [FromQuery]
    public string? Unit { get; set; }

    public IReadOnlyList<Unit> Units { get; private set; } = [];

    public IReadOnlyList<KioskListing> Kiosks { get; private set; } = [];

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public string Time(DateTime utc) => times.Text(utc, zone);

    public async Task<IActionResult> OnGetAsync()
    {
        var (scopes, cancellationToken) = (staff.Scopes(StaffTask.ManageKiosks), HttpContext.RequestAborted);
        Units = await directory.Within(scopes).AsNoTracking().Where(unit => unit.Status == UnitStatus.Active).OrderBy(unit => unit.Path).ToListAsync(cancellationToken);
        if (Units.FirstOrDefault(unit => unit.Code == Unit) is { } chosen)
        {
            return LocalRedirect(w.Link($"/staff/units/{chosen.Code}/kiosks/new"));
        }

        zone = await times.ZoneAsync(cancellationToken);
        Kiosks = await list.FindAsync(scopes, Now, cancellationToken);
        return Page();
    }
}
