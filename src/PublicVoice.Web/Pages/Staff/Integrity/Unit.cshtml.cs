using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
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

/// <summary>Facts about how the responses of one unit came in, in one month.</summary>
[Needs(StaffTask.ReadIntegrity)]
public sealed class UnitModel(
    UnitScope scope, IntegrityReview review, NotableResponses notable, PublicVoiceDbContext context, CurrentStaff staff, ReaderTime times, TimeProvider clock, Wording w) : PageModel
{
    private const int MostDecisions = 50;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    public Unit Shown { get; private set; } = null!;

    public Period Period { get; private set; } = null!;

    public ReviewedMonth Reviewed { get; private set; } = null!;

    public bool IsPublished { get; private set; }

    public bool MayEdit => staff.Has(StaffTask.EditUnits, Shown);

    public IReadOnlyList<Exclusion> Decisions { get; private set; } = [];

    public IEnumerable<SelectListItem> MonthItems { get; private set; } = [];

    public string Time(DateTime utc) => times.Text(utc, zone);

    public async Task<IActionResult> OnGetAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.ReadIntegrity, cancellationToken) is not { } unit)
        {
            return NotFound();
        }

        zone = await times.ZoneAsync(cancellationToken);
        var today = ReviewedPeriod.Today(clock, zone);
        (Shown, Period) = (unit, ReviewedPeriod.Of(Month, today));
        MonthItems = ReviewedPeriod.Items(Period, today, w.Language);
        Reviewed = await review.MonthAsync(unit, Period, cancellationToken);
        var month = TallyKey.MonthOf(Period.From);
        IsPublished = await context.PublishedTallies.AnyAsync(tally => tally.UnitId == unit.Id && tally.Month == month, cancellationToken);
        var excluded = notable.All(unit, Period).Where(response => response.Excluded);
        Decisions = await context.Exclusions.AsNoTracking().Where(decision => excluded.Any(response => response.ExclusionId == decision.Id))
            .OrderByDescending(decision => decision.Id).Take(MostDecisions).ToListAsync(cancellationToken);
        return Page();
    }
}
