using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Elements of a draft, in the order of their numbers. What is renamed or removed is so for its questions too.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[LargeForm(MaxBytes = 8 * PageRequestGuard.MaxBodyBytes, MaxFields = 400)] // forty elements with long definitions, encoded
[OfDraft(KeepsTyped = true)]
public sealed class ElementsModel(QuestionnaireScope scope, Wording w) : PageModel
{
    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public List<DraftElement> Elements { get; set; } = [];

    /// <summary>The code of each element before this change.</summary>
    [BindProperty]
    public List<string?> Was { get; set; } = [];

    [BindProperty]
    public string? Button { get; set; }

    public void OnGet() => (Revision, Elements, Was) = (Draft.Revision, Draft.Content.Elements, [.. Draft.Content.Elements.Select(element => element.Code)]);

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new DraftChecks(ModelState, w);
        foreach (var (at, element) in Elements.Index())
        {
            element.Code = checks.Code($"Elements[{at}].Code", element.Code);
            if (element.Code is null && at < Was.Count && Was[at] is not null)
            {
                ModelState.AddModelError($"Elements[{at}].Code", w["Isi kode: pertanyaannya melekat padanya", "Enter a code: its questions hang on it"]);
            }

            checks.Text($"Elements[{at}].Name", element.Name, DraftContent.NameMaxLength);
            checks.Text($"Elements[{at}].Definition", element.Definition, DraftContent.TextMaxLength);
        }

        checks.Unique(Elements.Select((element, at) => ($"Elements[{at}].Code", element.Code)));
        var renamed = Elements.Zip(Was).Where(pair => pair.Second is not null).DistinctBy(pair => pair.Second, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Second!, pair => pair.First.Code, StringComparer.Ordinal);
        var typed = Elements.ToList();
        var stands = checks.Apply(Button, Elements, DraftContent.MaxElements, () => new DraftElement());
        var removed = typed.Except(Elements).Select(element => element.Code).ToHashSet(StringComparer.Ordinal);
        Elements = ModelState.IsValid ? Elements : typed;
        return await scope.SaveAsync(
            this, Revision,
            content =>
            {
                content.Elements = Elements;
                foreach (var question in content.Questions)
                {
                    question.Element = renamed.GetValueOrDefault(question.Element ?? "", question.Element);
                }

                content.Questions.RemoveAll(question => removed.Contains(question.Element));
            },
            "/elements" + DraftChecks.Anchor(stands));
    }
}
