using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

[Needs(StaffTask.EditUnits)]
public sealed class EditModel(UnitScope scope, UnitAdministration administration, EffectiveDays days, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public UnitStatus Status { get; set; }

    [BindProperty]
    public string? HeadTitle { get; set; }

    [BindProperty]
    public string? LetterheadName { get; set; }

    [BindProperty]
    public string? LetterheadAddress { get; set; }

    [BindProperty]
    public string? DocumentNumberPattern { get; set; }

    [BindProperty]
    public string? SignerName { get; set; }

    [BindProperty]
    public string? SignerNip { get; set; }

    [BindProperty]
    public string? SignerTitle { get; set; }

    [BindProperty]
    public string? TimeZone { get; set; }

    /// <summary><see cref="State"/> when the form was opened.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public EffectForm Effect { get; set; } = new();

    /// <summary>Tells whether somebody else has changed the unit since the form was opened.</summary>
    public string State => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[]
    {
        Shown.Name, Shown.Status, Shown.HeadTitle, Shown.LetterheadName, Shown.LetterheadAddress, Shown.DocumentNumberPattern, Shown.SignerName, Shown.SignerNip, Shown.SignerTitle, Shown.TimeZone,
    })));

    public IEnumerable<SelectListItem> StatusItems =>
    [
        new(w["aktif", "active"], nameof(UnitStatus.Active)), new(w["ditutup", "closed"], nameof(UnitStatus.Closed)), new(w["diarsipkan", "archived"], nameof(UnitStatus.Archived)),
    ];

    public IEnumerable<SelectListItem> ZoneItems => [new(w["seperti pengaturan server", "as the server is set"], ""), new("WIB (Asia/Jakarta)", "Asia/Jakarta"), new("WITA (Asia/Makassar)", "Asia/Makassar"), new("WIT (Asia/Jayapura)", "Asia/Jayapura")];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        await next();
    }

    public async Task OnGetAsync()
    {
        Effect.From = (await days.OfAsync(Shown, HttpContext.RequestAborted)).Today;
        (Name, Status, HeadTitle, LetterheadName, LetterheadAddress, DocumentNumberPattern, SignerName, SignerNip, SignerTitle, TimeZone) =
            (Shown.Name, Shown.Status, Shown.HeadTitle, Shown.LetterheadName, Shown.LetterheadAddress, Shown.DocumentNumberPattern, Shown.SignerName, Shown.SignerNip, Shown.SignerTitle, Shown.TimeZone);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new UnitChecks(ModelState, w);
        var name = checks.Name(nameof(Name), Name, Unit.NameMaxLength);
        if (name is not null && await administration.IsNameTakenAsync(Shown.ParentId, Shown.Type, name, Shown.Id, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Name), w["Nama ini sudah dipakai unit sejenis di tempat yang sama", "Another unit of this type has this name at the same place"]);
        }

        var (head, letterhead, signer, title) = (
            checks.Line(nameof(HeadTitle), HeadTitle), checks.Line(nameof(LetterheadName), LetterheadName), checks.Line(nameof(SignerName), SignerName), checks.Line(nameof(SignerTitle), SignerTitle));
        var address = checks.Lines(nameof(LetterheadAddress), LetterheadAddress);
        var pattern = checks.NumberPattern(nameof(DocumentNumberPattern), DocumentNumberPattern);
        var nip = checks.Nip(nameof(SignerNip), SignerNip);
        if (!Enum.IsDefined(Status))
        {
            ModelState.AddModelError(nameof(Status), w["Pilih satu keadaan", "Choose a state"]);
        }

        var zone = Shown.ParentId is null ? checks.Line(nameof(TimeZone), TimeZone) : null;
        if (zone is not null && !GovernmentTime.IsKnown(zone))
        {
            ModelState.AddModelError(nameof(TimeZone), w["Pilih satu zona waktu", "Choose a time zone"]);
        }

        if (Seen != State)
        {
            ModelState.AddModelError("", w[
                $"Unit ini baru saja diubah orang lain dan isian Anda belum tersimpan. Bandingkan dahulu dengan keadaan sekarang (buka {Shown.Name} di tab lain), lalu simpan lagi bila isian Anda yang benar.",
                $"Somebody else has just changed this unit and yours is not saved yet. Compare with how it is now (open {Shown.Name} in another tab), then save again if yours is right."]);
        }

        var from = await days.ReadAsync(Shown, Effect, ModelState, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await administration.ChangeAsync(
            Shown.Id,
            from,
            unit => (unit.Name, unit.Status, unit.HeadTitle, unit.LetterheadName, unit.LetterheadAddress, unit.DocumentNumberPattern, unit.SignerName, unit.SignerNip, unit.SignerTitle, unit.TimeZone) =
                (name!, Status, head, letterhead, address, pattern, signer, nip, title, zone),
            HttpContext.RequestAborted);
        TempData["Notice"] = w["Perubahan tersimpan.", "The changes are saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));
    }
}
