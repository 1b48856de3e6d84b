using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

[Needs(StaffTask.OwnAccount)]
public sealed class TwoFactorOffModel(
    SecondFactor secondFactor, SignInManager<Account> signIn, CurrentStaff staff, PasswordConfirmation confirmation, Wording w) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public IActionResult OnGet() => IsPossible ? Page() : Back();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsPossible)
        {
            return Back();
        }

        var (accounts, account) = (signIn.UserManager, (await signIn.UserManager.GetUserAsync(User))!);
        var code = string.Concat((Code ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        if (await confirmation.CheckAsync(ModelState, nameof(Password), account, Password)
            && !await accounts.VerifyTwoFactorTokenAsync(account, accounts.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            await accounts.AccessFailedAsync(account);
            ModelState.AddModelError(nameof(Code), w["Kode salah atau sudah terpakai. Tunggu kode berikutnya", "The code is wrong or used. Wait for the next one"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await accounts.ResetAccessFailedCountAsync(account);
        await secondFactor.SwitchOffAsync(account, HttpContext.RequestAborted);
        await signIn.SignInAsync(account, isPersistent: false);
        TempData["Notice"] = w["Verifikasi dua langkah dimatikan. Perangkat lain telah dikeluarkan.", "Two-step verification is off. Other devices were signed out."];
        return Back();
    }

    private bool IsPossible => staff.Account!.TwoFactorEnabled && !staff.MustHaveTwoFactor;

    private LocalRedirectResult Back() => LocalRedirect(w.Link("/staff/account/two-factor"));
}
