using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A draft as citizens will see it; what is missing where it is not complete.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[OfDraft]
public sealed class DraftPreviewModel(QuestionnaireScope scope, TimeProvider clock) : PageModel
{
    public OpenDraft Draft => scope.Draft;

    public SurveyForm? Form { get; private set; }

    public IReadOnlyList<LocalText> Problems { get; private set; } = [];

    public bool IsSent { get; private set; }

    public void OnGet()
    {
        (var definition, Problems) = Draft.Content.Check(Draft.Code);
        Form = definition is null ? null : SurveyForm.New(new LoadedVersion(0, 0, definition), clock.GetUtcNow());
    }

    /// <summary>Shows the form again, with what a citizen would have to mend.</summary>
    public void OnPost()
    {
        OnGet();
        IsSent = true;
        Form = Form is null ? null : SurveyForm.Read(Form.Version, Form.SubmissionKey, Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal));
    }
}
