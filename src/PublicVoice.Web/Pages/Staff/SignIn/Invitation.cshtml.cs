using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

/// <summary>The page of a one-time link: opening it uses nothing up, a good password does.</summary>
[AllowAnonymous]
public sealed class InvitationModel(People people, SignInManager<Account> signIn, Wording w) : PageModel
{
    [FromQuery(Name = "account")]
    public int AccountId { get; set; }

    [FromQuery]
    public string? Token { get; set; }

    public NewPasswordForm Form { get; private set; } = new();

    public Account? Invited { get; private set; }

    public async Task OnGetAsync() => Invited = await people.FindInvitedAsync(AccountId, Token ?? "");

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "")] NewPasswordForm form)
    {
        Form = form;
        Invited = await people.FindInvitedAsync(AccountId, Token ?? "");
        if (Invited is null)
        {
            return Page();
        }

        form.Check(ModelState, w);
        if (ModelState.IsValid)
        {
            NewPasswordForm.Add(ModelState, await people.AcceptAsync(Invited, form.Password!, HttpContext.RequestAborted), w);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await signIn.SignInAsync(Invited, isPersistent: false);
        return LocalRedirect(w.Link("/staff"));
    }
}
