using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

[AllowAnonymous]
[Limited(Limit.SignIn)]
public sealed class IndexModel(UserManager<Account> accounts, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Wording w) : PageModel
{
    /// <summary>Takes as long as a real one, so that the time does not tell which addresses have an account.</summary>
    private static readonly Account Nobody = new() { Name = "" };
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, Guid.NewGuid().ToString());

    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var atLeast = Task.Delay(AnswerTime.Least, HttpContext.RequestAborted);
        if (string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Email), w["Isi alamat e-mail Anda", "Enter your e-mail address"]);
        }

        if (string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError(nameof(Password), w["Isi kata sandi Anda", "Enter your password"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var account = await accounts.FindByEmailAsync(Email!.Trim());
        if (account is null || account.IsInvited || account.IsDisabled || await accounts.IsLockedOutAsync(account))
        {
            hasher.VerifyHashedPassword(Nobody, NobodysHash, Password!); // what Identity leaves out where it refuses anyway
            await atLeast;
            return Refused();
        }

        var result = await signIn.PasswordSignInAsync(account, Password!, isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
        {
            return LocalRedirect(w.Link("/staff/sign-in/code" + (IsLocal ? $"?next={Uri.EscapeDataString(Next!)}" : "")));
        }

        if (result.Succeeded)
        {
            return LocalRedirect(IsLocal ? Next! : w.Link("/staff"));
        }

        await atLeast;
        return Refused();
    }

    private bool IsLocal => Next is not null && Url.IsLocalUrl(Next);

    /// <summary>The same words whatever was wrong: neither addresses nor locks can be found out.</summary>
    private PageResult Refused()
    {
        ModelState.AddModelError(nameof(Email), w[
            "E-mail atau kata sandi salah, atau akun sedang terkunci. Setelah lima kali salah, akun terkunci lima belas menit.",
            "The e-mail address or the password is wrong, or the account is locked. After five wrong attempts it is locked for fifteen minutes."]);
        return this.Invalid();
    }
}
