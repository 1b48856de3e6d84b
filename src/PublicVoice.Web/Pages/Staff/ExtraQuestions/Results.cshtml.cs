using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ExtraQuestions;

/// <summary>Answers to the extra questions of a month, for the office only.</summary>
[Needs(StaffTask.ReadAnswers)]
public sealed class ResultsModel(UnitScope scope, ExtraAnswerFacts facts, UnitDirectory directory, TimeProvider clock) : PageModel
{
    public const int MostTexts = 200;

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    /// <summary>yyyy-MM; the current one where missing or unreadable.</summary>
    [FromQuery(Name = "month")]
    public string? MonthText { get; set; }

    public Unit Shown { get; private set; } = null!;

    public DateOnly Month { get; private set; }

    public bool IsCurrent { get; private set; }

    public IReadOnlyList<ExtraQuestionResult> Questions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ReadAnswers, HttpContext.RequestAborted) is not { } unit)
        {
            return NotFound();
        }

        Shown = unit;
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await directory.SettingsAsync(unit, HttpContext.RequestAborted)).TimeZone);
        var current = new DateOnly(today.Year, today.Month, 1);
        Month = DateOnly.TryParseExact(MonthText, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year >= 2000 && month < current ? month : current;
        IsCurrent = Month == current;
        Questions = [.. (await facts.LoadAsync(unit, Period.Month(Month.Year, Month.Month), HttpContext.RequestAborted)).Select(ExtraQuestionResult.Of)];
        return Page();
    }
}
