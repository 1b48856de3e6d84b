using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

[Needs(StaffTask.OwnAccount)]
public sealed class RecoveryCodesModel(SecondFactor secondFactor, UserManager<Account> accounts, CurrentStaff staff, PasswordConfirmation confirmation, Wording w) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Shown once, in the answer itself.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public IActionResult OnGet() => staff.Account!.TwoFactorEnabled ? Page() : Back();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!staff.Account!.TwoFactorEnabled)
        {
            return Back();
        }

        var account = (await accounts.GetUserAsync(User))!;
        if (!await confirmation.CheckAsync(ModelState, nameof(Password), account, Password))
        {
            return this.Invalid();
        }

        Codes = await secondFactor.RenewRecoveryCodesAsync(account, HttpContext.RequestAborted);
        return Page();
    }

    private LocalRedirectResult Back() => LocalRedirect(w.Link("/staff/account/two-factor"));
}
