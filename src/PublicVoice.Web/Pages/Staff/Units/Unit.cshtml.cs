using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

[Needs(StaffTask.ReadUnits)]
public sealed class UnitModel(
    UnitScope scope, UnitDirectory directory, PublicVoiceDbContext context, SurveyPeriods periods, CurrentStaff staff, IOptions<PublicVoiceOptions> options) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    /// <summary>Units above that the reader may see, the topmost first.</summary>
    public IReadOnlyList<Unit> Above { get; private set; } = [];

    public UnitPeriods Periods { get; private set; } = null!;

    /// <summary>In the period that is running; null where none is.</summary>
    public PeriodProgress? Progress { get; private set; }

    /// <summary>Who took over from it.</summary>
    public IReadOnlyList<Unit> Successors { get; private set; } = [];

    public IReadOnlyList<Unit> Below { get; private set; } = [];

    public IReadOnlyList<Service> Services { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.ReadUnits, cancellationToken) is not { } unit)
        {
            return NotFound();
        }

        Shown = unit;
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1];
        Above = [.. (await context.Units.AsNoTracking().Where(other => codes.Contains(other.Code)).OrderBy(other => other.Path).ToListAsync(cancellationToken))
            .Where(other => staff.Has(StaffTask.ReadUnits, other))];
        Below = await context.Units.AsNoTracking().Where(other => other.ParentId == unit.Id).OrderBy(other => other.Status).ThenBy(other => other.Name).ToListAsync(cancellationToken);
        Successors = await directory.SuccessorsAsync(unit, cancellationToken);
        Services = await context.Services.AsNoTracking().Where(service => service.UnitId == unit.Id).OrderBy(service => service.Archived).ThenBy(service => service.Name).ToListAsync(cancellationToken);
        Periods = await periods.OfAsync(unit, cancellationToken);
        Progress = Periods.Times.At(Periods.Today) is { } running ? await periods.ProgressAsync(unit, running, cancellationToken) : null;
        return Page();
    }

    /// <summary>A badge that leads to the results and a link that leads to the survey, as HTML for other sites.</summary>
    public string EmbedCode(Wording w)
    {
        var root = (options.Value.PublicAddress?.AbsoluteUri ?? $"{Request.Scheme}://{Request.Host}{Request.PathBase}").TrimEnd('/');
        var name = WebUtility.HtmlEncode(Shown.Name);
        return $"""
            <a href="{root}/hasil/{Shown.Code}"><img src="{root}/hasil/{Shown.Code}/badge.svg?lang={w.Code}" width="300" height="64" alt="{w["Hasil survei kepuasan masyarakat", "Results of the satisfaction survey"]}: {name}"></a>
            <a href="{root}/s/{Shown.Code}">{w["Nilai layanan", "Rate"]} {name}</a>
            """;
    }
}
