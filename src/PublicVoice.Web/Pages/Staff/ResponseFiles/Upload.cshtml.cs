using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Csv;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>What would happen, what is happening, and what happened with a file.</summary>
[Needs(StaffTask.ImportResponses)]
[ServiceFilter<UploadScope>]
public sealed class UploadModel(UploadScope scope, ResponseUploads uploads, ResponseImportRunner runner, ReaderTime times, Wording w) : PageModel
{
    public const int ShownReasons = 100;
    public const int SecondsBetweenLooks = 2;

    [BindProperty]
    public bool SkipInvalid { get; set; }

    [BindProperty]
    public bool Again { get; set; }

    public ShownUpload Shown => scope.Shown;

    /// <summary>Null unless the file was checked.</summary>
    public ResponseUploadOutcome? Outcome { get; private set; }

    /// <summary>When the very same file was imported before; null where it was not, or brings nothing new anyway.</summary>
    public string? ImportedBefore { get; private set; }

    /// <summary>Of the work in hundred parts; null where another server does it.</summary>
    public int? Progress { get; private set; }

    public bool IsWorking => Shown.Upload.State is ResponseUploadState.Checking or ResponseUploadState.Importing;

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (Shown.Upload.State == ResponseUploadState.Received)
        {
            return LocalRedirect(w.Link(Shown.Path + "/columns"));
        }

        if (IsWorking && runner.RowsRead(Shown.Upload.Id) is > 0 and var read)
        {
            Progress = Math.Min(99, read * 50 / Math.Max(1, ResponseUploads.ScanOf(Shown.Upload).Rows)); // each row is read twice
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Outcome is null)
        {
            return LocalRedirect(w.Link(Shown.Path)); // a second click, or the back button
        }

        if (Outcome.Bad > 0 && !SkipInvalid)
        {
            ModelState.AddModelError(nameof(SkipInvalid), w["Setujui bahwa baris yang salah dilewati, atau betulkan berkasnya", "Agree that the wrong rows are left out, or correct the file"]);
        }

        if (ImportedBefore is not null && !Again)
        {
            ModelState.AddModelError(nameof(Again), w["Berkas ini sudah pernah diimpor; setujui bila memang harus dihitung lagi", "This file was imported before; agree where it shall count again"]);
        }

        if (Outcome.New == 0)
        {
            ModelState.AddModelError("", w["Tidak ada baris baru untuk diimpor.", "There is no new row to import."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (await uploads.ImportAsync(Shown.Upload.Id, SkipInvalid, HttpContext.RequestAborted))
        {
            runner.Wake();
        }

        return LocalRedirect(w.Link(Shown.Path));
    }

    /// <summary>Every wrong row with its reasons, as far as they are kept.</summary>
    public async Task<IActionResult> OnGetReasonsAsync()
    {
        await LoadAsync();
        if (Outcome is null)
        {
            return NotFound();
        }

        using var stream = new MemoryStream();
        using (var csv = SafeCsv.Open(stream))
        {
            csv.Row(w["alasan", "reason"]);
            foreach (var reason in Outcome.Reasons)
            {
                csv.Row(w[reason]);
            }
        }

        return File(stream.ToArray(), "text/csv; charset=utf-8", $"baris-salah-{Shown.Unit.Code}-{Shown.Upload.Id}.csv");
    }

    private async Task LoadAsync()
    {
        if (Shown.Upload.State == ResponseUploadState.Checked)
        {
            Outcome = ResponseUploadOutcome.Unpack(Shown.Upload.Outcome!);
            if (Outcome.New > 0 && await uploads.ImportedBeforeAsync(Shown.Upload, HttpContext.RequestAborted) is { } before)
            {
                ImportedBefore = times.Text(before, await times.ZoneAsync(HttpContext.RequestAborted));
            }
        }
    }
}
