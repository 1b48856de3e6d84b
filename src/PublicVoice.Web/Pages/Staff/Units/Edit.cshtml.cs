using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

[Needs(StaffTask.EditUnits)]
public sealed class EditModel(UnitScope scope, UnitAdministration administration, PublicVoiceDbContext database, EffectiveDays days, TimeProvider clock, Wording w) : PageModel
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

    /// <summary>What the unit was when the form was opened.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public EffectForm Effect { get; set; } = new();

    /// <summary>What stands still when it is closed.</summary>
    public LocalText? InUse { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        InUse = unit.Status == UnitStatus.Active ? (await UnitUse.OfAsync(database, unit.Id, clock.GetUtcNow().UtcDateTime, HttpContext.RequestAborted)).InWords(unit.Name) : null;
        await next();
    }

    public async Task OnGetAsync()
    {
        (Effect.From, Seen) = ((await days.OfAsync(Shown, HttpContext.RequestAborted)).Today, UnitState.Of(Shown));
        (Name, Status, HeadTitle, LetterheadName, LetterheadAddress, DocumentNumberPattern, SignerName, SignerNip, SignerTitle, TimeZone) =
            (Shown.Name, Shown.Status, Shown.HeadTitle, Shown.LetterheadName, Shown.LetterheadAddress, Shown.DocumentNumberPattern, Shown.SignerName, Shown.SignerNip, Shown.SignerTitle, Shown.TimeZone);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new UnitChecks(ModelState, w);
        var name = checks.Name(nameof(Name), Name, Unit.NameMaxLength);
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

        var from = await days.ReadAsync(Shown, Effect, ModelState, HttpContext.RequestAborted);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var outcome = await administration.ChangeAsync(Shown.Id, from, Change, HttpContext.RequestAborted);
        if (outcome != UnitChange.Stored)
        {
            checks.Add(outcome, outcome == UnitChange.NameTaken ? nameof(Name) : nameof(Status));
            Seen = outcome == UnitChange.Outdated ? UnitState.Of(Shown) : Seen;
            return this.Invalid();
        }

        TempData["Notice"] = w["Perubahan tersimpan.", "The changes are saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));

        bool Change(Unit unit)
        {
            var isAsSeen = UnitState.Of(unit) == Seen;
            (unit.Name, unit.Status, unit.HeadTitle, unit.LetterheadName, unit.LetterheadAddress, unit.DocumentNumberPattern, unit.SignerName, unit.SignerNip, unit.SignerTitle, unit.TimeZone) =
                (name!, Status, head, letterhead, address, pattern, signer, nip, title, zone);
            return isAsSeen;
        }
    }
}
