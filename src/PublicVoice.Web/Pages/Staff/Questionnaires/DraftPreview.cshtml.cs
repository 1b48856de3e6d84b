using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A draft as citizens will see it; what is missing where it is not complete.</summary>
[Needs(StaffTask.EditQuestionnaires)]
public sealed class DraftPreviewModel(QuestionnaireScope scope, TimeProvider clock) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    public OpenDraft Draft { get; private set; } = null!;

    public SurveyForm? Form { get; private set; }

    public IReadOnlyList<LocalText> Problems { get; private set; } = [];

    public bool IsSent { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindDraftAsync(Code, HttpContext.RequestAborted) is not { } draft)
        {
            context.Result = NotFound();
            return;
        }

        Draft = draft;
        (var definition, Problems) = draft.Content.Check(Code);
        Form = definition is null ? null : SurveyForm.New(new LoadedVersion(0, 0, definition), clock.GetUtcNow());
        await next();
    }

    public void OnGet()
    {
        // All of it is loaded above.
    }

    /// <summary>Shows the form again, with what a citizen would have to mend.</summary>
    public void OnPost()
    {
        IsSent = true;
        Form = Form is null ? null : SurveyForm.Read(Form.Version, Form.SubmissionKey, Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal));
    }
}
