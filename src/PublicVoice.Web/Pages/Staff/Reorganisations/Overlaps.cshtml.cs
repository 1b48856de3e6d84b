using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

/// <summary>Which services several units offer: what to look at before a reorganisation.</summary>
[Needs(StaffTask.ReadReorganisations)]
public sealed class OverlapsModel(ReorganisationEffects effects, CurrentStaff staff) : PageModel
{
    public const int Most = 300;

    /// <summary>Units that are named at once; the others open.</summary>
    public const int MostNamed = 5;

    /// <summary>Those of few units first: what every kelurahan offers is no overlap to mend.</summary>
    public IReadOnlyList<OverlappingServices> Found { get; private set; } = [];

    public async Task OnGetAsync() =>
        Found = [.. (await effects.OverlapsAsync(staff.Scopes(StaffTask.ReadReorganisations), HttpContext.RequestAborted)).OrderBy(overlap => overlap.Offered.Count)];
}
