using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>Imports units or services from a file: first shows exactly what will change, then does exactly that.</summary>
[Needs(StaffTask.EditUnits)]
[LargeForm(MaxBytes = MaxFileBytes + 16384)]
public sealed class ImportModel(UnitImport units, ServiceImport services, CurrentStaff staff, Wording w) : PageModel
{
    public const int MaxFileBytes = 512 * 1024;

    /// <summary>Rows shown of each kind of change.</summary>
    public const int Most = 300;

    private const int MaxKeptLength = PageRequestGuard.MaxBodyBytes;
    private const string ServicesChoice = "services";

    /// <summary>Units or services.</summary>
    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Effect { get; set; }

    [BindProperty]
    public IFormFile? Csv { get; set; }

    /// <summary>The file that was shown, packed, to be stored as it was.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    [BindProperty]
    public string? Seal { get; set; }

    public StructureImportResult? Preview { get; private set; }

    /// <summary>The stored units are not any more what they were when the changes were shown.</summary>
    public bool HasMoved { get; private set; }

    public IReadOnlyList<LocalText> Reasons { get; private set; } = [];

    public bool IsServices => What == ServicesChoice;

    public IEnumerable<SelectListItem> WhatItems => [new(w["Unit", "Units"], "units"), new(w["Layanan", "Services"], ServicesChoice)];

    public void OnGet()
    {
        // Only an empty form.
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        if (Csv is null || Csv.Length is 0 or > MaxFileBytes)
        {
            ModelState.AddModelError(nameof(Csv), w[$"Pilih berkas CSV atau XLSX, paling besar {MaxFileBytes / 1024} KB", $"Choose a CSV or XLSX file of at most {MaxFileBytes / 1024} KB"]);
            return this.Invalid();
        }

        await using var sent = new MemoryStream();
        await Csv.CopyToAsync(sent, HttpContext.RequestAborted);
        return await TellRefusalAsync(async () =>
        {
            var content = TableFile.AsCsv(sent.ToArray());
            Kept = PackedFile.Pack(content);
            if (content.Length > MaxFileBytes || Kept.Length > MaxKeptLength)
            {
                ModelState.AddModelError(nameof(Csv), w["Berkas ini terlalu besar. Bagi menjadi beberapa berkas", "This file is too large. Divide it into several files"]);
                return this.Invalid();
            }

            return await RunAsync(content, null);
        });
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        if (PackedFile.Unpack(Kept, MaxFileBytes) is not { } content)
        {
            ModelState.AddModelError(nameof(Csv), w["Pilih berkasnya sekali lagi", "Choose the file once more"]);
            return this.Invalid();
        }

        return await TellRefusalAsync(() => RunAsync(content, Seal ?? ""));
    }

    private async Task<IActionResult> TellRefusalAsync(Func<Task<IActionResult>> run)
    {
        try
        {
            return await run();
        }
        catch (ImportRefusedException refused)
        {
            Reasons = refused.Texts;
            return this.Invalid();
        }
    }

    /// <param name="seal">What was shown; null to show it.</param>
    private async Task<IActionResult> RunAsync(byte[] content, string? seal)
    {
        var request = new StructureImportRequest { Scopes = staff.Scopes(StaffTask.EditUnits), IsCorrection = Effect == EffectForm.Always, DryRun = seal is null, Seal = seal };
        using var file = CsvFile.Open(new MemoryStream(content));
        Preview = IsServices
            ? await services.RunAsync(file, request, HttpContext.RequestAborted)
            : await units.RunAsync(file, null, request, HttpContext.RequestAborted);
        if (Preview.IsStored || (seal is not null && Preview.Changes.Count == 0)) // the second of two clicks finds nothing left to do
        {
            var (added, changed) = (Preview.Summary.New, Preview.Summary.Changed);
            TempData["Notice"] = Preview.IsStored
                ? w[$"Impor selesai: {added} baru, {changed} diubah.", $"Imported: {added} new, {changed} changed."]
                : w["Semua isi berkas ini sudah tersimpan.", "Everything in this file is stored already."];
            return LocalRedirect(w.Link("/staff/units"));
        }

        HasMoved = seal is not null;
        ModelState.Clear(); // the seal of what is shown now, not of what was sent
        (Seal, Response.StatusCode) = (Preview.Seal, HasMoved ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
        return Page();
    }
}
