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
public sealed class CounterModel(UnitScope scope, UnitDirectory units, VisitCodeIssue issue, IssuedCodesToken tokens, VisitCodeFiles files, Wording w) : PageModel
{
    public const int ValidDays = 7;

    private List<Service> services = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? ServiceCode { get; set; }

    /// <summary>Made with the form, so that sending it again, as a reload does, shows the same codes and makes none.</summary>
    [BindProperty]
    public Guid Order { get; set; }

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

    public void OnGet() => Order = Guid.NewGuid();

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

        var order = new VisitCodeOrder(Shown, service, 1, ValidDays, Key: tokens.OrderKey(Order));
        var issued = await issue.MakeAsync(order, HttpContext.RequestAborted);
        if (!tokens.IsShown(issued))
        {
            ModelState.AddModelError("", w["Kode ini tidak dapat ditampilkan lagi. Buat kode baru.", "These codes can no longer be shown. Make new ones."]);
            Order = Guid.NewGuid();
            ModelState.Remove(nameof(Order));
            return this.Invalid();
        }

        Made = issued;
        Picture = "data:image/png;base64," + Convert.ToBase64String(QrCode.Png(files.Address(Request, Shown, service, Made.Codes[0])));
        Order = Guid.NewGuid(); // for the next visitor
        ModelState.Remove(nameof(Order));
        return Page();
    }
}
