using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>Says what the columns of a file mean. What was guessed, or remembered from the last file, can be changed.</summary>
[Needs(StaffTask.ImportResponses)]
[LargeForm(MaxFields = 1000)]
public sealed class ColumnsModel(
    UploadScope scope, ResponseUploads uploads, UnitDirectory directory, QuestionnaireVersions versions, ResponseImportRunner runner, Wording w) : PageModel
{
    public const int BatchMaxLength = 60;

    private List<Service> services = [];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "upload")]
    public int UploadId { get; set; }

    [BindProperty]
    public string? Sheet { get; set; }

    [BindProperty]
    public string? Batch { get; set; }

    [BindProperty]
    public bool MonthFirst { get; set; }

    public ShownUpload Shown { get; private set; } = null!;
    public LoadedVersion Version { get; private set; } = null!;

    /// <summary>Null where the file is imported already.</summary>
    public ImportColumns? Columns { get; private set; }

    /// <summary>To choose from; one or none where there is no choice.</summary>
    public IReadOnlyList<string> Sheets { get; private set; } = [];

    /// <summary>Why the file could not be read with the columns as they were.</summary>
    public IReadOnlyList<LocalText> Reasons { get; private set; } = [];

    public bool IsRemembered { get; private set; }

    public ColumnChoices Choices => new(Version.Definition, w);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, UploadId, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Shown = found;
        services = await directory.ServicesAsync(found.Unit.Id, HttpContext.RequestAborted);
        Version = await versions.CurrentAsync(await directory.SettingsAsync(found.Unit, HttpContext.RequestAborted), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shown.Upload.State is not (ResponseUploadState.Received or ResponseUploadState.Checked))
        {
            return LocalRedirect(w.Link(Shown.Path));
        }

        var remembered = ResponseUploads.MappingOf(Shown.Upload) is { } own ? own : await uploads.RememberedAsync(Shown.Upload, HttpContext.RequestAborted);
        IsRemembered = remembered is not null && Shown.Upload.Mapping is null;
        await LoadAsync();
        Columns = ImportColumns.Suggest(ResponseUploads.ScanOf(Shown.Upload), Version.Definition, services, remembered);
        (Batch, MonthFirst) = (Shown.Upload.Batch, Columns.MonthFirst);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Shown.Upload.Scan is null)
        {
            return LocalRedirect(w.Link(Shown.Path));
        }

        Columns = ImportColumns.Read(ResponseUploads.ScanOf(Shown.Upload), Version.Definition, name => Request.Form[name], MonthFirst);
        foreach (var (field, text) in Columns.Errors)
        {
            ModelState.AddModelError(field, w[text]);
        }

        var batch = ImportText.OneLine(Batch ?? "");
        if (batch.Length > BatchMaxLength || ImportText.HasControlCharacters(batch))
        {
            ModelState.AddModelError(nameof(Batch), w[$"Paling banyak {BatchMaxLength} karakter", $"At most {BatchMaxLength} characters"]);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync();
            return this.Invalid();
        }

        if (await uploads.CheckAsync(UploadId, Columns.Mapping(), batch, HttpContext.RequestAborted))
        {
            runner.Wake();
        }

        return LocalRedirect(w.Link(Shown.Path));
    }

    public async Task<IActionResult> OnPostSheetAsync()
    {
        await LoadAsync();
        if (Shown.Upload.Scan is null || Sheets.FirstOrDefault(sheet => sheet == Sheet) is not { } chosen)
        {
            return LocalRedirect(w.Link(Shown.Path + "/columns"));
        }

        try
        {
            await uploads.ChooseSheetAsync(Shown.Upload, chosen, HttpContext.RequestAborted);
            return LocalRedirect(w.Link(Shown.Path + "/columns"));
        }
        catch (ImportRefusedException refused)
        {
            ModelState.AddModelError(nameof(Sheet), w[refused.Texts[0]]);
            Columns = ImportColumns.Suggest(ResponseUploads.ScanOf(Shown.Upload), Version.Definition, services, null);
            return this.Invalid();
        }
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        await uploads.DeleteAsync(UploadId, HttpContext.RequestAborted);
        TempData["Notice"] = w["Berkas dihapus. Tidak ada yang diimpor.", "The file is deleted. Nothing was imported."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Unit.Code}/import"));
    }

    private async Task LoadAsync()
    {
        Sheets = await uploads.SheetsAsync(Shown.Upload, HttpContext.RequestAborted);
        Sheet ??= Shown.Upload.Sheet ?? (Sheets.Count > 0 ? Sheets[0] : null);
        Reasons = Shown.Upload.Outcome is { } packed && ResponseUploadOutcome.Unpack(packed) is { IsRefused: true } outcome ? outcome.Reasons : [];
    }
}
