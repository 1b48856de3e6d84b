using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>One field of the profile with its bands.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[OfDraft(KeepsTyped = true)]
public sealed class FieldModel(QuestionnaireScope scope, Wording w) : PageModel
{
    /// <summary>Place in the profile, from 1.</summary>
    [FromRoute(Name = "field")]
    public int Number { get; set; }

    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public DraftField Field { get; set; } = new();

    [BindProperty]
    public string? Button { get; set; }

    /// <summary>The draft has as many; where somebody else removed one meanwhile, saving says so and loses nothing.</summary>
    private bool IsThere => Number >= 1 && Number <= Draft.Content.Profile.Count;

    public IActionResult OnGet()
    {
        if (!IsThere)
        {
            return NotFound();
        }

        (Revision, Field) = (Draft.Revision, Draft.Content.Profile[Number - 1]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsThere && Revision == Draft.Revision)
        {
            return NotFound();
        }

        var checks = new DraftChecks(ModelState, w);
        Field.Code = checks.Code("Field.Code", Field.Code);
        if (Field.Code is not null && Draft.Content.Profile.Where((_, at) => at != Number - 1).Any(other => string.Equals(other.Code, Field.Code, StringComparison.OrdinalIgnoreCase)))
        {
            ModelState.AddModelError("Field.Code", w["Kode ini dipakai kolom lain", "Another field has this code"]);
        }

        checks.Text("Field.Label", Field.Label, DraftContent.NameMaxLength);
        foreach (var (at, option) in Field.Options.Index())
        {
            // Bands have codes such as <17 and Pelajar/Mahasiswa.
            option.Code = checks.Line($"Field.Options[{at}].Code", ImportText.OneLine(option.Code ?? ""), DraftContent.BandCodeMaxLength);
            checks.Text($"Field.Options[{at}].Text", option.Text, DraftContent.NameMaxLength);
        }

        checks.Unique(Field.Options.Select((option, at) => ($"Field.Options[{at}].Code", option.Code)));
        var typed = Field.Options.ToList();
        var stands = checks.Apply(Button, Field.Options, DraftContent.MaxFieldOptions, () => new DraftFieldOption());
        Field.Options = ModelState.IsValid ? Field.Options : typed;
        return await scope.SaveAsync(this, Revision, content => content.Profile[Number - 1] = Field, Button is null ? "/profile" : $"/profile/{Number}{DraftChecks.Anchor(stands)}");
    }
}
