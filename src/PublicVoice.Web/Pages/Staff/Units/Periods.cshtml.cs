using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>When a unit can be rated, and how far it is in each period.</summary>
[Needs(StaffTask.ReadUnits)]
public sealed class PeriodsModel(UnitScope scope, SurveyPeriods periods, CurrentStaff staff, Wording w) : PageModel
{
    private const int Listed = 12;
    private const string Inherited = "";

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public UnitPeriods Rule { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    /// <summary>Latest first.</summary>
    public IReadOnlyList<PeriodProgress> Progress { get; private set; } = [];

    [BindProperty]
    public string? Opening { get; set; }

    public IEnumerable<SelectListItem> OpeningItems =>
    [
        new(Shown.ParentId is null ? w["selalu terbuka (bawaan)", "always open (default)"] : w["seperti unit di atasnya", "as the unit above"], Inherited),
        new(w["selalu terbuka", "always open"], nameof(SurveyOpening.Always)), new(w["hanya dalam periode", "in periods only"], nameof(SurveyOpening.InPeriods)),
    ];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.ReadUnits, cancellationToken) is not { } unit || (!staff.Has(StaffTask.EditUnits, unit) && !HttpMethods.IsGet(Request.Method)))
        {
            context.Result = NotFound();
            return;
        }

        (Shown, MayEdit, Rule) = (unit, staff.Has(StaffTask.EditUnits, unit), await periods.OfAsync(unit, cancellationToken));
        var listed = new List<PeriodProgress>();
        foreach (var period in (Rule.Times.Periods ?? []).Reverse().Take(Listed))
        {
            listed.Add(await periods.ProgressAsync(unit, period, cancellationToken));
        }

        Progress = listed;
        await next();
    }

    public void OnGet() => Opening = Shown.Opening?.ToString() ?? Inherited;

    public async Task<IActionResult> OnPostAsync()
    {
        SurveyOpening? opening = Opening switch { nameof(SurveyOpening.Always) => SurveyOpening.Always, nameof(SurveyOpening.InPeriods) => SurveyOpening.InPeriods, _ => null };
        if (opening is null && !string.IsNullOrEmpty(Opening))
        {
            ModelState.AddModelError(nameof(Opening), w["Pilih satu", "Choose one"]);
            return this.Invalid();
        }

        await periods.SetOpeningAsync(Shown.Id, opening, HttpContext.RequestAborted);
        TempData["Notice"] = w["Perubahan tersimpan.", "The changes are saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}/periods"));
    }
}
