using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

/// <summary>The second factor: six digits of the authenticator app, or a recovery code.</summary>
[AllowAnonymous]
[Limited(Limit.SignIn)]
public sealed class CodeModel(SignInManager<Account> signIn, Wording w) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Again() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return Again(); // five minutes are over
        }

        var code = new string([.. (Code ?? "").Where(char.IsAsciiLetterOrDigit)]);
        var result = code.Length == 6 && code.All(char.IsAsciiDigit)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(RecoveryCodes.Grouped(code));
        if (result.Succeeded)
        {
            return LocalRedirect(Next is not null && Url.IsLocalUrl(Next) ? Next : w.Link("/staff"));
        }

        ModelState.AddModelError(nameof(Code), w[
            "Kode salah atau sudah terpakai, atau akun sedang terkunci. Tunggu kode berikutnya, lalu coba lagi.",
            "The code is wrong or used, or the account is locked. Wait for the next code and try again."]);
        return this.Invalid();
    }

    private LocalRedirectResult Again() => LocalRedirect(w.Link("/staff/sign-in"));
}
