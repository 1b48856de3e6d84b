using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Elements of a draft, in the order of their numbers. What is renamed or removed is so for its questions too.</summary>
[Needs(StaffTask.EditQuestionnaires)]
public sealed class ElementsModel(QuestionnaireScope scope, Wording w) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    public OpenDraft Draft { get; private set; } = null!;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public List<DraftElement> Elements { get; set; } = [];

    /// <summary>The code of each element before this change.</summary>
    [BindProperty]
    public List<string?> Was { get; set; } = [];

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

    public void OnGet() => (Revision, Elements, Was) = (Draft.Row.Revision, Draft.Content.Elements, [.. Draft.Content.Elements.Select(element => element.Code)]);

    public async Task<IActionResult> OnPostAsync()
    {
        var checks = new DraftChecks(ModelState, w);
        foreach (var (at, element) in Elements.Index())
        {
            element.Code = checks.Code($"Elements[{at}].Code", element.Code);
            checks.Text($"Elements[{at}].Name", element.Name, DraftContent.NameMaxLength);
            checks.Text($"Elements[{at}].Definition", element.Definition, DraftContent.TextMaxLength);
        }

        checks.Unique(Elements.Select((element, at) => ($"Elements[{at}].Code", element.Code)));
        var renamed = Elements.Zip(Was).Where(pair => pair.Second is not null).DistinctBy(pair => pair.Second, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Second!, pair => pair.First.Code, StringComparer.Ordinal);
        var typed = Elements.ToList();
        checks.Apply(Button, Elements, DraftContent.MaxElements, () => new DraftElement());
        var removed = typed.Except(Elements).Select(element => element.Code).ToHashSet(StringComparer.Ordinal);
        Elements = ModelState.IsValid ? Elements : typed;
        return await scope.SaveAsync(
            this, Draft, Revision,
            content =>
            {
                content.Elements = Elements;
                foreach (var question in content.Questions)
                {
                    question.Element = renamed.GetValueOrDefault(question.Element ?? "", question.Element);
                }

                content.Questions.RemoveAll(question => removed.Contains(question.Element));
            },
            "/elements");
    }
}
