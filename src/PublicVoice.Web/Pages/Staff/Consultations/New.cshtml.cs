using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Consultations;

[Needs(StaffTask.RunConsultations)]
public sealed class NewModel(ConsultationAdministration administration, UnitDirectory units, CurrentStaff staff, Wording w) : PageModel
{
    private List<Unit> choices = [];

    [BindProperty(SupportsGet = true)]
    public string? UnitCode { get; set; }

    [BindProperty]
    public ConsultationForm Form { get; set; } = new();

    public IEnumerable<SelectListItem> UnitItems => UnitChoices.ByCode(choices, w["pilih", "choose"]);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        choices = await units.Within(staff.Scopes(StaffTask.RunConsultations)).AsNoTracking().Where(unit => unit.Status == UnitStatus.Active).OrderBy(unit => unit.Path)
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
        if (unit is null)
        {
            ModelState.AddModelError(nameof(UnitCode), w["Pilih unit", "Choose a unit"]);
        }

        if (Form.Read(ModelState, w) is not { } plan)
        {
            return this.Invalid();
        }

        var consultation = await administration.CreateAsync(unit!, plan, HttpContext.RequestAborted);
        TempData["Notice"] = w["Rancangan tersimpan. Lengkapi undangan dan bahan, lalu umumkan.", "The draft is saved. Add invitees and material, then announce it."];
        return LocalRedirect(w.Link(ConsultationLinks.Staff(consultation)));
    }
}
