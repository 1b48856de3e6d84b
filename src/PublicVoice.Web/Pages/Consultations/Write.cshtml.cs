using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Forum;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Consultations;

/// <summary>A question before the consultation, or a word during it.</summary>
[OfPublicConsultation]
public sealed class WriteModel(ConsultationRoom room, Registrations registrations, PostLimits limits, TimeProvider clock, Wording w) : PageModel, IConsultationPage
{
    public ConsultationPlace Place { get; set; } = null!;

    [BindProperty(Name = SurveyForm.KeyField)]
    public string? Key { get; set; }

    /// <summary>A field that people do not see.</summary>
    [BindProperty(Name = SurveyForm.TrapField)]
    public string? Trap { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Code of a registration, where only those who registered may write.</summary>
    [BindProperty]
    public string? Code { get; set; }

    public bool NeedsCode => Place.Consultation.Room == RoomAccess.Registered;

    /// <summary>What looks like personal data in what was typed; shown once before it is sent.</summary>
    public IReadOnlyList<FoundData> Found { get; private set; } = [];

    [BindProperty]
    public string? Warned { get; set; }

    public void OnGet() => Key = NewKey();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        (Text, Name) = (ForumText.Plain(Text), ForumText.OneLine(Name));
        if (PostSubmissions.KeyOf(Key) is not { } key)
        {
            Key = NewKey();
            ModelState.Remove(SurveyForm.KeyField);
            ModelState.AddModelError("", w["Formulir ini tidak lengkap dan belum tersimpan. Kirim lagi.", "This form was incomplete and has not been saved. Send it again."]);
            return this.Invalid();
        }

        if (limits.Take(HttpContext, Limit.RoomMessage) is { } wait)
        {
            ModelState.AddModelError("", w[wait]);
            return Page();
        }

        var registration = string.IsNullOrWhiteSpace(Code) ? null : await registrations.FindAsync(Code, cancellationToken);
        Check(registration);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Found = [.. FoundData.In(Text)];
        if (Found.Count > 0 && string.IsNullOrEmpty(Warned))
        {
            return Page(); // once more, with what was found
        }

        var words = new RoomWords(Text, Name.Length == 0 ? null : ConsultationRoom.Masked(Name, []), registration?.Participant.Group, key, !string.IsNullOrEmpty(Trap));
        if (await room.WriteAsync(Place.Consultation, words, cancellationToken) is { } refusal)
        {
            ModelState.AddModelError("", w[refusal]);
            return this.Invalid();
        }

        return Redirect(w.Link($"{ConsultationLinks.Public(Place.Consultation)}?ditulis") + "#ruang");
    }

    private void Check(FoundRegistration? registration)
    {
        if (Text!.Length is 0 or > RoomMessage.TextMaxLength)
        {
            ModelState.AddModelError(nameof(Text), Text.Length == 0 ? w["Tulis dulu pertanyaan atau pendapat Anda.", "Write your question or opinion first."] : w[PostDraft.TooLong("Tulisan", "The text", Text.Length, RoomMessage.TextMaxLength)]);
        }

        if (Name!.Length > RoomMessage.NameMaxLength)
        {
            ModelState.AddModelError(nameof(Name), w[PostDraft.TooLong("Nama", "The name", Name.Length, RoomMessage.NameMaxLength)]);
        }

        var isWrong = !string.IsNullOrWhiteSpace(Code) && registration?.Consultation.Id != Place.Consultation.Id;
        if (isWrong || (NeedsCode && registration is null))
        {
            ModelState.AddModelError(nameof(Code), isWrong
                ? w["Kode ini bukan kode pendaftaran konsultasi ini. Periksa lagi.", "This is not the code of a registration for this consultation. Check it."]
                : w["Tulis kode pendaftaran Anda.", "Write the code of your registration."]);
        }
    }

    private string NewKey() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");
}
