using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

[Needs(StaffTask.IssueCodes)]
public sealed class IndexModel(UnitScope scope, VisitCodeCounts counts) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public UnitVisitCodes Codes { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await scope.FindAsync(UnitCode, StaffTask.IssueCodes, HttpContext.RequestAborted) is not { } unit)
        {
            return NotFound();
        }

        Shown = unit;
        Codes = await counts.OfAsync(unit, HttpContext.RequestAborted);
        return Page();
    }
}
