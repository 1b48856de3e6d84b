using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>One consultation: where it stands, its material, and the next step.</summary>
[Needs(StaffTask.ReadConsultations)]
[OfConsultation]
[LargeForm(MaxBytes = ConsultationDocument.MaxBytes + PageRequestGuard.MaxBodyBytes)]
public sealed class ConsultationModel(ConsultationScope scope, ConsultationAdministration administration, PublicConsultations consultations, Attendance attendance, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public string? DocumentName { get; private set; }

    public int Registered { get; private set; }

    public int Attended { get; private set; }

    private int Id => Shown.Consultation.Id;

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnGetDocumentAsync() => await consultations.DocumentAsync(Shown.Consultation, HttpContext.RequestAborted) is { } document
        ? File(document.Content, "application/pdf", $"bahan-konsultasi-{Id}.pdf")
        : NotFound();

    public Task<IActionResult> OnPostAnnounceAsync() => DoAsync(
        () => administration.AnnounceAsync(Id, Seen, Shown.Unit, HttpContext.RequestAborted), w["Konsultasi diumumkan.", "The consultation is announced."]);

    public Task<IActionResult> OnPostBeginAsync()
    {
        if (Shown.Today < Shown.Consultation.FirstDay)
        {
            ModelState.AddModelError("", w["Konsultasi belum dapat dimulai sebelum hari pertamanya.", "A consultation cannot begin before its first day."]);
        }

        return DoAsync(() => administration.BeginAsync(Id, Seen, Shown.Unit, HttpContext.RequestAborted), w["Konsultasi dimulai.", "The consultation has begun."]);
    }

    public Task<IActionResult> OnPostCancelAsync()
    {
        var reason = new ConsultationChecks(ModelState, w).Text(nameof(Reason), Reason, Consultation.ReasonMaxLength, needed: true);
        return DoAsync(() => administration.CancelAsync(Id, Seen, Shown.Unit, reason!, HttpContext.RequestAborted), w["Konsultasi dibatalkan.", "The consultation is cancelled."]);
    }

    public async Task<IActionResult> OnPostUploadAsync()
    {
        using var content = new MemoryStream();
        if (Upload is { Length: > 0 and <= ConsultationDocument.MaxBytes })
        {
            await Upload.CopyToAsync(content, HttpContext.RequestAborted);
        }

        var bytes = content.ToArray();
        if (!ConsultationDocument.IsPdf(bytes))
        {
            ModelState.AddModelError(nameof(Upload), w[$"Pilih berkas PDF, paling besar {ConsultationDocument.MaxBytes >> 20} MB", $"Choose a PDF file of at most {ConsultationDocument.MaxBytes >> 20} MB"]);
        }

        return await DoAsync(
            () => administration.SetDocumentAsync(Id, Seen, Shown.Unit, new ConsultationDocument { ConsultationId = Id, Name = NameOf(Upload!.FileName), Content = bytes }, HttpContext.RequestAborted),
            w["Berkas tersimpan.", "The file is saved."]);
    }

    public Task<IActionResult> OnPostRemoveDocumentAsync() =>
        DoAsync(() => administration.SetDocumentAsync(Id, Seen, Shown.Unit, null, HttpContext.RequestAborted), w["Berkas dihapus.", "The file is removed."]);

    private async Task<IActionResult> DoAsync(Func<Task<ConsultationChange>> change, string notice)
    {
        if (!ModelState.IsValid)
        {
            await LoadAsync();
            return this.Invalid();
        }

        if (scope.Refusal(this, await change()) is { } refusal)
        {
            await LoadAsync();
            return refusal;
        }

        TempData["Notice"] = notice;
        return LocalRedirect(w.Link(Shown.Path));
    }

    private async Task LoadAsync()
    {
        DocumentName = await consultations.DocumentNameAsync(Shown.Consultation, HttpContext.RequestAborted);
        var people = await attendance.ListAsync(Id, HttpContext.RequestAborted);
        (Registered, Attended) = (people.Count, people.Count(person => person.Attended));
    }

    /// <summary>The last part of what the browser calls the file, on one line and short: it is only shown.</summary>
    private static string NameOf(string fileName)
    {
        var name = ForumText.OneLine(Path.GetFileName(fileName.Replace('\\', '/')));
        return name.Length switch { 0 => "bahan.pdf", > ConsultationDocument.NameMaxLength => name[..ConsultationDocument.NameMaxLength], _ => name };
    }
}
