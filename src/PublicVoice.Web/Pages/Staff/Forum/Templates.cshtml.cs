using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Templates of answers that can be used at a unit.</summary>
[Needs(StaffTask.WriteTemplates)]
public sealed class TemplatesModel(UnitScope scope, ReplyTemplates templates) : PageModel
{
    public Unit Shown { get; private set; } = null!;

    public IReadOnlyList<(ReplyTemplate Template, Unit From)> Templates { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromRoute(Name = "unit")] string unitCode)
    {
        if (await scope.FindAsync(unitCode, StaffTask.WriteTemplates, HttpContext.RequestAborted) is not { } unit)
        {
            return NotFound();
        }

        (Shown, Templates) = (unit, await templates.UsableAsync(unit, kind: null, HttpContext.RequestAborted));
        return Page();
    }
}
