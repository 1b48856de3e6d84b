using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

[Needs(StaffTask.OwnAccount)]
public sealed class IndexModel(PublicVoiceDbContext context, UserManager<Account> accounts, People people, CurrentStaff staff, Wording w) : PageModel
{
    public static readonly IReadOnlyList<SelectListItem> Languages = [new("Bahasa Indonesia", "id"), new("English", "en")];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    /// <summary>Wants the daily mail of moderators.</summary>
    [BindProperty]
    public bool Digest { get; set; }

    public bool IsModerator => staff.Has(StaffTask.ModerateForum);

    public string? Email => staff.Account!.Email;

    public bool TwoFactor => staff.Account!.TwoFactorEnabled;

    public IReadOnlyList<(StaffRole Role, string Unit)> Roles { get; private set; } = [];

    public async Task OnGetAsync()
    {
        (Name, Language, Digest) = (staff.Account!.Name, staff.Account.Language, !staff.Account.IsWithoutDigest);
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var name = ImportText.OneLine(Name ?? "");
        if (name.Length is 0 or > Account.NameMaxLength || ImportText.HasControlCharacters(name))
        {
            ModelState.AddModelError(nameof(Name), w[$"Isi nama Anda, paling banyak {Account.NameMaxLength} karakter", $"Enter your name, at most {Account.NameMaxLength} characters"]);
        }

        if (!Languages.Any(language => language.Value == Language))
        {
            ModelState.AddModelError(nameof(Language), w["Pilih bahasa", "Choose a language"]);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync();
            return this.Invalid();
        }

        var account = (await accounts.GetUserAsync(User))!;
        await people.ChangeDetailsAsync(account, name, Language!, IsModerator ? !Digest : account.IsWithoutDigest, HttpContext.RequestAborted);
        TempData["Notice"] = w["Tersimpan.", "Saved."];
        return LocalRedirect(w.Link("/staff/account"));
    }

    private async Task LoadAsync()
    {
        var ids = staff.Roles.Select(held => held.UnitId).ToList();
        var names = await context.Units.Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Name, HttpContext.RequestAborted);
        Roles = [.. staff.Roles.OrderBy(held => held.Role).ThenBy(held => held.UnitPath, StringComparer.Ordinal).Select(held => (held.Role, names[held.UnitId]))];
    }
}
