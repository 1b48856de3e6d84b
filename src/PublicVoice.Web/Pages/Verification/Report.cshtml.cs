using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Verification;

/// <summary>Says whether a report was issued, and whether a file is that report. Files are read and forgotten.</summary>
[LargeForm(MaxBytes = MaxBytes + PageRequestGuard.MaxBodyBytes)]
public sealed class ReportModel(PublicVoiceDbContext context, UnitDirectory units, Wording w) : PageModel
{
    public const int MaxBytes = 10 * 1024 * 1024;

    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IssuedReport Report { get; private set; } = null!;

    public DateOnly IssuedOn { get; private set; }

    /// <summary>Null before a file was sent.</summary>
    public bool? IsTheReport { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
        {
            return NotFound();
        }

        if (Upload is not { Length: > 0 and <= MaxBytes })
        {
            ModelState.AddModelError(nameof(Upload), w["Pilih berkas PDF laporan, paling besar 10 MB", "Choose the PDF file of the report, at most 10 MB"]);
            return this.Invalid();
        }

        await using var stream = Upload.OpenReadStream();
        IsTheReport = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, HttpContext.RequestAborted)) == Report.Sha256;
        return Page();
    }

    private async Task<bool> FindAsync()
    {
#pragma warning disable CA1308 // Codes are lower case; one typed in capitals is found.
        var code = Code.ToLowerInvariant();
#pragma warning restore CA1308
        if (await context.IssuedReports.AsNoTracking().SingleOrDefaultAsync(report => report.Code == code, HttpContext.RequestAborted) is not { } report)
        {
            return false;
        }

        var unit = await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == report.UnitId, HttpContext.RequestAborted);
        (Report, IssuedOn) = (report, GovernmentTime.Day(report.IssuedOn, (await units.SettingsAsync(unit, HttpContext.RequestAborted)).TimeZone));
        return true;
    }
}
