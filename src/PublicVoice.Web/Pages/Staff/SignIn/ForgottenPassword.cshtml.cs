using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

/// <summary>The answer is the same for every address.</summary>
[AllowAnonymous]
[Limited(Limit.PasswordLink)]
public sealed class ForgottenPasswordModel(People people, Wording w) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public bool Sent { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Email), w["Isi alamat e-mail Anda", "Enter your e-mail address"]);
            return this.Invalid();
        }

        await Task.WhenAll(people.SendPasswordLinkAsync(Email.Trim(), HttpContext.RequestAborted), Task.Delay(AnswerTime.Least, HttpContext.RequestAborted));
        Sent = true;
        return Page();
    }
}
