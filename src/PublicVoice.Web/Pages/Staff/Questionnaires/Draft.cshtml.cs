using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Titles, scale and quality table of a draft.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[OfDraft(KeepsTyped = true)]
public sealed class DraftModel(QuestionnaireScope scope, QuestionnaireDrafts drafts, Wording w) : PageModel
{
    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public DraftText Name { get; set; } = new();

    [BindProperty]
    public DraftText Comment { get; set; } = new();

    [BindProperty]
    public string? Basis { get; set; }

    [BindProperty]
    public string? ScaleMin { get; set; }

    [BindProperty]
    public string? ScaleMax { get; set; }

    [BindProperty]
    public List<DraftGrade> Grades { get; set; } = [];

    [BindProperty]
    public string? Button { get; set; }

    public static IEnumerable<SelectListItem> ScaleItems => Enumerable.Range(1, 9).Select(score => new SelectListItem($"{score}", $"{score}"));

    public void OnGet() => (Revision, Name, Comment, Basis, ScaleMin, ScaleMax, Grades) = (
        Draft.Revision, Draft.Content.Name, Draft.Content.Comment, Draft.Content.Basis, $"{Draft.Content.ScaleMin}", $"{Draft.Content.ScaleMax}", Draft.Content.Grades);

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new DraftChecks(ModelState, w);
        checks.Text(nameof(Name), Name, DraftContent.NameMaxLength);
        checks.Text(nameof(Comment), Comment, DraftContent.NameMaxLength);
        Basis = checks.Line(nameof(Basis), Basis, DraftContent.NameMaxLength);
        var (min, max) = (Score(ScaleMin), Score(ScaleMax));
        if (min is null || max is null || min >= max)
        {
            ModelState.AddModelError(nameof(ScaleMax), w["Skor tertinggi harus di atas skor terendah", "The highest score must be above the lowest"]);
        }

        foreach (var (at, grade) in Grades.Index())
        {
            grade.Letter = checks.Line($"Grades[{at}].Letter", grade.Letter, 4);
            grade.From = checks.Limit($"Grades[{at}].From", grade.From);
            grade.To = checks.Limit($"Grades[{at}].To", grade.To);
            checks.Text($"Grades[{at}].Name", grade.Name, DraftContent.NameMaxLength);
        }

        var typed = Grades.ToList();
        var stands = checks.Apply(Button, Grades, DraftContent.MaxGrades, () => new DraftGrade());
        Grades = ModelState.IsValid ? Grades : typed;
        return await scope.SaveAsync(
            this, Revision,
            content => (content.Name, content.Comment, content.Basis, content.ScaleMin, content.ScaleMax, content.Grades) = (Name, Comment, Basis, min!.Value, max!.Value, Grades), DraftChecks.Anchor(stands));
    }

    public async Task<IActionResult> OnPostDiscardAsync()
    {
        if (!await drafts.DiscardAsync(Draft.Owned, Revision, HttpContext.RequestAborted))
        {
            ModelState.AddModelError("", scope.Conflict());
            OnGet();
            return this.Invalid();
        }

        TempData["Notice"] = w["Draf dibuang.", "The draft is discarded."];
        return LocalRedirect(w.Link("/staff/questionnaires"));
    }

    private static int? Score(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score is >= 1 and <= 9 ? score : null;
}
