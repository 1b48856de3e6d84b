using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.SignIn;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

[Needs(StaffTask.OwnAccount)]
public sealed class PasswordModel(People people, SignInManager<Account> signIn, PasswordConfirmation confirmation, Wording w) : PageModel
{
    public NewPasswordForm Form { get; private set; } = new() { AsksForCurrent = true };

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "")] NewPasswordForm form)
    {
        Form = new() { AsksForCurrent = true, Current = form.Current, Password = form.Password, Repeated = form.Repeated };
        Form.Check(ModelState, w);
        var account = (await signIn.UserManager.GetUserAsync(User))!;
        if (ModelState.IsValid && await confirmation.CheckAsync(ModelState, nameof(Form.Current), account, form.Current))
        {
            NewPasswordForm.Add(ModelState, await people.ChangePasswordAsync(account, null, form.Current, form.Password!, HttpContext.RequestAborted), w);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await signIn.SignInAsync(account, isPersistent: false);
        TempData["Notice"] = w["Kata sandi baru tersimpan. Perangkat lain telah dikeluarkan.", "The new password is saved. Other devices were signed out."];
        return LocalRedirect(w.Link("/staff/account"));
    }
}
