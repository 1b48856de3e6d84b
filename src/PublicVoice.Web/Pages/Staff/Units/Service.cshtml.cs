using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>A service of a unit; "new" for one that is to be added.</summary>
[Needs(StaffTask.EditUnits)]
public sealed class ServiceModel(UnitScope scope, PublicVoiceDbContext database, UnitAdministration administration, Wording w) : PageModel
{
    private const string NewCode = "new";
    private const string ArchivedState = "archived";

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "service")]
    public string ServiceCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public Service? Stored { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? ServedPerYear { get; set; }

    [BindProperty]
    public string? State { get; set; }

    public IEnumerable<SelectListItem> StateItems => [new(w["aktif", "active"], "active"), new(w["diarsipkan", "archived"], ArchivedState)];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var unit = await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted);
        var code = $"{UnitCode}.{ServiceCode}";
        Stored = unit is null || ServiceCode == NewCode ? null : await database.Services.SingleOrDefaultAsync(service => service.UnitId == unit.Id && service.Code == code, HttpContext.RequestAborted);
        if (unit is null || (Stored is null && ServiceCode != NewCode))
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        await next();
    }

    public void OnGet() => (Name, ServedPerYear, State) =
        (Stored?.Name, Stored?.ServedPerYear?.ToString(CultureInfo.InvariantCulture), Stored?.Archived == true ? ArchivedState : "active");

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new UnitChecks(ModelState, w);
        var (name, served) = (checks.Name(nameof(Name), Name, Service.NameMaxLength), checks.Count(nameof(ServedPerYear), ServedPerYear));
        var code = Stored?.ShortCode ?? checks.Code(nameof(Code), Code);
        if (Stored is null && code is not null)
        {
            var full = $"{Shown.Code}.{code}";
            if (code == NewCode || full.Length > Service.CodeMaxLength || await database.Services.AnyAsync(service => service.Code == full, HttpContext.RequestAborted))
            {
                CodeTaken();
            }
        }

        var archived = Stored is not null && State == ArchivedState;
        if (name is not null && !archived && await administration.IsServiceNameTakenAsync(Shown.Id, name, Stored?.Id, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Name), w["Unit ini sudah punya layanan dengan nama ini", "This unit has a service of this name already"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var service = Stored ?? new Service { UnitId = Shown.Id, Code = $"{Shown.Code}.{code}", Name = name ?? "" };
        (service.Name, service.ServedPerYear, service.Archived) = (name ?? "", served, archived);
        if (!await administration.SaveServiceAsync(Shown, service, HttpContext.RequestAborted))
        {
            CodeTaken();
            return this.Invalid();
        }

        TempData["Notice"] = w["Layanan tersimpan.", "The service is saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));
    }

    private void CodeTaken() => ModelState.AddModelError(nameof(Code), w["Kode ini sudah dipakai atau terlalu panjang", "This code is taken or too long"]);
}
