using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>One sheet after the other, one key for each answer. A sheet that was saved can be opened again by its number.</summary>
[Needs(StaffTask.EnterPaper)]
public sealed class EntryModel(PaperBatchScope scope, PublicVoiceDbContext context, PaperEntry entry, CurrentStaff staff, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "batch")]
    public int BatchId { get; set; }

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

    public ShownBatch Shown { get; private set; } = null!;

    /// <summary>Null where there is nothing to type: the batch is full or not open.</summary>
    public PaperSheetForm? Form { get; private set; }

    /// <summary>Sheets saved so far.</summary>
    public int Saved { get; private set; }

    /// <summary>The sheet that this person saved last; 0 where there is none.</summary>
    public int Last { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, BatchId, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Shown = found;
        await next();
    }

    public async Task<IActionResult> OnGetAsync()
    {
        await CountAsync();
        ModelState.Clear(); // a number that is none opens the next sheet
        if (Shown.Batch.State != PaperBatchState.Open)
        {
            return Page();
        }

        if (Sheet is { } number)
        {
            if (await context.PaperSheets.AsNoTracking().SingleOrDefaultAsync(sheet => sheet.BatchId == BatchId && sheet.Position == number, HttpContext.RequestAborted) is not { } sheet)
            {
                TempData["Notice"] = w[$"Lembar {number} belum diketik.", $"Sheet {number} has not been typed yet."];
                return LocalRedirect(w.Link(Shown.Path + "/entry"));
            }

            (Position, Revision, Form) = (number, sheet.Revision, PaperSheetForm.Of(Shown.Paper, sheet));
            return Page();
        }

        var free = await entry.FreeAsync(Shown.Batch, HttpContext.RequestAborted);
        if (free.Count > 0)
        {
            var day = await Mine().Select(sheet => (DateOnly?)sheet.Day).FirstOrDefaultAsync(HttpContext.RequestAborted);
            (Position, EntryKey, Form) = (free[0], Guid.NewGuid(), PaperSheetForm.New(Shown.Paper, day ?? Shown.Batch.FirstDay));
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var posted = Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        Form = PaperSheetForm.Read(Shown.Paper, posted, out var sheet);
        foreach (var (field, text) in Form.Errors)
        {
            ModelState.AddModelError(field, w[text]);
        }

        if (sheet is null || !ModelState.IsValid)
        {
            return await AgainAsync();
        }

        var result = Sheet is { } number
            ? await entry.ChangeAsync(BatchId, number, Revision, sheet, HttpContext.RequestAborted)
            : await entry.AddAsync(BatchId, Position, EntryKey, sheet, HttpContext.RequestAborted);
        if (result.Outcome != SheetOutcome.Saved)
        {
            return await RefusedAsync(result.Outcome);
        }

        TempData["Notice"] = w[EntryTexts.Saved(Position, result.Position, PaperSheet.TotalOf(sheet.Answers))];
        return LocalRedirect(w.Link(Shown.Path + "/entry"));
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        var result = await entry.ChangeAsync(BatchId, Position, Revision, null, HttpContext.RequestAborted);
        if (result.Outcome != SheetOutcome.Saved)
        {
            Form = PaperSheetForm.Read(Shown.Paper, Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal), out _);
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
        await CountAsync();
        return this.Invalid();
    }

    private async Task CountAsync()
    {
        Saved = await context.PaperSheets.CountAsync(sheet => sheet.BatchId == BatchId, HttpContext.RequestAborted);
        Last = await Mine().Select(sheet => sheet.Position).FirstOrDefaultAsync(HttpContext.RequestAborted);
    }

    private IOrderedQueryable<PaperSheet> Mine() =>
        context.PaperSheets.Where(sheet => sheet.BatchId == BatchId && sheet.EnteredById == staff.Account!.Id).OrderByDescending(sheet => sheet.Id);
}
