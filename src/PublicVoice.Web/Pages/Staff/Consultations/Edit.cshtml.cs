using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

[Needs(StaffTask.RunConsultations)]
[OfConsultation]
public sealed class EditModel(ConsultationScope scope, ConsultationAdministration administration, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public ConsultationForm Form { get; set; } = new();

    public void OnGet() => (Form, Seen) = (ConsultationForm.Of(Shown.Consultation), Shown.Consultation.Version);

    public async Task<IActionResult> OnPostAsync()
    {
        if (Form.Read(ModelState, w) is not { } plan)
        {
            return this.Invalid();
        }

        var result = await administration.ChangeAsync(Shown.Consultation.Id, Seen, Shown.Unit, plan, HttpContext.RequestAborted);
        if (scope.Refusal(this, result) is { } refusal)
        {
            return refusal;
        }

        TempData["Notice"] = w["Konsultasi tersimpan.", "The consultation is saved."];
        return LocalRedirect(w.Link(Shown.Path));
    }
}
