using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

[Needs(StaffTask.ReadConsultations)]
public sealed class IndexModel(ConsultationAdministration administration, CurrentStaff staff) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ConsultationStatus? Status { get; set; }

    /// <summary>Id of the last of the page before.</summary>
    [FromQuery]
    public int? Before { get; set; }

    public IReadOnlyList<ListedConsultation> Found { get; private set; } = [];

    public int? Next { get; private set; }

    public bool MayRun => staff.Has(StaffTask.RunConsultations);

    public async Task OnGetAsync()
    {
        var found = await administration.ListAsync(Status, Before, HttpContext.RequestAborted);
        Found = [.. found.Take(ConsultationAdministration.PageSize)];
        Next = found.Count > ConsultationAdministration.PageSize ? Found[^1].Consultation.Id : null;
    }
}
