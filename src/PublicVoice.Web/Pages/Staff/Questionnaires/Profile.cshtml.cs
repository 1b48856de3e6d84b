using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>What is asked about the person, in bands only.</summary>
[Needs(StaffTask.EditQuestionnaires)]
public sealed class ProfileModel(QuestionnaireScope scope, Wording w) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    public OpenDraft Draft { get; private set; } = null!;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public string? Button { get; set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindDraftAsync(Code, HttpContext.RequestAborted) is not { } draft)
        {
            context.Result = NotFound();
            return;
        }

        Draft = draft;
        await next();
    }

    public void OnGet() => Revision = Draft.Row.Revision;

    public async Task<IActionResult> OnPostAsync()
    {
        var (checks, fields) = (new DraftChecks(ModelState, w), Draft.Content.Profile.ToList());
        checks.Apply(Button, fields, DraftContent.MaxFields, () => new DraftField { Options = [new DraftFieldOption(), new DraftFieldOption()] });
        return await scope.SaveAsync(
            this, Draft, Revision, content => content.Profile = fields, fields.Count > Draft.Content.Profile.Count ? $"/profile/{fields.Count}" : "/profile");
    }
}
