using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
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
            Compared = await effects.CompareAsync(Shown, MonthsShown, HttpContext.RequestAborted);
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

    /// <param name="service">The one that stays.</param>
    public async Task<IActionResult> OnPostMergeAsync(int service)
    {
        var merged = Shown.Reorganisation.State == ReorganisationState.InForce && await effects.MergeServicesAsync(Shown, service, HttpContext.RequestAborted);
        TempData["Notice"] = merged
            ? w["Layanan digabung.", "The services are merged."]
            : w["Layanan ini tidak tumpang tindih lagi.", "This service does not overlap any more."];
        return LocalRedirect(w.Link($"/staff/reorganisations/{Id}"));
    }

    public string Figure(SatisfactionIndex? index) => index?.Value is not { } value
        ? w["tidak ada penilaian", "no ratings"]
        : $"{Formats.Number(value, 2, w.Language)} {index.Grade!.Letter} (n {Formats.Count(index.N, w.Language)}"
            + (index.Interval is { } interval ? $"; {Formats.Number(interval.Low, 2, w.Language)}–{Formats.Number(interval.High, 2, w.Language)})" : ")");

    /// <summary>By the rules of the reports: a change is called one only when it exceeds its noise.</summary>
    public string InWords(BeforeAndAfter compared)
    {
        var difference = compared.Change.Difference is { } points ? Formats.Number(Math.Abs(points), 2, w.Language) : "";
        return (compared.PeriodAfter, compared.IsComparable, compared.Change.Direction) switch
        {
            (null, _, _) => w["Belum ada bulan penuh sesudahnya.", "No full month has passed since."],
            (_, false, _) => w[
                $"Tidak dibandingkan: {compared.After} hanya sebagian dari yang dahulu.",
                $"Not compared: {compared.After} is only a part of what there was."],
            (_, _, ChangeDirection.Up) => w[$"Naik {difference}, lebih dari yang dapat terjadi karena kebetulan.", $"Up {difference}, more than chance explains."],
            (_, _, ChangeDirection.Down) => w[$"Turun {difference}, lebih dari yang dapat terjadi karena kebetulan.", $"Down {difference}, more than chance explains."],
            (_, _, ChangeDirection.TooCloseToSay) => w["Perbedaannya terlalu kecil untuk disebut naik atau turun.", "The difference is too small to call it a rise or a fall."],
            _ => w["Terlalu sedikit penilaian untuk membandingkan.", "Too few ratings to compare."],
        };
    }
}
