using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Kiosks;

/// <summary>The survey on a tablet at the counter. A browser that is none is sent to where tablets are paired.</summary>
public sealed class KioskModel(Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await KioskCookie.FindAsync(HttpContext) is not var (_, unit))
        {
            return LocalRedirect(w.Link("/kiosk"));
        }

        if (unit.Code != UnitCode)
        {
            return LocalRedirect(w.Link($"/kiosk/{unit.Code}"));
        }

        Response.Headers.CacheControl = "private, no-cache";
        return Page();
    }
}
