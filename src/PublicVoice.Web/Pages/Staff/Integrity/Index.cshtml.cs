using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Integrity;

namespace PublicVoice.Web.Pages.Staff.Integrity;

/// <summary>Which units to look at.</summary>
[Needs(StaffTask.ReadIntegrity)]
public sealed class IndexModel(IntegrityReview review, CurrentStaff staff, ReaderTime times, TimeProvider clock, Wording w) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    public Period Period { get; private set; } = null!;

    public IReadOnlyList<ReviewedUnit> Units { get; private set; } = [];

    public IEnumerable<SelectListItem> MonthItems { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var today = ReviewedPeriod.Today(clock, await times.ZoneAsync(HttpContext.RequestAborted));
        Period = ReviewedPeriod.Of(Month, today);
        MonthItems = ReviewedPeriod.Items(Period, today, w.Language);
        Units = await review.UnitsAsync(staff.Scopes(StaffTask.ReadIntegrity), Period, HttpContext.RequestAborted);
    }
}
