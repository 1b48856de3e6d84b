using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Qr;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

/// <summary>The proposed key as an image, never the one in force.</summary>
[Needs(StaffTask.OwnAccount)]
[WithoutSecondFactor]
public sealed class QrImageModel(SecondFactor secondFactor, UserManager<Account> accounts) : PageModel
{
    public async Task<IActionResult> OnGetAsync()
    {
        var account = (await accounts.GetUserAsync(User))!;
        return await secondFactor.ProposedAsync(account) is { } key
            ? Content(QrCode.Svg(SecondFactor.Address(account, key), "PublicVoice"), "image/svg+xml")
            : NotFound();
    }
}
