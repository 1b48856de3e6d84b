using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

[Needs(StaffTask.EditQuestionnaires)]
public sealed class QuestionModel(QuestionnaireScope scope, Wording w) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    /// <summary>Place on the form, from 1.</summary>
    [FromRoute(Name = "question")]
    public int Number { get; set; }

    public OpenDraft Draft { get; private set; } = null!;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public DraftQuestion Question { get; set; } = new();

    [BindProperty]
    public string? Button { get; set; }

    public IEnumerable<SelectListItem> ElementItems => Draft.Content.Elements.Where(element => element.Code is not null).Select(element => new SelectListItem($"{element.Code}: {w[element.Name.Shown]}", element.Code));

    public IEnumerable<SelectListItem> ScoreItems => Enumerable.Range(Draft.Content.ScaleMin, Draft.Content.ScaleMax - Draft.Content.ScaleMin + 1).Select(score => new SelectListItem($"{score}", $"{score}"));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindDraftAsync(Code, HttpContext.RequestAborted) is not { } draft || Number < 1 || Number > draft.Content.Questions.Count)
        {
            context.Result = NotFound();
            return;
        }

        Draft = draft;
        await next();
    }

    public void OnGet() => (Revision, Question) = (Draft.Row.Revision, Draft.Content.Questions[Number - 1]);

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new DraftChecks(ModelState, w);
        checks.Text("Question.Text", Question.Text, DraftContent.TextMaxLength);
        if (ElementItems.All(item => item.Value != Question.Element))
        {
            ModelState.AddModelError("Question.Element", w["Pilih satu unsur", "Choose an element"]);
        }

        foreach (var (at, option) in Question.Options.Index())
        {
            checks.Text($"Question.Options[{at}].Text", option.Text, DraftContent.NameMaxLength);
            if (ScoreItems.All(item => item.Value != $"{option.Score}"))
            {
                ModelState.AddModelError($"Question.Options[{at}].Score", w["Pilih skor dalam skala", "Choose a score within the scale"]);
            }
            else if (Question.Options.Take(at).Any(other => other.Score == option.Score))
            {
                ModelState.AddModelError($"Question.Options[{at}].Score", w["Skor ini sudah dipakai di atas", "This score is used above already"]);
            }
        }

        var typed = Question.Options.ToList();
        checks.Apply(Button, Question.Options, DraftContent.MaxOptions, () => new DraftOption { Score = FreeScore() });
        Question.Options = ModelState.IsValid ? Question.Options : typed;
        return await scope.SaveAsync(this, Draft, Revision, content => content.Questions[Number - 1] = Question, Button is null ? "/questions" : $"/questions/{Number}");
    }

    /// <summary>The lowest score that no option has; where all are taken, adding says so at the next save.</summary>
    private int FreeScore() => ScoreItems.Select(item => int.Parse(item.Value, System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault(score => Question.Options.TrueForAll(option => option.Score != score), Draft.Content.ScaleMax);
}
