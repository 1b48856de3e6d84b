using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Integrity;

/// <summary>Takes responses out of the count, or puts them back, with a reason.</summary>
[Needs(StaffTask.ExcludeResponses)]
public sealed class DecisionModel(
    UnitScope scope, IntegrityReview review, NotableResponses notable, ResponseExclusions exclusions, ReaderTime times, TimeProvider clock, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? Month { get; set; }

    [BindProperty]
    public Notable What { get; set; }

    [BindProperty]
    public IReadOnlyList<long> Ids { get; set; } = [];

    /// <summary>All of the fact, when there are still so many; 0 for the chosen ones.</summary>
    [BindProperty]
    public int Expected { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Unit Shown { get; private set; } = null!;

    public Period Period { get; private set; } = null!;

    public IReadOnlyList<SurveyResponse> Chosen { get; private set; } = [];

    public bool PutsBack => What == Notable.Excluded;

    public decimal? Before { get; private set; }

    public decimal? After { get; private set; }

    public string ListPath => $"/staff/integrity/{Shown.Code}/responses?month={Uri.EscapeDataString(Month ?? "")}&what={What}";

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.ExcludeResponses, cancellationToken) is not { } unit || !Enum.IsDefined(What))
        {
            context.Result = NotFound();
            return;
        }

        if (!exclusions.MayDecide(unit))
        {
            context.Result = Forbid();
            return;
        }

        Shown = unit;
        Period = ReviewedPeriod.Of(Month, ReviewedPeriod.Today(clock, await times.ZoneAsync(cancellationToken)));
        Month = ReviewedPeriod.Text(Period);
        if (Expected <= 0)
        {
            Chosen = await notable.All(unit, Period).Where(response => response.Excluded == PutsBack && Ids.Contains(response.Id)).ToListAsync(cancellationToken);
        }
        else if (await notable.AllAsync(unit, Period, What, Expected, cancellationToken) is { } all)
        {
            Chosen = all;
        }
        else
        {
            ModelState.AddModelError("", w["Daftarnya berubah sejak Anda melihatnya. Kembali ke daftar dan periksa lagi.", "The list has changed since you saw it. Go back to the list and check again."]);
        }

        await next();
    }

    public void OnGet()
    {
        // Nothing is chosen by an address.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Chosen.Count > 0)
        {
            (Before, After) = await review.IndexAfterAsync(Shown, Period, Chosen, HttpContext.RequestAborted);
        }
        else if (ModelState.IsValid)
        {
            ModelState.AddModelError("", w["Pilih sedikitnya satu isian yang masih dalam keadaan itu", "Choose at least one response that is still in that state"]);
        }

        return ModelState.IsValid ? Page() : this.Invalid();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var reason = (Reason ?? "").Trim();
        if (reason.Length is < Exclusion.ReasonMinLength or > Exclusion.ReasonMaxLength)
        {
            ModelState.AddModelError(nameof(Reason), w[
                $"Tulis alasan dengan {Exclusion.ReasonMinLength} sampai {Exclusion.ReasonMaxLength} karakter", $"Give a reason of {Exclusion.ReasonMinLength} to {Exclusion.ReasonMaxLength} characters"]);
        }

        if (!ModelState.IsValid || Chosen.Count == 0)
        {
            return await OnPostAsync();
        }

        var ids = Chosen.Select(response => response.Id).ToList();
        var changed = PutsBack
            ? await exclusions.RestoreAsync(Shown, ids, reason, HttpContext.RequestAborted)
            : await exclusions.ExcludeAsync(Shown, ids, reason, HttpContext.RequestAborted);
        var number = Formats.Count(changed, w.Language);
        TempData["Notice"] = changed == 0 ? w["Tidak ada yang berubah: orang lain sudah memutuskannya.", "Nothing changed: somebody else had decided it already."]
            : PutsBack ? w[$"{number} isian dihitung lagi.", $"Responses put back: {number}."]
            : w[$"{number} isian dikeluarkan.", $"Responses excluded: {number}."];
        return LocalRedirect(w.Link($"/staff/integrity/{Shown.Code}?month={Month}"));
    }
}
