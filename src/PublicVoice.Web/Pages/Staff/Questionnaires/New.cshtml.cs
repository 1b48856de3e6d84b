using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A new questionnaire begins as the copy of another.</summary>
[Needs(StaffTask.EditQuestionnaires)]
public sealed class NewModel(
    PublicVoiceDbContext context, QuestionnaireScope scope, QuestionnaireDrafts drafts, QuestionnaireVersions versions, UnitDirectory directory, CurrentStaff staff, Wording w) : PageModel
{
    private List<Unit> units = [];

    private List<string> sources = [];

    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Unit { get; set; }

    public IEnumerable<SelectListItem> SourceItems =>
        [.. sources.Select(code => new SelectListItem(code == QuestionnaireVersions.StandardCode ? w[$"{code} (bawaan, PermenPANRB 14/2017)", $"{code} (built in, PermenPANRB 14/2017)"] : code, code))];

    public IEnumerable<SelectListItem> UnitItems => [.. units.Select(unit => new SelectListItem(new string('\u2003', unit.Path.Count(letter => letter == '/') - 1) + unit.Name, unit.Code))];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var code = new DraftChecks(ModelState, w).Code(nameof(Code), Code);
        if (code is null)
        {
            ModelState.AddModelError(nameof(Code), w["Isi kode", "Enter a code"]);
        }
        else if (code.Equals(Questionnaire.ReservedCode, StringComparison.OrdinalIgnoreCase))
        {
            ModelState.AddModelError(nameof(Code), w["Pilih kode lain", "Choose another code"]);
        }

        if (!sources.Contains(Source ?? "", StringComparer.Ordinal))
        {
            ModelState.AddModelError(nameof(Source), w["Pilih kuesioner", "Choose a questionnaire"]);
        }

        if (units.Find(unit => unit.Code == Unit) is not { } owner)
        {
            ModelState.AddModelError(nameof(Unit), w["Pilih unit", "Choose a unit"]);
            return this.Invalid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var source = (await versions.NewestAsync(Source!, HttpContext.RequestAborted))!.Definition;
        if (!await drafts.CreateAsync(code!, owner, DraftContent.Of(source), $"{source.Code}/{source.Version}", HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Code), w["Kode ini sudah dipakai", "This code is taken"]);
            return this.Invalid();
        }

        TempData["Notice"] = w["Draf dibuat. Belum ada warga yang melihatnya.", "The draft is made. No citizen sees it yet."];
        return LocalRedirect(w.Link($"/staff/questionnaires/{code}/draft"));
    }

    private async Task LoadAsync()
    {
        units = await directory.Within(staff.Scopes(StaffTask.EditQuestionnaires)).AsNoTracking().OrderBy(unit => unit.Path).ToListAsync(HttpContext.RequestAborted);
        var published = await context.Questionnaires.Where(questionnaire => context.QuestionnaireVersions.Any(version => version.QuestionnaireId == questionnaire.Id))
            .OrderBy(questionnaire => questionnaire.Code == QuestionnaireVersions.StandardCode ? 0 : 1).ThenBy(questionnaire => questionnaire.Code)
            .Select(questionnaire => new { questionnaire.Code, Owner = context.Units.FirstOrDefault(unit => unit.Id == questionnaire.UnitId) })
            .ToListAsync(HttpContext.RequestAborted);
        sources = [.. published.Where(found => scope.MayRead(found.Owner)).Select(found => found.Code)];
    }
}
