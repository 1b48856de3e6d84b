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
public sealed class ResponsesModel(UnitScope scope, IntegrityReview review, PublicVoiceDbContext context, CurrentStaff staff, ReaderTime times, TimeProvider clock) : PageModel
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

    public bool MayDecide => staff.Has(StaffTask.ExcludeResponses, Shown);

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
        var found = (await review.MonthAsync(unit, Period, cancellationToken)).Of(What).ToList();
        Total = found.Count;
        Number = Math.Clamp(Number, 1, Math.Max(1, Pages));
        Rows = [.. found.Skip((Number - 1) * Most).Take(Most)];
        services = await context.Services.Where(service => service.UnitId == unit.Id).ToDictionaryAsync(service => service.Id, service => service.Name, cancellationToken);
        return Page();
    }
}
