using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

[Needs(StaffTask.EnterPaper)]
public sealed class NewModel(
    UnitScope scope, UnitDirectory directory, PaperVersions versions, AskedQuestions asked, PaperEntry entry, CurrentStaff staff, TimeProvider clock, Wording w) : PageModel
{
    private List<Service> services = [];
    private IReadOnlyList<LoadedVersion> offered = [];
    private DateOnly today;

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? ServiceCode { get; set; }

    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? FirstDay { get; set; }

    [BindProperty]
    public string? LastDay { get; set; }

    [BindProperty]
    public string? Sheets { get; set; }

    [BindProperty]
    public string? Total { get; set; }

    /// <summary>Ids of the versions of extra questions that are printed on the sheets.</summary>
    [BindProperty]
    public List<int> Extras { get; set; } = [];

    public Unit Shown { get; private set; } = null!;

    /// <summary>Extra questions that may be printed on the sheets, the newest wording of each first.</summary>
    public IReadOnlyList<AskedQuestion> Printable { get; private set; } = [];

    public IEnumerable<SelectListItem> ServiceItems =>
        [new(w["tertulis di setiap lembar", "written on each sheet"], ""), .. services.Select(service => new SelectListItem(service.Name, service.ShortCode))];

    /// <summary>As printed at the foot of the paper.</summary>
    public IEnumerable<SelectListItem> VersionItems =>
        offered.Select(version => new SelectListItem($"{version.Definition.Code} {w["versi", "version"]} {version.Definition.Version}", version.Id.ToString()));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.EnterPaper, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, services) = (unit, await directory.ServicesAsync(unit.Id, HttpContext.RequestAborted));
        var settings = await directory.SettingsAsync(unit, HttpContext.RequestAborted);
        (offered, today) = (await versions.OfAsync(unit, settings, HttpContext.RequestAborted), GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone));
        Printable = [.. (await asked.EverAsync(unit, HttpContext.RequestAborted)).Where(extra => extra.Content.HasChoices)];
        await next();
    }

    /// <summary>The empty form, for sheets as they are printed now.</summary>
    public async Task OnGetAsync()
    {
        Extras = [.. (await asked.OfAsync(Shown, HttpContext.RequestAborted)).Select(extra => extra.VersionId)];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new PaperBatchChecks(ModelState, w);
        var service = services.Find(service => service.ShortCode == ServiceCode);
        if (service is null && !string.IsNullOrEmpty(ServiceCode))
        {
            ModelState.AddModelError(nameof(ServiceCode), w["Pilih layanan", "Choose a service"]);
        }

        var version = offered.FirstOrDefault(version => version.Id.ToString() == Version);
        if (version is null)
        {
            ModelState.AddModelError(nameof(Version), w["Pilih versi yang tercetak di kaki lembar", "Choose the version that is printed at the foot of the sheet"]);
        }

        var first = checks.Day(nameof(FirstDay), FirstDay, today);
        var last = string.IsNullOrWhiteSpace(LastDay) ? first : checks.Day(nameof(LastDay), LastDay, today);
        checks.Period(nameof(LastDay), first, last);
        var (sheets, total) = (checks.Sheets(nameof(Sheets), Sheets), checks.Total(nameof(Total), Total, version?.Definition));
        var extras = checks.Extras(nameof(Extras), [.. Printable.Where(extra => Extras.Contains(extra.VersionId))]);
        if (Shown.Status == UnitStatus.Archived)
        {
            ModelState.AddModelError("", w["Unit ini diarsipkan dan tidak menerima jawaban lagi.", "This unit is archived and takes no more answers."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var batch = new PaperBatch
        {
            Key = Guid.NewGuid(),
            UnitId = Shown.Id,
            ServiceId = service?.Id,
            QuestionnaireVersionId = version!.Id,
            ExtraVersions = PaperExtras.Write(extras.Select(extra => extra.VersionId)),
            FirstDay = first!.Value,
            LastDay = last!.Value,
            DeclaredSheets = sheets,
            DeclaredTotal = total,
            MadeOn = clock.GetUtcNow().UtcDateTime,
            MadeBy = staff.Account!.Name,
        };
        await entry.MakeAsync(Shown, batch, HttpContext.RequestAborted);
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}/paper/{batch.Id}/entry"));
    }
}
