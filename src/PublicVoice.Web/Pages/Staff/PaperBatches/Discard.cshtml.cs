using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

[Needs(StaffTask.EnterPaper)]
[ServiceFilter<PaperBatchScope>]
public sealed class DiscardModel(PaperBatchScope scope, PaperPosting posting, Wording w) : PageModel
{
    public const int ReasonMaxLength = 200;

    [BindProperty]
    public string? Reason { get; set; }

    public ShownBatch Shown => scope.Shown;

    public void OnGet()
    {
        // The empty form.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var reason = ImportText.OneLine(Reason ?? "");
        if (reason.Length is 0 or > ReasonMaxLength || ImportText.HasControlCharacters(reason))
        {
            ModelState.AddModelError(nameof(Reason), w[$"Tulis alasannya, paling banyak {ReasonMaxLength} karakter", $"Write the reason, in at most {ReasonMaxLength} characters"]);
            return this.Invalid();
        }

        TempData["Notice"] = await posting.DiscardAsync(Shown.Unit, Shown.Batch.Id, reason, HttpContext.RequestAborted)
            ? w["Batch dibuang. Tidak ada lembarnya yang dihitung.", "The batch is discarded. None of its sheets counts."]
            : w["Batch ini sudah ditutup.", "This batch is closed."];
        return LocalRedirect(w.Link(Shown.Path));
    }
}
