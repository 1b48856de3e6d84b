using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

[Needs(StaffTask.OwnAccount)]
public sealed class SessionsModel(StaffSessions sessions, CurrentStaff staff, AuditLog audit, ReaderTime time, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public IReadOnlyList<StaffSession> Open { get; private set; } = [];

    public Guid This => staff.SessionId;

    public string Time(DateTime utc) => time.Text(utc, zone);

    public async Task OnGetAsync()
    {
        zone = await time.ZoneAsync(HttpContext.RequestAborted);
        Open = await sessions.OpenAsync(staff.Account!.Id, HttpContext.RequestAborted);
    }

    public Task<IActionResult> OnPostEndAsync(Guid id) => EndAsync(id, null);

    public Task<IActionResult> OnPostEndOthersAsync() => EndAsync(null, staff.SessionId);

    private async Task<IActionResult> EndAsync(Guid? sessionId, Guid? except)
    {
        var ended = await sessions.EndAsync(staff.Account!.Id, sessionId, except, HttpContext.RequestAborted);
        if (ended == 0 && sessionId is not null)
        {
            return NotFound();
        }

        await audit.SaveAsync(new("sessions.ended", People.Named(staff.Account), "", After: new { ended }), HttpContext.RequestAborted);
        TempData["Notice"] = w["Perangkat dikeluarkan.", "Signed out."];
        return LocalRedirect(w.Link("/staff/account/sessions"));
    }
}
