using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

/// <summary>One reorganisation: what it changes, and once it is in force, what came of it.</summary>
[Needs(StaffTask.ReadReorganisations)]
public sealed class ReorganisationModel(
    ReorganisationList list, ReorganisationPlanning planning, ReorganisationEffects effects, ReorganisationGate gate, CurrentStaff staff, Wording w) : PageModel
{
    public static readonly IReadOnlyList<int> MonthsOffered = [3, 6, 12];

    [FromRoute(Name = "reorganisation")]
    public int Id { get; set; }

    [FromQuery(Name = "months")]
    public int? Months { get; set; }

    public ListedReorganisation Shown { get; private set; } = null!;

    public IReadOnlyList<BeforeAndAfter> Compared { get; private set; } = [];

    public IReadOnlyList<OverlappingServices> Overlaps { get; private set; } = [];

    /// <summary>What was chosen in a form that is shown again.</summary>
    public int ChosenKept { get; private set; }

    public IReadOnlyList<int> ChosenMerged { get; private set; } = [];

    public int MonthsShown => Months is { } months && MonthsOffered.Contains(months) ? months : MonthsOffered[0];

    /// <summary>Only who administers the whole government changes anything here.</summary>
    public bool MayPlan => staff.Has(StaffTask.PlanReorganisations, Shown.Government);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var found = await list.OfAsync(staff.Scopes(StaffTask.ReadReorganisations), Id, HttpContext.RequestAborted);
        if (found.Count == 0)
        {
            context.Result = NotFound();
            return;
        }

        Shown = found[0];
        if (context.HandlerMethod?.HttpMethod == "Post" && !MayPlan)
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }

    public async Task OnGetAsync()
    {
        if (Shown.Reorganisation.State == ReorganisationState.InForce)
        {
            Compared = await effects.CompareAsync(Shown, MonthsShown, unit => staff.Has(StaffTask.ReadReorganisations, unit), HttpContext.RequestAborted);
            Overlaps = await effects.OverlapsAsync(Shown, HttpContext.RequestAborted);
        }
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        TempData["Notice"] = await planning.CancelAsync(Shown.Reorganisation, Shown.Government, HttpContext.RequestAborted)
            ? w["Rencana dibatalkan.", "The plan is cancelled."]
            : w["Rencana ini sudah berlaku atau sudah dibatalkan.", "This plan is in force or was cancelled already."];
        gate.LookSoon();
        return LocalRedirect(w.Link($"/staff/reorganisations/{Id}"));
    }

    /// <param name="overlap">First of the services, which names the field that an error is about.</param>
    /// <param name="kept">The one that takes over.</param>
    /// <param name="merged">Those that it takes over.</param>
    public async Task<IActionResult> OnPostMergeAsync(int overlap, int kept, List<int> merged)
    {
        if (kept == 0 || merged.TrueForAll(id => id == kept))
        {
            ModelState.Clear(); // what the framework says of an empty choice
            ModelState.AddModelError(MergeField(overlap), w["Pilih yang meneruskan, dan tandai sedikitnya satu layanan lain yang digabung ke situ", "Choose which one takes over, and tick at least one other service that is merged into it"]);
            (ChosenKept, ChosenMerged) = (kept, merged);
            await OnGetAsync();
            return this.Invalid();
        }

        var isMerged = Shown.Reorganisation.State == ReorganisationState.InForce && await effects.MergeServicesAsync(Shown, kept, merged, HttpContext.RequestAborted);
        TempData["Notice"] = isMerged
            ? w["Layanan digabung.", "The services are merged."]
            : w["Layanan ini tidak tumpang tindih lagi.", "These services do not overlap any more."];
        return LocalRedirect(w.Link($"/staff/reorganisations/{Id}"));
    }

    public static string MergeField(int overlap) => $"merge-{overlap}";
}
