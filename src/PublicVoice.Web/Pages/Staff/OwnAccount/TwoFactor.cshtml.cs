using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

[Needs(StaffTask.OwnAccount)]
[WithoutSecondFactor]
public sealed class TwoFactorModel(UserManager<Account> accounts, CurrentStaff staff) : PageModel
{
    public bool IsOn => staff.Account!.TwoFactorEnabled;

    public bool IsCompulsory => staff.MustHaveTwoFactor;

    public int CodesLeft { get; private set; }

    public async Task OnGetAsync() => CodesLeft = await accounts.CountRecoveryCodesAsync((await accounts.GetUserAsync(User))!);
}
