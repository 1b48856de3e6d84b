using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>Moves a unit below another. Whoever moves it must administer both places.</summary>
[Needs(StaffTask.EditUnits)]
public sealed class MoveModel(UnitScope scope, UnitDirectory directory, UnitAdministration administration, EffectiveDays days, CurrentStaff staff, Wording w) : PageModel
{
    private List<Unit> places = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    [BindProperty]
    public string? Parent { get; set; }

    [BindProperty]
    public EffectForm Effect { get; set; } = new();

    public IEnumerable<SelectListItem> ParentItems => UnitChoices.ByCode(places, w["Pilih unit", "Choose a unit"]);

    /// <summary>False for who administers only the unit itself: others move it.</summary>
    public bool HasPlaces => places.Count > 0;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted) is not { ParentId: not null } unit)
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        places = [.. (await directory.Within(staff.Scopes(StaffTask.EditUnits)).AsNoTracking().Where(other => other.Status == UnitStatus.Active && other.Id != unit.ParentId).OrderBy(other => other.Path).ToListAsync(HttpContext.RequestAborted))
            .Where(other => other.RootCode == unit.RootCode && !other.IsWithin(unit))];
        await next();
    }

    public async Task OnGetAsync() => Effect.From = (await days.OfAsync(Shown, HttpContext.RequestAborted)).Today;

    public async Task<IActionResult> OnPostAsync()
    {
        var from = await days.ReadAsync(Shown, Effect, ModelState, HttpContext.RequestAborted);
        if (places.Find(place => place.Code == Parent) is not { } parent)
        {
            ModelState.AddModelError(nameof(Parent), w["Pilih unit", "Choose a unit"]);
        }
        else if (await administration.IsNameTakenAsync(parent.Id, Shown.Type, Shown.Name, Shown.Id, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Parent), w["Di sana sudah ada unit sejenis dengan nama yang sama", "There is a unit of the same type and name already"]);
        }
        else if (ModelState.IsValid && !await administration.MoveAsync(Shown.Id, parent.Id, from, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Parent), w["Unit tidak dapat dipindahkan ke sana", "The unit cannot be moved there"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        TempData["Notice"] = w["Unit dipindahkan.", "The unit was moved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));
    }
}
