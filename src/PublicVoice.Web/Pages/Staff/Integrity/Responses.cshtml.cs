using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Integrity;

/// <summary>The responses behind one fact.</summary>
[Needs(StaffTask.ReadIntegrity)]
public sealed class ResponsesModel(
    UnitScope scope, NotableResponses notable, ResponseExclusions exclusions, PublicVoiceDbContext context, CurrentStaff staff, ReaderTime times, TimeProvider clock) : PageModel
{
    /// <summary>On one page.</summary>
    public const int Most = 100;

    private Dictionary<int, string> services = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true)]
    public Notable What { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; } = 1;

    public Unit Shown { get; private set; } = null!;

    public Period Period { get; private set; } = null!;

    public int Total { get; private set; }

    public int Pages => (Total + Most - 1) / Most;

    public IReadOnlyList<SurveyResponse> Rows { get; private set; } = [];

    public bool MayDecide => exclusions.MayDecide(Shown);

    /// <summary>An administrator, but one who works for this office.</summary>
    public bool IsOwnOffice => !MayDecide && staff.Has(StaffTask.ExcludeResponses, Shown);

    public string? ServiceName(int? id) => id is { } known ? services.GetValueOrDefault(known) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.ReadIntegrity, cancellationToken) is not { } unit || !Enum.IsDefined(What))
        {
            return NotFound();
        }

        var today = ReviewedPeriod.Today(clock, await times.ZoneAsync(cancellationToken));
        (Shown, Period) = (unit, ReviewedPeriod.Of(Month, today));
        var found = notable.Of(unit, Period, What, await notable.MarksAsync(unit, Period, cancellationToken));
        Total = await found.CountAsync(cancellationToken);
        Number = Math.Clamp(Number, 1, Math.Max(1, Pages));
        Rows = await found.OrderBy(response => response.SubmittedOn).ThenBy(response => response.Id).Skip((Number - 1) * Most).Take(Most).ToListAsync(cancellationToken);
        services = await context.Services.Where(service => service.UnitId == unit.Id).ToDictionaryAsync(service => service.Id, service => service.Name, cancellationToken);
        return Page();
    }
}
