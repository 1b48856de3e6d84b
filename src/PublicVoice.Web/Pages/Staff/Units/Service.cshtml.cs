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
public sealed class ServiceModel(UnitScope scope, PublicVoiceDbContext database, UnitAdministration administration, EffectiveDays days, Wording w) : PageModel
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

    [BindProperty]
    public EffectForm Effect { get; set; } = new();

    /// <summary>What the service was when the form was opened.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public IEnumerable<SelectListItem> StateItems => [new(w["aktif", "active"], "active"), new(w["diarsipkan", "archived"], ArchivedState)];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var unit = await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted);
        var code = $"{UnitCode}.{ServiceCode}";
        Stored = unit is null || ServiceCode == NewCode ? null : await database.Services.AsNoTracking().SingleOrDefaultAsync(service => service.UnitId == unit.Id && service.Code == code, HttpContext.RequestAborted);
        if (unit is null || (Stored is null && ServiceCode != NewCode))
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        await next();
    }

    public async Task OnGetAsync()
    {
        (Name, ServedPerYear, State) = (Stored?.Name, Stored?.ServedPerYear?.ToString(CultureInfo.InvariantCulture), Stored?.Archived == true ? ArchivedState : "active");
        (Effect.From, Seen) = ((await days.OfAsync(Shown, HttpContext.RequestAborted)).Today, StateOf(Stored));
    }

    private static string StateOf(Service? service) => service is null ? "" : $"{service.ServedPerYear}/{service.Archived}/{service.Name}";

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new UnitChecks(ModelState, w);
        var (name, served) = (checks.Name(nameof(Name), Name, Service.NameMaxLength), checks.Count(nameof(ServedPerYear), ServedPerYear));
        var code = Stored?.ShortCode ?? checks.Code(nameof(Code), Code, "akta-kelahiran");
        if (code is NewCode || $"{Shown.Code}.{code}".Length > Service.CodeMaxLength)
        {
            checks.Add(UnitChange.CodeTaken, nameof(Code));
        }

        var from = Stored is null ? null : await days.ReadAsync(Shown, Effect, ModelState, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var archived = Stored is not null && State == ArchivedState;
        var outcome = Stored is null
            ? await administration.AddServiceAsync(Shown, new Service { UnitId = Shown.Id, Code = $"{Shown.Code}.{code}", Name = name!, ServedPerYear = served }, HttpContext.RequestAborted)
            : await administration.ChangeServiceAsync(Shown, Stored.Id, from, Change, HttpContext.RequestAborted);
        if (outcome != UnitChange.Stored)
        {
            checks.Add(outcome, outcome == UnitChange.CodeTaken ? nameof(Code) : nameof(Name));
            Seen = outcome == UnitChange.Outdated ? StateOf(Stored) : Seen;
            return this.Invalid();
        }

        TempData["Notice"] = w["Layanan tersimpan.", "The service is saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));

        bool Change(Service service)
        {
            var isAsSeen = StateOf(service) == Seen;
            (service.Name, service.ServedPerYear, service.Archived) = (name!, served, archived);
            return isAsSeen;
        }
    }
}
