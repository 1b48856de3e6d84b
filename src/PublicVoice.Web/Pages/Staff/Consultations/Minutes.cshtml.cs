using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>The minutes: their points, signers and words, a preview, and publishing them.</summary>
[Needs(StaffTask.ReadConsultations)]
[OfConsultation]
public sealed class MinutesModel(ConsultationScope scope, MinutesKeeping keeping, ReaderTime times, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    public MinutesDraft Draft { get; private set; } = null!;

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? Summary { get; set; }

    [BindProperty]
    public string? UnitCommitment { get; set; }

    [BindProperty]
    public string? PublicCommitment { get; set; }

    [BindProperty]
    public string? SignedAt { get; set; }

    [BindProperty]
    public string? SignedOn { get; set; }

    [BindProperty]
    public string? Correction { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public string Time(DateTime utc) => times.Text(utc, Shown.Settings.TimeZone);

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Fill();
    }

    public async Task<IActionResult> OnGetPreviewAsync()
    {
        await LoadAsync();
        return File(ConsultationMinutesPdf.Render(Draft.Facts, w.Language, MinutesEdition.Public), "application/pdf", $"pratinjau-berita-acara-{Shown.Consultation.Id}.pdf");
    }

    public async Task<IActionResult> OnPostTextsAsync()
    {
        var checks = new ConsultationChecks(ModelState, w);
        var summary = checks.Text(nameof(Summary), Summary, Consultation.SummaryMaxLength);
        var unit = checks.Line(nameof(UnitCommitment), UnitCommitment, Consultation.CommitmentMaxLength, needed: true);
        var people = checks.Line(nameof(PublicCommitment), PublicCommitment, Consultation.CommitmentMaxLength, needed: true);
        var signedAt = checks.Line(nameof(SignedAt), SignedAt, Consultation.SignedAtMaxLength, needed: true);
        var signedOn = checks.Day(nameof(SignedOn), SignedOn);
        return await DoAsync(
            () => keeping.WriteAsync(Shown.Consultation, Shown.Unit, Seen, new MinutesTexts(summary, unit!, people!, signedAt!, signedOn!.Value), HttpContext.RequestAborted),
            w["Isi berita acara tersimpan.", "The text of the minutes is saved."]);
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        await LoadAsync();
        var correction = Draft.Published.Count == 0 ? null : new ConsultationChecks(ModelState, w).Line(nameof(Correction), Correction, PublishedMinutes.CorrectionMaxLength, needed: true);
        foreach (var missing in Draft.Missing)
        {
            ModelState.AddModelError("", w[missing]);
        }

        if (!ModelState.IsValid)
        {
            Fill();
        }

        return await DoAsync(
            () => keeping.PublishAsync(Shown.Consultation, Shown.Unit, Seen, correction, HttpContext.RequestAborted), w["Berita acara terbit.", "The minutes are published."]);
    }

    /// <summary>By POST, since it leaves an entry.</summary>
    public async Task<IActionResult> OnPostFullAsync()
    {
        await LoadAsync();
        if (Draft.Published.FirstOrDefault(row => row.Revision == Revision) is not { } minutes)
        {
            return NotFound();
        }

        await keeping.NoteFullCopyAsync(Shown.Consultation, Shown.Unit, minutes.Revision, HttpContext.RequestAborted);
        return File(
            ConsultationMinutesPdf.Render(MinutesKeeping.Read(minutes), w.Language, MinutesEdition.Full), "application/pdf", $"berita-acara-lengkap-{Shown.Consultation.Id}-{minutes.Revision}.pdf");
    }

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
        return LocalRedirect(w.Link($"{Shown.Path}/minutes"));
    }

    private async Task LoadAsync() => Draft = await keeping.DraftAsync(Shown.Consultation, Shown.Unit, HttpContext.RequestAborted);

    private void Fill()
    {
        var held = Shown.Consultation;
        Seen = held.Version;
        (Summary, SignedAt, SignedOn) = (held.Summary, held.SignedAt, ConsultationForm.Iso(held.SignedOn ?? held.LastDay));
        UnitCommitment = held.UnitCommitment ?? $"{Shown.Settings.SignerTitle ?? "Pimpinan unit"} berkomitmen melaksanakan rekomendasi di atas sampai batas waktu yang disepakati dan melaporkan perkembangannya kepada masyarakat.";
        PublicCommitment = held.PublicCommitment ?? "Masyarakat berkomitmen mendukung, mengawasi, dan memberi masukan atas pelaksanaan rekomendasi tersebut.";
    }
}
