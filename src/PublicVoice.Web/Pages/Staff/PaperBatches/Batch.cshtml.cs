using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>Where a batch stands, and what ends each of its stages.</summary>
[Needs(StaffTask.EnterPaper)]
[ServiceFilter<PaperBatchScope>]
public sealed class BatchModel(
    PaperBatchScope scope, PublicVoiceDbContext context, PaperEntry entry, PaperCheck check, PaperPosting posting, LateResponses lateness, Wording w) : PageModel
{
    public ShownBatch Shown => scope.Shown;

    public IReadOnlyList<PaperSheet> Sheets { get; private set; } = [];

    /// <summary>Sheets of months that are published already.</summary>
    public int Late { get; private set; }

    public PaperControl Control => new(Sheets.Count, Sheets.Sum(sheet => sheet.Total));

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostFinishAsync()
    {
        if (await check.FinishAsync(Shown.Batch.Id, HttpContext.RequestAborted))
        {
            return Done("", w["Entri pertama selesai. Sekarang orang lain mengetik ulang contoh lembar.", "The first entry is finished. Now another person types a sample of the sheets again."]);
        }

        return await RefusedAsync(w[
            "Belum cocok dengan yang dinyatakan. Cari lembar yang salah di bawah ini, atau betulkan angka yang dinyatakan.",
            "This does not meet what was declared yet. Look for the wrong sheet below, or correct the declared numbers."]);
    }

    public async Task<IActionResult> OnPostPostAsync()
    {
        var sheets = Shown.Batch.DeclaredSheets;
        return await posting.PostAsync(Shown.Unit, Shown.Batch.Id, HttpContext.RequestAborted)
            ? Done("", w[$"{sheets} lembar dibukukan dan ikut dihitung.", $"{sheets} sheets are posted and count."])
            : await RefusedAsync(w[
                "Batch ini belum dapat dibukukan: keadaannya berubah, atau jumlahnya tidak cocok dengan yang dinyatakan.",
                "This batch cannot be posted: its state has changed, or its numbers do not meet what was declared."]);
    }

    public async Task<IActionResult> OnPostReopenAsync() => await entry.ReopenAsync(Shown.Batch.Id, HttpContext.RequestAborted)
        ? Done("/entry", w["Batch dibuka lagi untuk diketik. Contoh baru akan diambil.", "The batch is open for typing again. A new sample will be drawn."])
        : await RefusedAsync(w["Batch ini tidak dapat dibuka lagi.", "This batch cannot be opened again."]);

    private LocalRedirectResult Done(string page, string notice)
    {
        TempData["Notice"] = notice;
        return LocalRedirect(w.Link(Shown.Path + page));
    }

    private async Task<IActionResult> RefusedAsync(string reason)
    {
        await scope.ReloadAsync(HttpContext.RequestAborted);
        await LoadAsync();
        if (Shown.Batch.State == PaperBatchState.Posted)
        {
            return Done("", w["Batch ini sudah dibukukan.", "This batch is posted already."]); // a second click
        }

        ModelState.AddModelError("", reason);
        return this.Invalid();
    }

    private async Task LoadAsync()
    {
        Sheets = await context.PaperSheets.AsNoTracking().Where(sheet => sheet.BatchId == Shown.Batch.Id).OrderBy(sheet => sheet.Position).ToListAsync(HttpContext.RequestAborted);
        var months = Sheets.GroupBy(sheet => new DateOnly(sheet.Day.Year, sheet.Day.Month, 1)).ToDictionary(month => month.Key, month => month.Count());
        Late = (await lateness.OfAsync(Shown.Unit, months, HttpContext.RequestAborted)).Values.Sum();
    }
}
