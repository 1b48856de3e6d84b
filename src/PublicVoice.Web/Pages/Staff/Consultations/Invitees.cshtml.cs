using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>Who is asked to come, by the five groups.</summary>
[Needs(StaffTask.RunConsultations)]
[OfConsultation]
[LargeForm(MaxBytes = 4 * PageRequestGuard.MaxBodyBytes)]
public sealed class InviteesModel(ConsultationScope scope, ConsultationAdministration administration, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Lines of names, in the order of the groups.</summary>
    [BindProperty]
    public List<string?> Names { get; set; } = [];

    public async Task OnGetAsync()
    {
        var invitees = (await administration.InviteesAsync(Shown.Consultation.Id, HttpContext.RequestAborted)).ToLookup(row => row.Group, row => row.Name);
        Names = [.. ConsultationWords.Groups.Select(group => string.Join('\n', invitees[group]))];
        Seen = Shown.Consultation.Version;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Names = [.. ConsultationWords.Groups.Select((_, at) => Names.ElementAtOrDefault(at))];
        var invited = new List<(ParticipantGroup, string)>();
        foreach (var (at, group) in ConsultationWords.Groups.Index())
        {
            var lines = ForumText.Plain(Names[at]).Split('\n').Select(ForumText.OneLine).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            if (lines.Exists(line => line.Length > ConsultationInvitee.NameMaxLength))
            {
                ModelState.AddModelError($"Names[{at}]", w[$"Setiap baris paling banyak {ConsultationInvitee.NameMaxLength} karakter", $"Each line may have {ConsultationInvitee.NameMaxLength} characters at most"]);
            }

            invited.AddRange(lines.Select(line => (group, line)));
        }

        if (invited.Count > ConsultationInvitee.Most)
        {
            ModelState.AddModelError("", w[$"Paling banyak {ConsultationInvitee.Most} undangan", $"At most {ConsultationInvitee.Most} invitees"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var result = await administration.InviteAsync(Shown.Consultation.Id, Seen, Shown.Unit, invited, HttpContext.RequestAborted);
        if (scope.Refusal(this, result) is { } refusal)
        {
            return refusal;
        }

        TempData["Notice"] = w["Undangan tersimpan.", "The invitees are saved."];
        return LocalRedirect(w.Link($"{Shown.Path}/invitees"));
    }
}
