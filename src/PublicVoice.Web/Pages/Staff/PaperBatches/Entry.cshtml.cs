using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>One sheet after the other, one key for each answer. A sheet that was saved can be opened again by its number.</summary>
[Needs(StaffTask.EnterPaper)]
[ServiceFilter<PaperBatchScope>]
public sealed class EntryModel(PaperBatchScope scope, PaperEntry entry, Wording w) : PageModel
{
    /// <summary>Number of a saved sheet to change; null for a new one.</summary>
    [FromQuery]
    public int? Sheet { get; set; }

    [BindProperty]
    public int Position { get; set; }

    [BindProperty]
    public Guid EntryKey { get; set; }

    /// <summary>Of the sheet as it was opened.</summary>
    [BindProperty]
    public int Revision { get; set; }

    public ShownBatch Shown => scope.Shown;

    /// <summary>Null where there is nothing to type: the batch is full or not open.</summary>
    public PaperSheetForm? Form { get; private set; }

    public PaperProgress Progress { get; private set; } = new(0, 0, null);

    public async Task<IActionResult> OnGetAsync()
    {
        var (batch, cancellationToken) = (Shown.Batch, HttpContext.RequestAborted);
        Progress = await entry.ProgressAsync(batch.Id, cancellationToken);
        ModelState.Clear(); // a number that is none opens the next sheet
        if (batch.State != PaperBatchState.Open)
        {
            return Page();
        }

        if (Sheet is { } number)
        {
            if (await entry.FindAsync(batch.Id, number, cancellationToken) is not { } sheet)
            {
                TempData["Notice"] = w[$"Lembar {number} belum diketik.", $"Sheet {number} has not been typed yet."];
                return LocalRedirect(w.Link(Shown.Path + "/entry"));
            }

            (Position, Revision, Form) = (number, sheet.Revision, PaperSheetForm.Of(Shown.Paper, sheet));
        }
        else if (await entry.FreeAsync(batch, cancellationToken) is [var next, ..])
        {
            (Position, EntryKey, Form) = (next, Guid.NewGuid(), PaperSheetForm.New(Shown.Paper, Progress.LastDay ?? batch.FirstDay));
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form = Shown.Read(Request.Form, ModelState, w, out var sheet);
        if (sheet is null || !ModelState.IsValid)
        {
            return await AgainAsync();
        }

        var result = Sheet is { } number
            ? await entry.ChangeAsync(Shown.Batch.Id, number, Revision, sheet, HttpContext.RequestAborted)
            : await entry.AddAsync(Shown.Batch.Id, Position, EntryKey, sheet, HttpContext.RequestAborted);
        if (result.Outcome != SheetOutcome.Saved)
        {
            return await RefusedAsync(result.Outcome);
        }

        TempData["Notice"] = w[EntryTexts.Saved(Position, result.Position, PaperSheet.TotalOf(sheet.Answers))];
        return LocalRedirect(w.Link(Shown.Path + "/entry"));
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        var result = await entry.ChangeAsync(Shown.Batch.Id, Position, Revision, null, HttpContext.RequestAborted);
        if (result.Outcome != SheetOutcome.Saved)
        {
            Form = Shown.Read(Request.Form, ModelState, w, out _);
            ModelState.Clear(); // what is wrong in it does not matter here
            return await RefusedAsync(result.Outcome);
        }

        TempData["Notice"] = w[$"Lembar {Position} dihapus dari batch. Ketik lagi di bawah ini.", $"Sheet {Position} is taken out of the batch. Type it again below."];
        return LocalRedirect(w.Link(Shown.Path + "/entry"));
    }

    private Task<IActionResult> RefusedAsync(SheetOutcome outcome)
    {
        ModelState.AddModelError("", w[EntryTexts.Refused(outcome, Shown.Batch.DeclaredSheets)]);
        return AgainAsync();
    }

    private async Task<IActionResult> AgainAsync()
    {
        Progress = await entry.ProgressAsync(Shown.Batch.Id, HttpContext.RequestAborted);
        return this.Invalid();
    }
}
