using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Reports;

/// <summary>Whether monthly reports of a unit are issued, from when, and how long late answers are waited for.</summary>
[Needs(StaffTask.ManageReports)]
public sealed class SubscriptionModel(UnitScope scope, IssuedReports reports, DueReports due, Wording w) : PageModel
{
    private const int MostMonthsBack = 24;

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? FirstMonth { get; set; }

    [BindProperty]
    public string? WorkingDaysWaited { get; set; }

    [BindProperty]
    public bool WithUnitsBelow { get; set; }

    public Unit Shown { get; private set; } = null!;

    public ReportSubscription? Now { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ManageReports, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Now) = (unit, await reports.SubscriptionAsync(unit, HttpContext.RequestAborted));
        await next();
    }

    public async Task OnGetAsync()
    {
        var today = await due.TodayAsync(Shown, HttpContext.RequestAborted);
        FirstMonth = (Now?.FirstMonth ?? today).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        WorkingDaysWaited = (Now?.WorkingDaysWaited ?? 3).ToString(CultureInfo.InvariantCulture);
        WithUnitsBelow = Now?.WithUnitsBelow ?? true;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var today = await due.TodayAsync(Shown, HttpContext.RequestAborted);
        var isMonth = DateOnly.TryParseExact(FirstMonth?.Trim(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        if (!isMonth || first > today || first < new DateOnly(today.Year, today.Month, 1).AddMonths(-MostMonthsBack))
        {
            ModelState.AddModelError(nameof(FirstMonth), w[$"Tulis bulan seperti {today:yyyy-MM}, paling lama {MostMonthsBack} bulan lalu dan tidak sesudah bulan ini", $"Write a month such as {today:yyyy-MM}, at most {MostMonthsBack} months ago and not after this month"]);
        }

        var isNumber = int.TryParse(WorkingDaysWaited?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var waited);
        if (!isNumber || waited > ReportSubscription.MostWorkingDays)
        {
            ModelState.AddModelError(nameof(WorkingDaysWaited), w[$"Isi bilangan 0 sampai {ReportSubscription.MostWorkingDays}", $"Enter a number from 0 to {ReportSubscription.MostWorkingDays}"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await reports.SubscribeAsync(
            Shown, new ReportSubscription { UnitId = Shown.Id, FirstMonth = first, WorkingDaysWaited = waited, WithUnitsBelow = WithUnitsBelow }, HttpContext.RequestAborted);
        return Saved(w["Disimpan. Laporan yang sudah jatuh tempo terbit dalam satu jam.", "Saved. Reports that are due are issued within an hour."]);
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        await reports.SubscribeAsync(Shown, null, HttpContext.RequestAborted);
        return Saved(w["Laporan unit ini tidak lagi diterbitkan menurut aturan di sini. Yang sudah terbit tetap ada.", "Reports are no longer issued by a rule of this unit. What was issued stays."]);
    }

    private RedirectResult Saved(string notice)
    {
        TempData["Notice"] = notice;
        return Redirect(w.Link($"/staff/units/{Shown.Code}/reports"));
    }
}
