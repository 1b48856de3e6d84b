using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

[Needs(StaffTask.IssueCodes)]
[ServiceFilter<CodeOrders>]
public sealed class NewModel(CodeOrders orders, IssuedCodesToken tokens, VisitCodeFiles files, Wording w) : PageModel
{
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

    public Unit Shown => orders.Unit;

    /// <summary>Null until codes were made.</summary>
    public IssuedCodes? Made { get; private set; }

    public IEnumerable<SelectListItem> ServiceItems => orders.ServiceItems(w["semua layanan unit ini dan di bawahnya", "all services of this unit and below"]);

    public void OnGet() => Order = Guid.NewGuid();

    public async Task<IActionResult> OnPostAsync()
    {
        var (number, days) = (Between(nameof(Number), Number, VisitCodeBatch.MaxCount), Between(nameof(Days), Days, VisitCodeBatch.MaxDays));
        if (await orders.MakeAsync(ModelState, ServiceCode, number, days, Order, HttpContext.RequestAborted) is not var (service, issued))
        {
            return Again();
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
            return Again();
        }

        await files.RecordAsync(Shown, format, codes.Issued.Codes.Count, HttpContext.RequestAborted);
        return await file((orders.Find(codes.ServiceId), codes.Issued));
    }

    private PageResult Again()
    {
        Order = Guid.NewGuid();
        ModelState.Remove(nameof(Order));
        return this.Invalid();
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
