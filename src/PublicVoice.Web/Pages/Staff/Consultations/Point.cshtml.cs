using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>A problem with its recommendation; "new" for one that is to be added.</summary>
[Needs(StaffTask.RunConsultations)]
[OfConsultation]
public sealed class PointModel(ConsultationScope scope, MinutesKeeping keeping, Wording w) : PageModel
{
    private const string NewPoint = "new";

    public ShownConsultation Shown => scope.Shown;

    [FromRoute(Name = "point")]
    public string PointId { get; set; } = "";

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? Problem { get; set; }

    [BindProperty]
    public string? Recommendation { get; set; }

    [BindProperty]
    public string? DueOn { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    /// <summary>Null for a new one.</summary>
    public AgreedPoint? Stored { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
        {
            return NotFound();
        }

        (Seen, Problem, Recommendation, DueOn, Owner) = (Shown.Consultation.Version, Stored?.Problem, Stored?.Recommendation, Stored is null ? null : ConsultationForm.Iso(Stored.DueOn), Stored?.Owner);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
        {
            return NotFound();
        }

        var checks = new ConsultationChecks(ModelState, w);
        var problem = checks.Text(nameof(Problem), Problem, AgreedPoint.TextMaxLength, needed: true);
        var recommendation = checks.Text(nameof(Recommendation), Recommendation, AgreedPoint.TextMaxLength, needed: true);
        var dueOn = checks.Day(nameof(DueOn), DueOn);
        var owner = checks.Line(nameof(Owner), Owner, AgreedPoint.OwnerMaxLength, needed: true);
        checks.Unless(dueOn is null || dueOn >= Shown.Consultation.FirstDay, nameof(DueOn), w["Batas waktu tidak dapat sebelum konsultasi", "The time limit cannot lie before the consultation"]);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var texts = new AgreedPointTexts(problem!, recommendation!, dueOn!.Value, owner!);
        return Done(await keeping.WriteAsync(Shown.Consultation, Shown.Unit, Seen, Stored?.Id, texts, HttpContext.RequestAborted), w["Butir tersimpan.", "The point is saved."]);
    }

    public async Task<IActionResult> OnPostRemoveAsync() => !await FindAsync() || Stored is null
        ? NotFound()
        : Done(await keeping.RemovePointAsync(Shown.Consultation, Shown.Unit, Seen, Stored.Id, HttpContext.RequestAborted), w["Butir dihapus.", "The point is removed."]);

    /// <returns>False where the address names no point.</returns>
    private async Task<bool> FindAsync()
    {
        Stored = int.TryParse(PointId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await keeping.PointAsync(Shown.Consultation, id, HttpContext.RequestAborted) : null;
        return Stored is not null || PointId == NewPoint;
    }

    private IActionResult Done(ConsultationChange result, string notice)
    {
        if (scope.Refusal(this, result) is { } refusal)
        {
            return refusal;
        }

        TempData["Notice"] = notice;
        return LocalRedirect(w.Link($"{Shown.Path}/minutes"));
    }
}
