using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Questions of a draft in the order of the form.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[OfDraft]
public sealed class QuestionsModel(QuestionnaireScope scope, Wording w) : PageModel
{
    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public string? Button { get; set; }

    public void OnGet() => Revision = Draft.Revision;

    public async Task<IActionResult> OnPostAsync()
    {
        var (checks, questions) = (new DraftChecks(ModelState, w), Draft.Content.Questions.ToList());
        var stands = checks.Apply(Button, questions, DraftContent.MaxQuestions, () => Fresh(Draft.Content));
        return await scope.SaveAsync(
            this, Revision, content => content.Questions = questions, questions.Count > Draft.Content.Questions.Count ? $"/questions/{questions.Count}" : "/questions" + DraftChecks.Anchor(stands));
    }

    /// <summary>For the first element that no question asks for, with an option for each score.</summary>
    private static DraftQuestion Fresh(DraftContent content) => new()
    {
        Element = (content.Elements.Find(element => !content.Questions.Exists(question => question.Element == element.Code)) ?? content.Elements.LastOrDefault())?.Code,
        Required = true,
        Options = [.. Enumerable.Range(content.ScaleMin, content.ScaleMax - content.ScaleMin + 1).Select(score => new DraftOption { Score = score })],
    };
}
