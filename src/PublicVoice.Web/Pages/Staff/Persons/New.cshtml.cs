using System.Net.Mail;
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
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email || email.Length > Account.EmailMaxLength)
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

        var (account, invitation) = await people.GrantAsync(
            new RoleGrant { Name = name, Email = email, Language = Language == "en" ? "en" : "id", Role = role, Unit = chosen }, HttpContext.RequestAborted);
        TempData["Notice"] = invitation is null
            ? w[$"{account.Name} mendapat peran itu.", $"{account.Name} has the role now."]
            : w[$"Undangan untuk {account.Name} sedang dikirim ke {email}.", $"The invitation for {account.Name} is on its way to {email}."];
        return LocalRedirect(w.Link($"/staff/people/{account.Id}"));
    }

    private async Task LoadAsync() =>
        offered = await units.Within(staff.Scopes(StaffTask.ManagePeople)).AsNoTracking().OrderBy(unit => unit.Path).ToListAsync(HttpContext.RequestAborted);
}
