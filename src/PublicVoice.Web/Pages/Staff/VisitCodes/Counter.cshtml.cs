using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Qr;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

/// <summary>One code for the visitor at the counter, shown large.</summary>
[Needs(StaffTask.IssueCodes)]
[ServiceFilter<CodeOrders>]
public sealed class CounterModel(CodeOrders orders, VisitCodeFiles files, Wording w) : PageModel
{
    public const int ValidDays = 7;

    [BindProperty]
    public string? ServiceCode { get; set; }

    /// <summary>Made with the form, so that sending it again, as a reload does, shows the same codes and makes none.</summary>
    [BindProperty]
    public Guid Order { get; set; }

    public Unit Shown => orders.Unit;

    /// <summary>Null until a code was made.</summary>
    public IssuedCodes? Made { get; private set; }

    /// <summary>The QR code as the address of a picture.</summary>
    public string? Picture { get; private set; }

    public IEnumerable<SelectListItem> ServiceItems => orders.ServiceItems(w["semua layanan", "all services"]);

    public void OnGet() => Order = Guid.NewGuid();

    public async Task<IActionResult> OnPostAsync()
    {
        var made = await orders.MakeAsync(ModelState, ServiceCode, 1, ValidDays, Order, HttpContext.RequestAborted);
        Order = Guid.NewGuid(); // for the next visitor
        ModelState.Remove(nameof(Order));
        if (made is not var (service, issued))
        {
            return this.Invalid();
        }

        Made = issued;
        Picture = "data:image/png;base64," + Convert.ToBase64String(QrCode.Png(files.Address(Request, Shown, service, Made.Codes[0])));
        return Page();
    }
}
