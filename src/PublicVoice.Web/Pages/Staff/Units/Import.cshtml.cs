using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>Imports units or services from CSV: first shows exactly what will change, then does exactly that.</summary>
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

    /// <summary>The file that was shown, compressed, to be stored as it was.</summary>
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

    public IEnumerable<SelectListItem> EffectItems =>
        [new(w["berlaku sejak hari ini", "hold from today on"], "from"), new(w["koreksi: seolah sejak dulu begitu", "are a correction: as if always so"], EffectForm.Always)];

    public void OnGet()
    {
        // Only an empty form.
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        if (Csv is null || Csv.Length is 0 or > MaxFileBytes)
        {
            ModelState.AddModelError(nameof(Csv), w[$"Pilih berkas CSV, paling besar {MaxFileBytes / 1024} KB", $"Choose a CSV file of at most {MaxFileBytes / 1024} KB"]);
            return this.Invalid();
        }

        await using var content = new MemoryStream();
        await Csv.CopyToAsync(content, HttpContext.RequestAborted);
        Kept = Compress(content.ToArray());
        if (Kept.Length > MaxKeptLength)
        {
            ModelState.AddModelError(nameof(Csv), w["Berkas ini terlalu besar. Bagi menjadi beberapa berkas", "This file is too large. Divide it into several files"]);
            return this.Invalid();
        }

        return await RunAsync(content.ToArray(), null);
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        if (Expand(Kept) is not { } content)
        {
            ModelState.AddModelError(nameof(Csv), w["Pilih berkasnya sekali lagi", "Choose the file once more"]);
            return this.Invalid();
        }

        return await RunAsync(content, Seal ?? "");
    }

    /// <param name="seal">What was shown; null to show it.</param>
    private async Task<IActionResult> RunAsync(byte[] content, string? seal)
    {
        var request = new StructureImportRequest { Scopes = staff.Scopes(StaffTask.EditUnits), IsCorrection = Effect == EffectForm.Always, DryRun = seal is null, Seal = seal };
        try
        {
            using var file = CsvFile.Open(new MemoryStream(content));
            Preview = IsServices
                ? await services.RunAsync(file, request, HttpContext.RequestAborted)
                : await units.RunAsync(file, null, request, HttpContext.RequestAborted);
        }
        catch (ImportRefusedException refused)
        {
            Reasons = refused.Texts;
            return this.Invalid();
        }

        if (Preview.IsStored)
        {
            var (added, changed) = (Preview.Summary.New, Preview.Summary.Changed);
            TempData["Notice"] = w[$"Impor selesai: {added} baru, {changed} diubah.", $"Imported: {added} new, {changed} changed."];
            return LocalRedirect(w.Link("/staff/units"));
        }

        HasMoved = seal is not null;
        ModelState.Clear(); // the seal of what is shown now, not of what was sent
        (Seal, Response.StatusCode) = (Preview.Seal, HasMoved ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
        return Page();
    }

    private static string Compress(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <returns>Null for what was not made here, or expands to more than a file may hold.</returns>
    private static byte[]? Expand(string? kept)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(kept ?? "")), CompressionMode.Decompress);
            var content = new byte[MaxFileBytes + 1];
            var length = brotli.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length is 0 or > MaxFileBytes ? null : content[..length];
        }
        catch (Exception damaged) when (damaged is FormatException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
