using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

[Needs(StaffTask.OwnAccount)]
[WithoutSecondFactor]
public sealed class SignOutModel(SignInManager<Account> signIn, StaffSessions sessions, CurrentStaff staff, Wording w) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(staff.Account!.Id, staff.SessionId, null, HttpContext.RequestAborted);
        await signIn.SignOutAsync();
        return LocalRedirect(w.Link("/staff/sign-in"));
    }
}
