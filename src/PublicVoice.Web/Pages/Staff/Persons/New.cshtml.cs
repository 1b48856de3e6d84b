using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Persons;

[Needs(StaffTask.ManagePeople)]
public sealed class NewModel(People people, UnitDirectory units, CurrentStaff staff, Wording w) : PageModel
{
    private List<Unit> offered = [];

    [BindProperty(SupportsGet = true)]
    public string? Email { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public IEnumerable<SelectListItem> RoleItems =>
        [new(w["Pilih peran", "Choose a role"], ""), .. StaffRoles.All.Select(role => new SelectListItem($"{w[RoleNames.Of(role)]}: {w[RoleNames.TaskOf(role)]}", role.ToString()))];

    public IEnumerable<SelectListItem> UnitItems =>
        [new(w["Pilih unit", "Choose a unit"], ""), .. offered.Select(unit => new SelectListItem(new string('\u2003', unit.Path.Count(letter => letter == '/') - 1) + unit.Name, unit.Code))];

    public IEnumerable<SelectListItem> LanguageItems => [new("Bahasa Indonesia", "id"), new("English", "en")];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var (email, name) = ((Email ?? "").Trim(), ImportText.OneLine(Name ?? ""));
        if (!Account.IsAddress(email))
        {
            ModelState.AddModelError(nameof(Email), w["Isi alamat e-mail yang lengkap, misalnya nama@kota.go.id", "Enter a full e-mail address such as name@city.go.id"]);
        }

        if (name.Length is 0 or > Account.NameMaxLength || ImportText.HasControlCharacters(name))
        {
            ModelState.AddModelError(nameof(Name), w["Isi nama orangnya", "Enter the person’s name"]);
        }

        if (!Enum.TryParse<StaffRole>(Role, out var role) || !Enum.IsDefined(role) || !string.Equals(role.ToString(), Role, StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Role), w["Pilih satu peran", "Choose a role"]);
        }

        if (offered.Find(unit => unit.Code == Unit) is not { } chosen)
        {
            ModelState.AddModelError(nameof(Unit), w["Pilih unit", "Choose a unit"]);
            return this.Invalid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var granted = await people.GrantAsync(
            new RoleGrant { Name = name, Email = email, Language = Language == "en" ? "en" : "id", Role = role, Unit = chosen }, HttpContext.RequestAborted);
        TempData["Notice"] = Notice(granted);
        return LocalRedirect(w.Link($"/staff/people/{granted.Account.Id}"));
    }

    private string Notice(GrantedRole granted) => granted switch
    {
        { Account: { IsDisabled: true, Name: var name } } => w[
            $"Peran {name} tercatat, tetapi akunnya dinonaktifkan dan baru dapat dipakai setelah diaktifkan kembali.",
            $"The role of {name} is stored, but the account is disabled and of no use until it is enabled again."],
        { Invitation: not null, Account: var account } => w[
            $"Undangan untuk {account.Name} sedang dikirim ke {account.Email}.", $"The invitation for {account.Name} is on its way to {account.Email}."],
        { IsNew: false, Account.Name: var name } => w[$"{name} sudah memegang peran itu.", $"{name} holds the role already."],
        { Account.Name: var name } => w[$"{name} mendapat peran itu.", $"{name} has the role now."],
    };

    private async Task LoadAsync() =>
        offered = await units.Within(staff.Scopes(StaffTask.ManagePeople)).AsNoTracking().OrderBy(unit => unit.Path).ToListAsync(HttpContext.RequestAborted);
}
