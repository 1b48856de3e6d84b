using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Kiosks;

namespace PublicVoice.Web.Pages.Staff.Kiosks;

[Needs(StaffTask.ManageKiosks)]
public sealed class KioskModel(KioskList list, KioskPairing pairing, CurrentStaff staff, ReaderTime times, TimeProvider clock, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [FromRoute(Name = "kiosk")]
    public int KioskId { get; set; }

    public KioskListing Shown { get; private set; } = null!;

    public KioskState State => Shown.Device.State(clock.GetUtcNow().UtcDateTime);

    public string Time(DateTime utc) => times.Text(utc, zone);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await list.FindAsync(KioskId, HttpContext.RequestAborted) is not { } kiosk || !staff.Has(StaffTask.ManageKiosks, kiosk.Unit))
        {
            context.Result = NotFound();
            return;
        }

        (Shown, zone) = (kiosk, await times.ZoneAsync(HttpContext.RequestAborted));
        await next();
    }

    public void OnGet()
    {
        // What is shown is loaded for every handler.
    }

    public async Task<IActionResult> OnPostRevokeAsync()
    {
        await pairing.RevokeAsync(Shown.Device, Shown.Unit, HttpContext.RequestAborted);
        TempData["Notice"] = w[$"Tablet “{Shown.Device.Name}” sudah dicabut.", $"The tablet “{Shown.Device.Name}” has been revoked."];
        return LocalRedirect(w.Link($"/staff/kiosks/{KioskId}"));
    }

    public async Task<IActionResult> OnPostReinstateAsync()
    {
        await pairing.ReinstateAsync(Shown.Device, Shown.Unit, HttpContext.RequestAborted);
        TempData["Notice"] = w[$"Tablet “{Shown.Device.Name}” tersambung kembali.", $"The tablet “{Shown.Device.Name}” is connected again."];
        return LocalRedirect(w.Link($"/staff/kiosks/{KioskId}"));
    }
}
