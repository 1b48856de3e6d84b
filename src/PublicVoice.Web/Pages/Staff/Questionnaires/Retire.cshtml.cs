using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Retires a questionnaire that no unit names any more.</summary>
[Needs(StaffTask.EditQuestionnaires)]
public sealed class RetireModel(QuestionnaireScope scope, QuestionnaireDrafts drafts, QuestionnaireUse use, CurrentStaff staff, Wording w) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    public OwnedQuestionnaire Owned { get; private set; } = null!;

    /// <summary>Units that name it, within the reader's scope.</summary>
    public IReadOnlyList<Unit> Users { get; private set; } = [];

    public int OtherUsers { get; private set; }

    public bool IsInUse => Users.Count + OtherUsers > 0;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindToEditAsync(Code, HttpContext.RequestAborted) is not { } owned)
        {
            context.Result = NotFound();
            return;
        }

        Owned = owned;
        var naming = (await use.AllAsync(HttpContext.RequestAborted))[owned.Questionnaire.Id].Where(user => user.IsOwn).Select(user => user.Unit).ToList();
        Users = [.. naming.Where(unit => staff.Has(StaffTask.ReadUnits, unit))];
        OtherUsers = naming.Count - Users.Count;
        await next();
    }

    public void OnGet()
    {
        // All of it is loaded above.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (IsInUse || !await drafts.RetireAsync(Owned, HttpContext.RequestAborted))
        {
            ModelState.AddModelError("", w["Masih ada unit yang memakainya. Pilih kuesioner lain di sana dulu.", "Units still use it. Choose another questionnaire there first."]);
            return this.Invalid();
        }

        TempData["Notice"] = w["Kuesioner tidak ditawarkan lagi. Hasilnya tetap.", "The questionnaire is no longer offered. Its results stay."];
        return LocalRedirect(w.Link($"/staff/questionnaires/{Code}"));
    }
}
