using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

[Needs(StaffTask.EditUnits)]
public sealed class NewModel(UnitScope scope, UnitAdministration administration, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Parent { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Type { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        Parent = unit;
        await next();
    }

    public void OnGet() => Code = Parent.RootCode + "-";

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new UnitChecks(ModelState, w);
        var (name, type, code) = (checks.Name(nameof(Name), Name, Unit.NameMaxLength), checks.Name(nameof(Type), Type, Unit.TypeMaxLength), checks.Code(nameof(Code), Code));
#pragma warning disable CA1308 // Types are written in lower case.
        type = type?.ToLowerInvariant();
#pragma warning restore CA1308
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var unit = new Unit { Code = code!, Type = type!, Name = name!, ParentId = Parent.Id, Path = $"{Parent.Path}{code}/" };
        var outcome = await administration.CreateAsync(unit, HttpContext.RequestAborted);
        if (outcome != UnitChange.Stored)
        {
            checks.Add(outcome, outcome == UnitChange.CodeTaken ? nameof(Code) : nameof(Name));
            return this.Invalid();
        }

        TempData["Notice"] = w["Unit ditambahkan.", "The unit was added."];
        return LocalRedirect(w.Link($"/staff/units/{code}"));
    }
}
