using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

/// <summary>The page of a mailed link. The second factor is asked at the next sign-in: a mailbox alone opens nothing.</summary>
[AllowAnonymous]
public sealed class NewPasswordModel(People people, Wording w) : PageModel
{
    [FromQuery(Name = "account")]
    public int AccountId { get; set; }

    [FromQuery]
    public string? Token { get; set; }

    public NewPasswordForm Form { get; private set; } = new();

    public Account? Holder { get; private set; }

    public async Task OnGetAsync() => Holder = await people.FindByPasswordLinkAsync(AccountId, Token ?? "");

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "")] NewPasswordForm form)
    {
        Form = form;
        Holder = await people.FindByPasswordLinkAsync(AccountId, Token ?? "");
        if (Holder is null)
        {
            return Page();
        }

        form.Check(ModelState, w);
        if (ModelState.IsValid)
        {
            NewPasswordForm.Add(ModelState, await people.ChangePasswordAsync(Holder, Token, null, form.Password!, HttpContext.RequestAborted), w);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        TempData["Notice"] = w["Kata sandi baru tersimpan. Silakan masuk.", "The new password is saved. Please sign in."];
        return LocalRedirect(w.Link("/staff/sign-in"));
    }
}
