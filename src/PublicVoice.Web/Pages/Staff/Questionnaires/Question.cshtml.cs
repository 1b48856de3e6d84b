using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

[Needs(StaffTask.EditQuestionnaires)]
[OfDraft(KeepsTyped = true)]
public sealed class QuestionModel(QuestionnaireScope scope, Wording w) : PageModel
{
    /// <summary>Place on the form, from 1.</summary>
    [FromRoute(Name = "question")]
    public int Number { get; set; }

    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public DraftQuestion Question { get; set; } = new();

    [BindProperty]
    public string? Button { get; set; }

    public IEnumerable<SelectListItem> ElementItems => Draft.Content.Elements.Where(element => element.Code is not null).Select(element => new SelectListItem($"{element.Code}: {w[element.Name.Shown]}", element.Code));

    public IEnumerable<SelectListItem> ScoreItems => Enumerable.Range(Draft.Content.ScaleMin, Draft.Content.ScaleMax - Draft.Content.ScaleMin + 1).Select(score => new SelectListItem($"{score}", $"{score}"));

    /// <summary>The draft has as many; where somebody else removed one meanwhile, saving says so and loses nothing.</summary>
    private bool IsThere => Number >= 1 && Number <= Draft.Content.Questions.Count;

    public IActionResult OnGet()
    {
        if (!IsThere)
        {
            return NotFound();
        }

        (Revision, Question) = (Draft.Revision, Draft.Content.Questions[Number - 1]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsThere && Revision == Draft.Revision)
        {
            return NotFound();
        }

        Question.Code = IsThere ? Draft.Content.Questions[Number - 1].Code : null; // not on the form
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
        var stands = checks.Apply(Button, Question.Options, DraftContent.MaxOptions, () => new DraftOption { Score = FreeScore() });
        Question.Options = ModelState.IsValid ? Question.Options : typed;
        return await scope.SaveAsync(this, Revision, content => content.Questions[Number - 1] = Question, Button is null ? "/questions" : $"/questions/{Number}{DraftChecks.Anchor(stands)}");
    }

    /// <summary>The lowest score that no option has; where all are taken, adding says so at the next save.</summary>
    private int FreeScore() => ScoreItems.Select(item => int.Parse(item.Value, System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault(score => Question.Options.TrueForAll(option => option.Score != score), Draft.Content.ScaleMax);
}
