using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

/// <summary>Shows a new key and takes it into use after a code of it and the password. The recovery codes are shown once, in the answer itself.</summary>
[Needs(StaffTask.OwnAccount)]
[WithoutSecondFactor]
public sealed class AuthenticatorAppModel(SecondFactor secondFactor, SignInManager<Account> signIn, PasswordConfirmation confirmation, Wording w) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public bool Replaces { get; private set; }

    /// <summary>In groups of four.</summary>
    public string Key { get; private set; } = "";

    public string Address { get; private set; } = "";

    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public async Task OnGetAsync()
    {
        var account = await AccountAsync();
        Show(account, await secondFactor.ProposeAsync(account));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var account = await AccountAsync();
        var code = string.Concat((Code ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        if (code.Length == 0)
        {
            ModelState.AddModelError(nameof(Code), w["Masukkan kode enam angka dari aplikasi", "Enter the six-digit code of the app"]);
        }

        if (await confirmation.CheckAsync(ModelState, nameof(Password), account, Password) && ModelState.IsValid)
        {
            RecoveryCodes = await secondFactor.ConfirmAsync(account, code, HttpContext.RequestAborted);
            if (RecoveryCodes is null)
            {
                ModelState.AddModelError(nameof(Code), w["Kode salah. Tunggu kode berikutnya, dan periksa jam ponsel Anda", "The code is wrong. Wait for the next one, and check the clock of your phone"]);
            }
        }

        if (RecoveryCodes is null)
        {
            Show(account, await secondFactor.ProposedAsync(account) ?? await secondFactor.ProposeAsync(account));
            return this.Invalid();
        }

        await signIn.SignInAsync(account, isPersistent: false);
        return Page();
    }

    private async Task<Account> AccountAsync() => (await signIn.UserManager.GetUserAsync(User))!;

    private void Show(Account account, string key)
    {
        Replaces = account.TwoFactorEnabled;
        Key = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
        Address = SecondFactor.Address(account, key).AbsoluteUri;
    }
}
