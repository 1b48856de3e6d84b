using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>Who registered and who came.</summary>
[Needs(StaffTask.ReadConsultations)]
[OfConsultation]
[LargeForm(MaxBytes = 4 * PageRequestGuard.MaxBodyBytes, MaxFields = (2 * ConsultationParticipant.Most) + 20)]
public sealed class ParticipantsModel(ConsultationScope scope, Attendance attendance, TimeProvider clock, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    public IReadOnlyList<ConsultationParticipant> People { get; private set; } = [];

    /// <summary>Ids that are ticked.</summary>
    [BindProperty]
    public List<int> Came { get; set; } = [];

    /// <summary>Ids that were ticked when the page was opened.</summary>
    [BindProperty]
    public List<int> Was { get; set; } = [];

    [BindProperty]
    public int Id { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public RegistrationDraft Draft { get; set; } = new();

    public Task OnGetAsync()
    {
        Key = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostTickAsync()
    {
        if (!Shown.Consultation.HasMinutes)
        {
            return await RefuseAsync(w["Daftar hadir dapat dicentang setelah konsultasi dimulai.", "Attendance can be ticked once the consultation has begun."]);
        }

        await attendance.TickAsync(Shown.Consultation, Shown.Unit, [.. Came.Except(Was)], [.. Was.Except(Came)], HttpContext.RequestAborted);
        return Done(w["Daftar hadir tersimpan.", "Attendance is saved."]);
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!Shown.Consultation.HasMinutes || PostSubmissions.KeyOf(Key) is not { } key)
        {
            return await RefuseAsync(w["Muat ulang halaman ini, lalu ulangi.", "Reload this page and repeat it."]);
        }

        Draft.Tidy();
        foreach (var (field, message) in Draft.Errors(needsPhone: false))
        {
            ModelState.AddModelError($"{nameof(Draft)}.{field}", w[message]);
        }

        if (ModelState.IsValid && await attendance.AddWalkInAsync(Shown.Consultation, Shown.Unit, Draft, key, HttpContext.RequestAborted) is not null)
        {
            ModelState.AddModelError($"{nameof(Draft)}.{nameof(Draft.Phone)}", w["Nomor ini sudah pada daftar: centang di sana. Atau daftar sudah penuh.", "This number is on the list: tick it there. Or the list is full."]);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync();
            return this.Invalid();
        }

        return Done(w["Tercatat hadir.", "Noted as present."]);
    }

    public async Task<IActionResult> OnPostRemoveAsync() => await attendance.RemoveAsync(Shown.Consultation, Shown.Unit, Id, HttpContext.RequestAborted)
        ? Done(w["Dihapus dari daftar.", "Removed from the list."])
        : NotFound();

    public async Task<IActionResult> OnPostExportAsync() =>
        File(await attendance.ExportAsync(Shown.Consultation, Shown.Unit, HttpContext.RequestAborted), "text/csv; charset=utf-8", $"daftar-hadir-{Shown.Consultation.Id}.csv");

    private LocalRedirectResult Done(string notice)
    {
        TempData["Notice"] = notice;
        return LocalRedirect(w.Link($"{Shown.Path}/participants"));
    }

    private async Task<IActionResult> RefuseAsync(string message)
    {
        ModelState.AddModelError("", message);
        await LoadAsync();
        return this.Invalid();
    }

    private async Task LoadAsync() => People = await attendance.ListAsync(Shown.Consultation.Id, HttpContext.RequestAborted);
}
