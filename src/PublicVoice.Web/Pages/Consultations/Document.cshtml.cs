using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Consultations;

namespace PublicVoice.Web.Pages.Consultations;

/// <summary>The document that goes with the material: always a download, never shown inside the site.</summary>
[OfPublicConsultation]
public sealed class DocumentModel(PublicConsultations consultations) : PageModel, IConsultationPage
{
    public ConsultationPlace Place { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await consultations.DocumentAsync(Place.Consultation, cancellationToken) is { } document
            ? File(document.Content, "application/pdf", $"bahan-konsultasi-{Place.Consultation.Number}.pdf")
            : NotFound();
}
