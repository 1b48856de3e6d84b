using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

[Needs(StaffTask.IssueCodes)]
public sealed class NewModel(UnitScope scope, UnitDirectory units, VisitCodeIssue issue, IssuedCodesToken tokens, VisitCodeFiles files, Wording w) : PageModel
{
    private List<Service> services = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? ServiceCode { get; set; }

    [BindProperty]
    public string? Number { get; set; } = "100";

    [BindProperty]
    public string? Days { get; set; } = "30";

    [BindProperty]
    public string? Token { get; set; }

    /// <summary>Made with the form, so that sending it again, as a reload does, shows the same codes and makes none.</summary>
    [BindProperty]
    public Guid Order { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>Null until codes were made.</summary>
    public IssuedCodes? Made { get; private set; }

    public IEnumerable<SelectListItem> ServiceItems =>
        [new(w["semua layanan unit ini dan di bawahnya", "all services of this unit and below"], ""), .. services.Select(service => new SelectListItem(service.Name, service.ShortCode))];

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

        var (number, days) = (Between(nameof(Number), Number, VisitCodeBatch.MaxCount), Between(nameof(Days), Days, VisitCodeBatch.MaxDays));
        if (Shown.Status != UnitStatus.Active)
        {
            ModelState.AddModelError("", w["Unit ini tidak menerima penilaian lagi.", "This unit takes no more ratings."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var order = new VisitCodeOrder(Shown, service, number, days, Key: tokens.OrderKey(Order));
        var issued = await issue.MakeAsync(order, HttpContext.RequestAborted);
        if (!tokens.IsShown(issued))
        {
            ModelState.AddModelError("", w["Kode ini tidak dapat ditampilkan lagi. Buat kode baru.", "These codes can no longer be shown. Make new ones."]);
            Order = Guid.NewGuid();
            ModelState.Remove(nameof(Order));
            return this.Invalid();
        }

        Made = issued;
        Token = tokens.Of(Shown, new CodesToDownload(service?.Id, Made));
        ModelState.Clear();
        return Page();
    }

    public Task<IActionResult> OnPostSlipsAsync() => DownloadAsync("pdf", async codes => File(await files.SlipsAsync(Shown, codes, Request), "application/pdf", $"kode-{Shown.Code}.pdf"));

    public Task<IActionResult> OnPostTableAsync() => DownloadAsync("csv", codes => Task.FromResult<IActionResult>(File(files.Table(Shown, codes, Request), "text/csv; charset=utf-8", $"kode-{Shown.Code}.csv")));

    private async Task<IActionResult> DownloadAsync(string format, Func<(Service? Service, IssuedCodes Issued), Task<IActionResult>> file)
    {
        ModelState.Clear(); // the other fields belong to the form before
        if (tokens.Read(Shown, Token) is not { } codes)
        {
            ModelState.AddModelError("", w["Kode ini tidak dapat diunduh lagi. Buat kode baru.", "These codes can no longer be downloaded. Make new ones."]);
            return this.Invalid();
        }

        await files.RecordAsync(Shown, format, codes.Issued.Codes.Count, HttpContext.RequestAborted);
        return await file((services.Find(service => service.Id == codes.ServiceId), codes.Issued));
    }

    private int Between(string field, string? typed, int most)
    {
        if (!int.TryParse((typed ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
        {
            ModelState.AddModelError(field, w[$"Isi bilangan 1 sampai {most}", $"Enter a number from 1 to {most}"]);
        }

        return number;
    }
}
