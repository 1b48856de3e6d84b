using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>What becomes of the agreed points.</summary>
[Needs(StaffTask.ReadConsultations)]
[OfConsultation]
public sealed class FollowUpModel(ConsultationScope scope, FollowUps followUps, ReaderTime times, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    public IReadOnlyList<FollowedItem> Items { get; private set; } = [];

    /// <summary>That staff can set.</summary>
    public IReadOnlyList<FollowUpStatus> Statuses { get; } = [FollowUpStatus.NotStarted, FollowUpStatus.InProgress, FollowUpStatus.Done, FollowUpStatus.NotPossible];

    [BindProperty]
    public int Id { get; set; }

    /// <summary>Of the item that was seen.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FollowUpStatus Status { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    public string Time(DateTime utc) => times.Text(utc, Shown.Settings.TimeZone);

    public async Task OnGetAsync() => Items = await followUps.OfAsync(Shown.Consultation.Id, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new ConsultationChecks(ModelState, w);
        var (note, owner) = (checks.Text("", Note, FollowUpProgress.NoteMaxLength), checks.Line("", Owner, AgreedPoint.OwnerMaxLength));
        checks.Unless(Statuses.Contains(Status), "", w["Pilih keadaan sekarang.", "Choose where it stands."]);
        checks.Unless(note is not null, "", w["Tulis kabar untuk publik.", "Write the news for the public."]);
        checks.Unless(owner is not null, "", w["Tulis penanggung jawab.", "Write who is responsible."]);
        if (!ModelState.IsValid)
        {
            await OnGetAsync();
            return this.Invalid();
        }

        if (!await followUps.AdvanceAsync(Shown.Consultation, Shown.Unit, Id, new NewProgress(Status, note!, owner!, Version), HttpContext.RequestAborted))
        {
            ModelState.AddModelError("", w["Butir ini baru saja diubah orang lain. Kabar Anda belum tersimpan: bandingkan, lalu kirim lagi.", "Somebody else has just changed this point. Yours is not saved: compare and send again."]);
            await OnGetAsync();
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        TempData["Notice"] = w["Kabar tersimpan dan tampil untuk umum.", "The news is saved and public."];
        return LocalRedirect(w.Link($"{Shown.Path}/follow-up") + $"#b{Id}");
    }
}
