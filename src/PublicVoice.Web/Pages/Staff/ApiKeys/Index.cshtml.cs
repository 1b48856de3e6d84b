using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.ApiKeys;

[Needs(StaffTask.ManageApiKeys)]
public sealed class IndexModel(MachineKeys keys, ReaderTime times, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [BindProperty]
    public int KeyId { get; set; }

    public IReadOnlyList<ListedApiKey> Keys { get; private set; } = [];

    public string Time(DateTime utc) => times.Text(utc, zone);

    public async Task OnGetAsync()
    {
        Keys = await keys.ListAsync(HttpContext.RequestAborted);
        zone = await times.ZoneAsync(HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await keys.RevokeAsync(KeyId, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        TempData["Notice"] = w["Kunci sudah dicabut dan tidak dapat dipakai lagi.", "The key is revoked and cannot be used any more."];
        return LocalRedirect(w.Link("/staff/api-keys"));
    }
}
