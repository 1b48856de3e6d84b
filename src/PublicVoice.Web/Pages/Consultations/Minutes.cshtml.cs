using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Consultations;

/// <summary>The copy of the minutes for the public, which never holds a phone number; the newest revision where none is named.</summary>
[OfPublicConsultation]
public sealed class MinutesModel(PublicConsultations consultations, Wording w) : PageModel, IConsultationPage
{
    public ConsultationPlace Place { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(int? revision, CancellationToken cancellationToken)
    {
        var minutes = (await consultations.MinutesAsync(Place.Consultation, cancellationToken)).Find(row => revision is null || row.Revision == revision);
        return minutes is null
            ? NotFound()
            : File(ConsultationMinutesPdf.Render(MinutesKeeping.Read(minutes), w.Language, MinutesEdition.Public), "application/pdf", $"berita-acara-konsultasi-{Place.Consultation.Number}-{minutes.Revision}.pdf");
    }
}
