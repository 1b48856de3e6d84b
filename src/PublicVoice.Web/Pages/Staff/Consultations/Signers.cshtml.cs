using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>Who signs the minutes.</summary>
[Needs(StaffTask.RunConsultations)]
[OfConsultation]
public sealed class SignersModel(ConsultationScope scope, MinutesKeeping keeping, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    public MinutesDraft Draft { get; private set; } = null!;

    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Id of somebody who came.</summary>
    [BindProperty]
    public int? Person { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Position { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Sex { get; set; }

    [BindProperty]
    public int Id { get; set; }

    public async Task OnGetAsync()
    {
        Seen = Shown.Consultation.Version;
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        await LoadAsync();
        var person = Draft.Attended.FirstOrDefault(row => row.Id == Person);
        var checks = new ConsultationChecks(ModelState, w);
        checks.Unless(Person is null || person is not null, nameof(Person), w["Pilih dari daftar hadir", "Choose from the list of attendance"]);
        var name = person?.Name ?? checks.Line(nameof(Name), Name, ConsultationParticipant.NameMaxLength, needed: true);
        var position = checks.Line(nameof(Position), Position, ConsultationSigner.PositionMaxLength) ?? person?.Organisation;
        var phone = checks.Line(nameof(Phone), Phone, ConsultationParticipant.PhoneMaxLength);
        checks.Unless(phone is null || PhoneNumber.Digits(phone) is not null, nameof(Phone), w["Tulis nomor telepon, misalnya 0812-3456-7890", "Write a phone number such as 0812-3456-7890"]);
        checks.Unless(position is not null, nameof(Position), w["Isi jabatan atau organisasi", "Enter a position or organisation"]);
        checks.Unless(Draft.Signers.Count < ConsultationSigner.Most, nameof(Name), w[$"Paling banyak {ConsultationSigner.Most} penanda tangan", $"At most {ConsultationSigner.Most} signers"]);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var signer = new ConsultationSigner
        {
            ConsultationId = Shown.Consultation.Id,
            Name = name!,
            Position = position!,
            Phone = phone ?? person?.Phone,
            Sex = Sex is "L" or "P" ? Sex : person?.Sex,
        };
        return Done(await keeping.AddSignerAsync(Shown.Consultation, Shown.Unit, Seen, signer, HttpContext.RequestAborted), w["Penanda tangan ditambahkan.", "The signer is added."]);
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        await LoadAsync();
        return Done(await keeping.RemoveSignerAsync(Shown.Consultation, Shown.Unit, Seen, Id, HttpContext.RequestAborted), w["Penanda tangan dihapus.", "The signer is removed."]);
    }

    private IActionResult Done(ConsultationChange result, string notice)
    {
        if (scope.Refusal(this, result) is { } refusal)
        {
            return refusal;
        }

        TempData["Notice"] = notice;
        return LocalRedirect(w.Link($"{Shown.Path}/signers"));
    }

    private async Task LoadAsync() => Draft = await keeping.DraftAsync(Shown.Consultation, Shown.Unit, HttpContext.RequestAborted);
}
