using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Qr;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

/// <summary>One code for the visitor at the counter, shown large.</summary>
[Needs(StaffTask.IssueCodes)]
public sealed class CounterModel(UnitScope scope, UnitDirectory units, VisitCodeIssue issue, VisitCodeFiles files, Wording w) : PageModel
{
    public const int ValidDays = 7;

    private List<Service> services = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? ServiceCode { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>Null until a code was made.</summary>
    public IssuedCodes? Made { get; private set; }

    /// <summary>The QR code as the address of a picture.</summary>
    public string? Picture { get; private set; }

    public IEnumerable<SelectListItem> ServiceItems =>
        [new(w["semua layanan", "all services"], ""), .. services.Select(service => new SelectListItem(service.Name, service.ShortCode))];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.IssueCodes, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, services) = (unit, await units.ServicesAsync(unit.Id, HttpContext.RequestAborted));
        await next();
    }

    public void OnGet()
    {
        // The empty form.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var service = services.Find(service => service.ShortCode == ServiceCode);
        if (service is null && !string.IsNullOrEmpty(ServiceCode))
        {
            ModelState.AddModelError(nameof(ServiceCode), w["Pilih layanan", "Choose a service"]);
        }

        if (Shown.Status != UnitStatus.Active)
        {
            ModelState.AddModelError("", w["Unit ini tidak menerima penilaian lagi.", "This unit takes no more ratings."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Made = await issue.MakeAsync(new VisitCodeOrder(Shown, service, 1, ValidDays), HttpContext.RequestAborted);
        Picture = "data:image/png;base64," + Convert.ToBase64String(QrCode.Png(files.Address(Request, Shown, service, Made.Codes[0])));
        return Page();
    }
}
