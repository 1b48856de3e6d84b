using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

[Needs(StaffTask.ReadUnits)]
public sealed class QuestionnaireModel(QuestionnaireScope scope, QuestionnaireDrafts drafts, QuestionnaireUse use, CurrentStaff staff, Wording w) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    public OwnedQuestionnaire Owned { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    public QuestionnaireDraft? Draft { get; private set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ListedVersion> Versions { get; private set; } = [];

    /// <summary>Those within the reader's scope.</summary>
    public IReadOnlyList<UsingUnit> Users { get; private set; } = [];

    /// <summary>Those elsewhere.</summary>
    public int OtherUsers { get; private set; }

    public QuestionnaireDefinition? Newest => Versions.Count > 0 ? Versions[0].Version.Definition : null;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(Code, HttpContext.RequestAborted) is not { } owned)
        {
            context.Result = NotFound();
            return;
        }

        (Owned, MayEdit) = (owned, scope.MayEdit(owned.Owner));
        Versions = await use.VersionsAsync(owned.Questionnaire.Id, HttpContext.RequestAborted);
        Draft = MayEdit ? await drafts.DraftAsync(owned.Questionnaire.Id, HttpContext.RequestAborted) : null;
        if (!MayEdit && (Versions.Count == 0 || !HttpMethods.IsGet(Request.Method)))
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }

    public async Task OnGetAsync()
    {
        var all = (await use.AllAsync(HttpContext.RequestAborted))[Owned.Questionnaire.Id].ToList();
        Users = [.. all.Where(user => staff.Has(StaffTask.ReadUnits, user.Unit))];
        OtherUsers = all.Count - Users.Count;
    }

    /// <summary>A version as a questionnaire file.</summary>
    public async Task<IActionResult> OnGetFileAsync(int number) =>
        await use.FileAsync(Owned.Questionnaire.Id, number, HttpContext.RequestAborted) is { } file
            ? File(Encoding.UTF8.GetBytes(file), "application/json", $"{Code}-{number}.json")
            : NotFound();

    public IActionResult OnGetDraftFile() =>
        Draft is { } draft ? File(Encoding.UTF8.GetBytes(DraftContent.Read(draft).ToFile(Code)), "application/json", $"{Code}-draft.json") : NotFound();

    public async Task<IActionResult> OnPostStartAsync()
    {
        if (Newest is { } newest)
        {
            await drafts.StartAsync(Owned, newest, HttpContext.RequestAborted);
        }

        return LocalRedirect(w.Link($"/staff/questionnaires/{Code}/draft"));
    }

    public async Task<IActionResult> OnPostTakeUpAsync()
    {
        if (Owned.Questionnaire.RetiredOn is not null)
        {
            await drafts.TakeUpAgainAsync(Owned, HttpContext.RequestAborted);
            TempData["Notice"] = w["Kuesioner ditawarkan kembali.", "The questionnaire is offered again."];
        }

        return LocalRedirect(w.Link($"/staff/questionnaires/{Code}"));
    }
}
