using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Options;
using PublicVoice.Reports.Qr;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Kiosks;

/// <summary>Makes the one-time link that pairs a tablet and shows it once.</summary>
[Needs(StaffTask.ManageKiosks)]
public sealed class NewModel(UnitScope scope, UnitDirectory units, KioskPairing pairing, IOptions<PublicVoiceOptions> options, Wording w) : PageModel
{
    private List<Service> services = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? ServiceCode { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>Null until a link was made.</summary>
    public KioskDevice? Made { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>The link's QR code as the address of a picture.</summary>
    public string Picture { get; private set; } = "";

    public string ShortAddress => $"{Root.Authority}{Root.AbsolutePath.TrimEnd('/')}/kiosk";

    public IEnumerable<SelectListItem> ServiceItems =>
        [new(w["pengunjung memilih layanannya", "visitors choose their service"], ""), .. services.Select(service => new SelectListItem(service.Name, service.ShortCode))];

    /// <summary>As QR codes elsewhere: the configured address, else the one of the request.</summary>
    private Uri Root => options.Value.PublicAddress ?? new Uri($"{Request.Scheme}://{Request.Host}{Request.PathBase}");

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ManageKiosks, HttpContext.RequestAborted) is not { } unit)
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
        var name = ImportText.OneLine(Name ?? "");
        if (name.Length is 0 or > KioskDevice.NameMaxLength || ImportText.HasControlCharacters(name))
        {
            ModelState.AddModelError(nameof(Name), w[$"Isi nama tablet, paling banyak {KioskDevice.NameMaxLength} karakter", $"Enter a name for the tablet, at most {KioskDevice.NameMaxLength} characters"]);
        }

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

        (Made, Code) = await pairing.MakeAsync(Shown, service, name, HttpContext.RequestAborted);
        Picture = "data:image/png;base64," + Convert.ToBase64String(QrCode.Png(new Uri($"{Root.AbsoluteUri.TrimEnd('/')}/kiosk#{Code}")));
        return Page();
    }
}
