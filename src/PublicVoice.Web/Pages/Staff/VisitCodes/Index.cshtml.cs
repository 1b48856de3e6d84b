using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

[Needs(StaffTask.ReadCodes)]
public sealed class IndexModel(UnitScope scope, VisitCodeCounts counts, CurrentStaff staff) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public bool MayIssue => staff.Has(StaffTask.IssueCodes, Shown);

    public UnitVisitCodes Codes { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ReadCodes, HttpContext.RequestAborted) is not { } unit)
        {
            return NotFound();
        }

        Shown = unit;
        Codes = await counts.OfAsync(unit, HttpContext.RequestAborted);
        return Page();
    }
}
