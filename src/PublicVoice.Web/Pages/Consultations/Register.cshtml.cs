using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Forum;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Consultations;

[OfPublicConsultation]
public sealed class RegisterModel(Registrations registrations, PostLimits limits, TimeProvider clock, Wording w) : PageModel, IConsultationPage
{
    public ConsultationPlace Place { get; set; } = null!;

    [BindProperty(Name = SurveyForm.KeyField)]
    public string? Key { get; set; }

    /// <summary>A field that people do not see.</summary>
    [BindProperty(Name = SurveyForm.TrapField)]
    public string? Trap { get; set; }

    [BindProperty]
    public RegistrationDraft Draft { get; set; } = new();

    [BindProperty]
    public string? Consent { get; set; }

    public void OnGet() => Key = NewKey();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Draft.Tidy();
        if (PostSubmissions.KeyOf(Key) is not { } key || !string.IsNullOrEmpty(Trap))
        {
            Key = NewKey();
            ModelState.Remove(SurveyForm.KeyField);
            ModelState.AddModelError("", w["Formulir ini tidak lengkap dan belum tersimpan. Periksa isinya, lalu kirim lagi.", "This form was incomplete and has not been saved. Check it and send again."]);
            return this.Invalid();
        }

        if (!Place.TakesRegistrations)
        {
            ModelState.AddModelError("", w["Pendaftaran sudah ditutup. Belum ada yang tersimpan.", "Registration is closed. Nothing has been saved."]);
            return this.Invalid();
        }

        foreach (var (field, message) in Draft.Errors(needsPhone: true))
        {
            ModelState.AddModelError($"{nameof(Draft)}.{field}", w[message]);
        }

        if (string.IsNullOrEmpty(Consent))
        {
            ModelState.AddModelError(nameof(Consent), w["Centang persetujuan agar data Anda dapat disimpan.", "Tick the consent so that your data can be kept."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (limits.Take(HttpContext, Limit.Registration) is { } wait)
        {
            ModelState.AddModelError("", w[wait]);
            return Page();
        }

        var result = await registrations.AddAsync(Place.Consultation.Id, Draft, key, ConsultationParticipant.ConsentVersion, cancellationToken);
        if (result.Receipt is { } receipt)
        {
            return Redirect(w.Link($"{ConsultationLinks.Registration(receipt)}?baru"));
        }

        ModelState.AddModelError($"{nameof(Draft)}.{nameof(Draft.Phone)}", w[result.Refusal!]);
        return this.Invalid();
    }

    private string NewKey() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");
}
