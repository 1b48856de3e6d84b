using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>Corrects a count or control total that was wrong from the start.</summary>
[Needs(StaffTask.EnterPaper)]
[ServiceFilter<PaperBatchScope>]
public sealed class DeclaredModel(PaperBatchScope scope, PaperEntry entry, Wording w) : PageModel
{
    [BindProperty]
    public string? Sheets { get; set; }

    [BindProperty]
    public string? Total { get; set; }

    public ShownBatch Shown => scope.Shown;

    public void OnGet() => (Sheets, Total) = ($"{Shown.Batch.DeclaredSheets}", $"{Shown.Batch.DeclaredTotal}");

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new PaperBatchChecks(ModelState, w);
        var (sheets, total) = (checks.Sheets(nameof(Sheets), Sheets), checks.Total(nameof(Total), Total, Shown.Paper.Definition));
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        TempData["Notice"] = await entry.DeclareAsync(Shown.Unit, Shown.Batch.Id, sheets, total, HttpContext.RequestAborted)
            ? w["Angka yang dinyatakan sudah dibetulkan.", "The declared numbers are corrected."]
            : w["Batch ini sudah ditutup.", "This batch is closed."];
        return LocalRedirect(w.Link(Shown.Path));
    }
}
