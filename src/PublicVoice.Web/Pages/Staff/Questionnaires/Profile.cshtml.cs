using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>What is asked about the person, in bands only.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[OfDraft]
public sealed class ProfileModel(QuestionnaireScope scope, Wording w) : PageModel
{
    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public string? Button { get; set; }

    public void OnGet() => Revision = Draft.Revision;

    public async Task<IActionResult> OnPostAsync()
    {
        var (checks, fields) = (new DraftChecks(ModelState, w), Draft.Content.Profile.ToList());
        var stands = checks.Apply(Button, fields, DraftContent.MaxFields, () => new DraftField { Options = [new DraftFieldOption(), new DraftFieldOption()] });
        return await scope.SaveAsync(
            this, Revision, content => content.Profile = fields, fields.Count > Draft.Content.Profile.Count ? $"/profile/{fields.Count}" : "/profile" + DraftChecks.Anchor(stands));
    }
}
