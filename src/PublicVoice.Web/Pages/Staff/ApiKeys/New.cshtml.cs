using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.ApiKeys;

[Needs(StaffTask.ManageApiKeys)]
public sealed class NewModel(MachineKeys keys, UnitDirectory units, CurrentStaff staff, Wording w) : PageModel
{
    private List<Unit> choices = [];

    [BindProperty]
    public string? UnitCode { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The key, once; null until it was made.</summary>
    public string? Made { get; private set; }

    public IEnumerable<SelectListItem> UnitItems => [new(w["pilih", "choose"], ""), .. choices.Select(unit => new SelectListItem($"{unit.Name} ({unit.Code})", unit.Code))];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        choices = await units.Within(staff.Scopes(StaffTask.ManageApiKeys)).AsNoTracking().Where(unit => unit.Status == UnitStatus.Active).OrderBy(unit => unit.Path)
            .ToListAsync(HttpContext.RequestAborted);
        await next();
    }

    public void OnGet()
    {
        // The empty form.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var unit = choices.Find(unit => unit.Code == UnitCode);
        var name = (Name ?? "").Trim();
        if (unit is null)
        {
            ModelState.AddModelError(nameof(UnitCode), w["Pilih unit", "Choose a unit"]);
        }

        if (name.Length is 0 or > ApiKey.NameMaxLength || name.Any(char.IsControl))
        {
            ModelState.AddModelError(nameof(Name), w[$"Tulis di mana kunci dipakai, paling banyak {ApiKey.NameMaxLength} karakter", $"Say where it is used, in at most {ApiKey.NameMaxLength} characters"]);
        }

        if (ModelState.IsValid && await keys.IsNameTakenAsync(unit!, name, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Name), w["Sudah ada kunci dengan nama ini. Beri nama lain, atau cabut yang lama dulu.", "There is a key of this name already. Choose another, or revoke the old one first."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Made = await keys.MakeAsync(unit!, name, HttpContext.RequestAborted);
        return Page();
    }
}
