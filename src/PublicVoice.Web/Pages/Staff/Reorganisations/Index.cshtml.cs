using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

[Needs(StaffTask.ReadReorganisations)]
public sealed class IndexModel(ReorganisationList list, CurrentStaff staff) : PageModel
{
    public IReadOnlyList<ListedReorganisation> Listed { get; private set; } = [];

    /// <summary>Only who administers a whole government plans.</summary>
    public bool MayPlan => staff.Scopes(StaffTask.PlanReorganisations).Any(ReorganisationList.IsGovernment);

    public async Task OnGetAsync() => Listed = await list.OfAsync(staff.Scopes(StaffTask.ReadReorganisations), null, HttpContext.RequestAborted);
}
