using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ExtraQuestions;

[Needs(StaffTask.ReadUnits)]
public sealed class IndexModel(UnitScope scope, AskedQuestions asked, ExtraQuestionAdministration administration, CurrentStaff staff) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    public bool MayReadAnswers { get; private set; }

    public IReadOnlyList<ListedExtraQuestion> Own { get; private set; } = [];

    /// <summary>Those of the units above that this unit asks as well.</summary>
    public IReadOnlyList<AskedQuestion> Inherited { get; private set; } = [];

    /// <summary>All that citizens are asked here.</summary>
    public ExtraForm Form { get; private set; } = ExtraForm.New([]);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ReadUnits, HttpContext.RequestAborted) is not { } unit)
        {
            return NotFound();
        }

        (Shown, MayEdit, MayReadAnswers) = (unit, staff.Has(StaffTask.EditUnits, unit), staff.Has(StaffTask.ReadAnswers, unit));
        Own = await administration.ListAsync(unit, HttpContext.RequestAborted);
        Form = ExtraForm.New(await asked.OfAsync(unit, HttpContext.RequestAborted));
        Inherited = [.. Form.Questions.Where(question => !Own.Any(own => own.Question.Id == question.QuestionId))];
        return Page();
    }
}
