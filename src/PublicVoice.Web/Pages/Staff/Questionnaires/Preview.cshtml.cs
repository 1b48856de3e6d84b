using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A published version as citizens see it. Nothing that is filled in is stored.</summary>
[Needs(StaffTask.ReadUnits)]
public sealed class PreviewModel(QuestionnaireScope scope, QuestionnaireUse use, TimeProvider clock) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    /// <summary>The newest where missing.</summary>
    [FromQuery]
    public int? Number { get; set; }

    public SurveyForm Form { get; private set; } = null!;

    public bool IsSent { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var versions = await scope.FindAsync(Code, HttpContext.RequestAborted) is { } owned ? await use.VersionsAsync(owned.Questionnaire.Id, HttpContext.RequestAborted) : [];
        if (versions.FirstOrDefault(version => Number is null || version.Version.Definition.Version == Number) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        Form = SurveyForm.New(new LoadedVersion(0, 0, shown.Version.Definition), clock.GetUtcNow());
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
        Form = SurveyForm.Read(Form.Version, Form.SubmissionKey, Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal));
    }
}
