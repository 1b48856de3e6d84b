using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>The second entry of the sample. What the first person typed is not shown.</summary>
[Needs(StaffTask.EnterPaper)]
public sealed class CheckModel(PaperBatchScope scope, PublicVoiceDbContext context, PaperCheck check, CurrentStaff staff, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "batch")]
    public int BatchId { get; set; }

    [BindProperty]
    public int Position { get; set; }

    public ShownBatch Shown { get; private set; } = null!;

    /// <summary>Null where there is no sheet for this person to type.</summary>
    public PaperSheetForm? Form { get; private set; }

    /// <summary>Numbers of the sheets that this person is to type again.</summary>
    public IReadOnlyList<int> Mine { get; private set; } = [];

    /// <summary>Numbers of the sheets that this person typed first and somebody else has to type again.</summary>
    public IReadOnlyList<int> Others { get; private set; } = [];

    public bool HasDifferences { get; private set; }

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

    public async Task OnGetAsync()
    {
        await LoadAsync();
        if (Mine.Count > 0)
        {
            (Position, Form) = (Mine[0], PaperSheetForm.New(Shown.Paper, Shown.Batch.FirstDay));
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var posted = Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        Form = PaperSheetForm.Read(Shown.Paper, posted, out var sheet);
        foreach (var (field, text) in Form.Errors)
        {
            ModelState.AddModelError(field, w[text]);
        }

        if (sheet is not null && ModelState.IsValid)
        {
            if (await check.EnterAsync(BatchId, Position, sheet, HttpContext.RequestAborted))
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

    private async Task LoadAsync()
    {
        if (Shown.Batch.State != PaperBatchState.Checking)
        {
            return;
        }

        var sample = await context.PaperSheets.AsNoTracking().Where(sheet => sheet.BatchId == BatchId && sheet.Round > 0).OrderBy(sheet => sheet.Position).ToListAsync(HttpContext.RequestAborted);
        var waiting = sample.Where(sheet => sheet.SecondById is null).ToLookup(sheet => sheet.MayBeCheckedBy(staff.Account!.Id), sheet => sheet.Position);
        (Mine, Others) = ([.. waiting[true]], [.. waiting[false]]);
        HasDifferences = sample.Exists(sheet => sheet.SecondById is not null && !sheet.Agrees && sheet.DecidedById is null);
    }
}
