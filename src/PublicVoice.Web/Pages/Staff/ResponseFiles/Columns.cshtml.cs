using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>Says what the columns of a file mean. What was guessed, or remembered from the last file, can be changed.</summary>
[Needs(StaffTask.ImportResponses)]
[LargeForm(MaxFields = 1000)]
[ServiceFilter<UploadScope>]
public sealed class ColumnsModel(UploadScope scope, ColumnMeanings meanings, ResponseUploads uploads, ResponseImportRunner runner, Wording w) : PageModel
{
    [BindProperty]
    public string? Sheet { get; set; }

    [BindProperty]
    public string? Batch { get; set; }

    [BindProperty]
    public bool MonthFirst { get; set; }

    public ShownUpload Shown => scope.Shown;

    public ColumnMeanings Meanings => meanings;

    /// <summary>Null where the file is imported already.</summary>
    public ImportColumns? Columns { get; private set; }

    /// <summary>To choose from; one or none where there is no choice.</summary>
    public IReadOnlyList<string> Sheets { get; private set; } = [];

    /// <summary>Why the file could not be read with the columns as they were.</summary>
    public IReadOnlyList<LocalText> Reasons =>
        Shown.Upload.Outcome is { } packed && ResponseUploadOutcome.Unpack(packed) is { IsRefused: true } outcome ? outcome.Reasons : [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shown.Upload.State is not (ResponseUploadState.Received or ResponseUploadState.Checked))
        {
            return LocalRedirect(w.Link(Shown.Path));
        }

        await LoadSheetsAsync();
        Columns = await meanings.SuggestAsync(HttpContext.RequestAborted);
        (Batch, MonthFirst) = (Shown.Upload.Batch, Columns.MonthFirst);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Shown.Upload.Scan is null)
        {
            return LocalRedirect(w.Link(Shown.Path));
        }

        Columns = await meanings.ReadAsync(Request.Form, MonthFirst, HttpContext.RequestAborted);
        foreach (var (field, text) in Columns.Errors)
        {
            ModelState.AddModelError(field, w[text]);
        }

        var batch = ImportText.OneLine(Batch ?? "");
        if (batch.Length > ResponseUpload.BatchMaxLength || ImportText.HasControlCharacters(batch))
        {
            ModelState.AddModelError(nameof(Batch), w[$"Paling banyak {ResponseUpload.BatchMaxLength} karakter", $"At most {ResponseUpload.BatchMaxLength} characters"]);
        }

        if (!ModelState.IsValid)
        {
            await LoadSheetsAsync();
            return this.Invalid();
        }

        if (await uploads.CheckAsync(Shown.Upload.Id, Columns.Mapping(), batch, HttpContext.RequestAborted))
        {
            runner.Wake();
        }

        return LocalRedirect(w.Link(Shown.Path));
    }

    public async Task<IActionResult> OnPostSheetAsync()
    {
        if (Shown.Upload.Scan is null)
        {
            return LocalRedirect(w.Link(Shown.Path));
        }

        await LoadSheetsAsync();
        try
        {
            if (Sheets.FirstOrDefault(sheet => sheet == Sheet) is { } chosen)
            {
                await uploads.ChooseSheetAsync(Shown.Upload, chosen, HttpContext.RequestAborted);
            }

            return LocalRedirect(w.Link(Shown.Path + "/columns"));
        }
        catch (ImportRefusedException refused)
        {
            ModelState.AddModelError(nameof(Sheet), w[refused.Texts[0]]);
            Columns = await meanings.SuggestAsync(HttpContext.RequestAborted);
            return this.Invalid();
        }
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        if (!await uploads.DeleteAsync(Shown.Upload.Id, HttpContext.RequestAborted))
        {
            return LocalRedirect(w.Link(Shown.Path)); // being read or imported meanwhile: that page says so
        }

        TempData["Notice"] = w["Berkas dihapus. Tidak ada yang diimpor.", "The file is deleted. Nothing was imported."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Unit.Code}/import"));
    }

    private async Task LoadSheetsAsync()
    {
        Sheets = await uploads.SheetsAsync(Shown.Upload, HttpContext.RequestAborted);
        Sheet ??= Shown.Upload.Sheet ?? (Sheets.Count > 0 ? Sheets[0] : null);
    }
}
