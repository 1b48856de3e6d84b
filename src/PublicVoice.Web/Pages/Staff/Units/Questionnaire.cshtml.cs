using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>Which questionnaire a unit uses, with what changing it does to its figures.</summary>
[Needs(StaffTask.ReadUnits)]
public sealed class QuestionnaireModel(
    UnitScope scope, PublicVoiceDbContext database, UnitDirectory directory, QuestionnaireVersions versions, QuestionnaireDrafts drafts, CurrentStaff staff, Wording w) : PageModel
{
    /// <summary>A questionnaire that may be chosen; the code is empty for that of the unit above.</summary>
    public sealed record Choice(string Code, LoadedVersion Newest, IReadOnlyList<LocalText> Obstacles, IReadOnlyList<LocalText> Cautions);

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public LoadedVersion Current { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    [BindProperty]
    public string? Code { get; set; }

    public IEnumerable<SelectListItem> ChoiceItems => Choices.Select(choice => new SelectListItem(
        choice.Code.Length == 0 ? w[$"seperti unit di atasnya: {choice.Newest.Definition.Code}", $"as the unit above: {choice.Newest.Definition.Code}"] : $"{choice.Code}: {w[choice.Newest.Definition.Name]}", choice.Code));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.ReadUnits, cancellationToken) is not { } unit || (!staff.Has(StaffTask.EditUnits, unit) && !HttpMethods.IsGet(Request.Method)))
        {
            context.Result = NotFound();
            return;
        }

        (Shown, MayEdit) = (unit, staff.Has(StaffTask.EditUnits, unit));
        Current = await versions.CurrentAsync(await directory.SettingsAsync(unit, cancellationToken), cancellationToken);
        var offered = await versions.UsableBy(unit)
            .Where(questionnaire => questionnaire.RetiredOn == null && database.QuestionnaireVersions.Any(version => version.QuestionnaireId == questionnaire.Id))
            .OrderBy(questionnaire => questionnaire.Code).Select(questionnaire => questionnaire.Code).ToListAsync(cancellationToken);
        var above = await directory.SettingsAsync(unit, cancellationToken, withoutOwn: true);
        var choices = new List<Choice> { Of("", await versions.CurrentAsync(above, cancellationToken)) };
        foreach (var code in offered)
        {
            choices.Add(Of(code, (await versions.NewestAsync(code, cancellationToken))!));
        }

        Choices = choices;
        await next();
    }

    public void OnGet() => Code = Shown.QuestionnaireId is null ? "" : Current.Definition.Code;

    public async Task<IActionResult> OnPostAsync()
    {
        var code = Code ?? "";
        if (Choices.All(choice => choice.Code != code) || !await drafts.AssignAsync(Shown.Id, code.Length == 0 ? null : code, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Code), w["Pilih kuesioner dari daftar", "Choose a questionnaire of the list"]);
            return this.Invalid();
        }

        TempData["Notice"] = w["Kuesioner unit ini tersimpan.", "The unit’s questionnaire is saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));
    }

    private Choice Of(string code, LoadedVersion newest)
    {
        var obstacles = Comparability.Obstacles(Current.Definition, newest.Definition);
        return new(code, newest, obstacles, obstacles.Count == 0 ? Comparability.Cautions(Current.Definition, newest.Definition) : []);
    }
}
