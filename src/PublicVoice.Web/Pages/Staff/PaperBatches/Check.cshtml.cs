using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>The second entry of the sample. What the first person typed is not shown.</summary>
[Needs(StaffTask.EnterPaper)]
[ServiceFilter<PaperBatchScope>]
public sealed class CheckModel(PaperBatchScope scope, PaperCheck check, Wording w) : PageModel
{
    [BindProperty]
    public int Position { get; set; }

    public ShownBatch Shown => scope.Shown;

    /// <summary>Null where there is no sheet for this person to type.</summary>
    public PaperSheetForm? Form { get; private set; }

    /// <summary>What waits in the check, for this person and others.</summary>
    public PaperWork Work { get; private set; } = PaperWork.None;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        if (Work.Mine.Count > 0)
        {
            (Position, Form) = (Work.Mine[0], PaperSheetForm.New(Shown.Paper, Shown.Batch.FirstDay));
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form = Shown.Read(Request.Form, ModelState, w, out var sheet);
        if (sheet is not null && ModelState.IsValid)
        {
            if (await check.EnterAsync(Shown.Batch.Id, Position, sheet, HttpContext.RequestAborted))
            {
                return LocalRedirect(w.Link(Shown.Path + "/check"));
            }

            ModelState.AddModelError("", w[
                "Lembar ini tidak menunggu pemeriksaan Anda: batch sudah berubah, atau Anda sendiri yang mengetiknya.",
                "This sheet does not wait for your check: the batch has changed, or you typed it yourself."]);
        }

        await LoadAsync();
        return this.Invalid();
    }

    private async Task LoadAsync() => Work = await check.WorkAsync(Shown.Batch, HttpContext.RequestAborted);
}
