using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>A survey period of a unit; "new" for one that is to be added.</summary>
[Needs(StaffTask.EditUnits)]
public sealed class PeriodModel(UnitScope scope, SurveyPeriods periods, Wording w) : PageModel
{
    private const string NewPeriod = "new";

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "period")]
    public string PeriodId { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public SurveyPeriod? Stored { get; private set; }

    public DateOnly Today { get; private set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Population { get; set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        var unit = await scope.FindAsync(UnitCode, StaffTask.EditUnits, cancellationToken);
        Stored = unit is not null && int.TryParse(PeriodId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await periods.FindAsync(unit, id, cancellationToken) : null;
        if (unit is null || (Stored is null && PeriodId != NewPeriod))
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Today) = (unit, (await periods.OfAsync(unit, cancellationToken)).Today);
        await next();
    }

    public void OnGet() => (From, To, Population) = (
        Stored is null ? null : $"{Stored.From:yyyy-MM-dd}", Stored is null ? null : $"{Stored.To:yyyy-MM-dd}", Stored?.Population?.ToString(CultureInfo.InvariantCulture));

    public async Task<IActionResult> OnPostAsync()
    {
        var (from, to, population) = (Day(nameof(From), From), Day(nameof(To), To), new UnitChecks(ModelState, w).Count(nameof(Population), Population));
        if (from is { } first && to is { } last && (last < first || last.DayNumber - first.DayNumber >= SurveyPeriod.MaxDays))
        {
            ModelState.AddModelError(nameof(To), w["Hari terakhir harus pada atau sesudah hari pertama, paling lama satu tahun", "The last day must be on or after the first, at most a year later"]);
        }

        if (ModelState.IsValid && await periods.SaveAsync(Shown, Stored?.Id, from!.Value, to!.Value, population, HttpContext.RequestAborted) is { } other)
        {
            var text = $"{Formats.Day(other.From, w.Language)} – {Formats.Day(other.To, w.Language)}";
            ModelState.AddModelError(nameof(From), w[$"Bertumpang tindih dengan periode {text}", $"Overlaps the period {text}"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        TempData["Notice"] = w["Periode tersimpan.", "The period is saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}/periods"));
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (Stored is null || !await periods.RemoveAsync(Shown, Stored, Today, HttpContext.RequestAborted))
        {
            ModelState.AddModelError("", w["Periode yang sudah mulai tidak dapat dihapus; ubah hari terakhirnya.", "A period that has begun cannot be removed; change its last day."]);
            OnGet();
            return this.Invalid();
        }

        TempData["Notice"] = w["Periode dihapus.", "The period is removed."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}/periods"));
    }

    private DateOnly? Day(string field, string? typed)
    {
        if (DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200)
        {
            return day;
        }

        ModelState.AddModelError(field, w["Isi tanggal, misalnya 2026-11-30", "Enter a date such as 2026-11-30"]);
        return null;
    }
}
