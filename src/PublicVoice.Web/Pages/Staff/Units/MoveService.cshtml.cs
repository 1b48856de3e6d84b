using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>Lets another unit offer a service. Whoever moves it must administer both.</summary>
[Needs(StaffTask.EditUnits)]
public sealed class MoveServiceModel(
    UnitScope scope, UnitDirectory directory, PublicVoiceDbContext database, ServiceMoves moves, CurrentStaff staff, Wording w) : PageModel
{
    private List<Unit> places = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "service")]
    public string ServiceCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public Service Stored { get; private set; } = null!;

    [BindProperty]
    public string? Target { get; set; }

    public IEnumerable<SelectListItem> TargetItems => UnitChoices.ByCode(places, w["Pilih unit", "Choose a unit"]);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (unit, code) = (await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted), $"{UnitCode}.{ServiceCode}");
        var service = unit is null ? null : await database.Services.AsNoTracking().SingleOrDefaultAsync(known => known.UnitId == unit.Id && known.Code == code, HttpContext.RequestAborted);
        if (unit is null || service is null)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Stored) = (unit, service);
        if (service.Archived)
        {
            context.Result = NotOffered(); // moved by the first of two clicks, or by somebody else
            return;
        }

        places = [.. (await directory.Within(staff.Scopes(StaffTask.EditUnits)).AsNoTracking().Where(other => other.Status == UnitStatus.Active && other.Id != unit.Id).OrderBy(other => other.Path).ToListAsync(HttpContext.RequestAborted))
            .Where(other => other.RootCode == unit.RootCode)];
        await next();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (places.Find(place => place.Code == Target) is not { } target)
        {
            ModelState.AddModelError(nameof(Target), w["Pilih unit", "Choose a unit"]);
            return this.Invalid();
        }

        if (!await moves.MoveAsync(Stored.Id, target.Id, HttpContext.RequestAborted))
        {
            return NotOffered();
        }

        TempData["Notice"] = w["Layanan dipindahkan.", "The service was moved."];
        return LocalRedirect(w.Link($"/staff/units/{target.Code}"));
    }

    private LocalRedirectResult NotOffered()
    {
        TempData["Notice"] = w["Layanan ini sudah dipindahkan atau diarsipkan.", "This service was moved or archived already."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));
    }
}
