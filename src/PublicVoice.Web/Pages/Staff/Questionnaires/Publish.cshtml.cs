using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>What the next version does to the figures, and the button that publishes it.</summary>
[Needs(StaffTask.EditQuestionnaires)]
public sealed class PublishModel(QuestionnaireScope scope, QuestionnaireDrafts drafts, QuestionnaireUse use, CurrentStaff staff, Wording w) : PageModel
{
    [FromRoute(Name = "questionnaire")]
    public string Code { get; set; } = "";

    public OpenDraft Draft { get; private set; } = null!;

    [BindProperty]
    public int Revision { get; set; }

    /// <summary>Why it cannot be published yet.</summary>
    public IReadOnlyList<LocalText> Problems { get; private set; } = [];

    public QuestionnaireDefinition? Definition { get; private set; }

    /// <summary>Published versions, newest first, with the reasons why the draft's answers are not added to theirs.</summary>
    public IReadOnlyList<(ListedVersion Version, IReadOnlyList<LocalText> Obstacles)> Earlier { get; private set; } = [];

    /// <summary>Against the newest version.</summary>
    public IReadOnlyList<ContentChange> Changes { get; private set; } = [];

    /// <summary>Active units that use it, within and outside the reader's scope.</summary>
    public IReadOnlyList<Unit> Affected { get; private set; } = [];

    public int AffectedElsewhere { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindDraftAsync(Code, HttpContext.RequestAborted) is not { } draft)
        {
            context.Result = NotFound();
            return;
        }

        Draft = draft;
        (Definition, Problems) = draft.Content.Check(Code);
        var versions = await use.VersionsAsync(draft.Owned.Questionnaire.Id, HttpContext.RequestAborted);
        Earlier = [.. versions.Select(version => (version, Definition is null ? [] : Comparability.Obstacles(version.Version.Definition, Definition)))];
        Changes = versions.Count == 0 ? [] : ContentChanges.Between(DraftContent.Of(versions[0].Version.Definition), draft.Content);
        var active = (await use.AllAsync(HttpContext.RequestAborted))[draft.Owned.Questionnaire.Id].Select(user => user.Unit).Where(unit => unit.Status == UnitStatus.Active).ToList();
        Affected = [.. active.Where(unit => staff.Has(StaffTask.ReadUnits, unit))];
        AffectedElsewhere = active.Count - Affected.Count;
        await next();
    }

    /// <summary>Something to publish: complete, and not what is published already.</summary>
    public bool CanPublish => Definition is not null && (Earlier.Count == 0 || Changes.Count > 0);

    public void OnGet() => Revision = Draft.Row.Revision;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!CanPublish)
        {
            return this.Invalid();
        }

        if (await drafts.PublishAsync(Draft.Owned, Revision, HttpContext.RequestAborted) is not { } number)
        {
            ModelState.AddModelError("", w[
                $"Draf ini baru saja diubah oleh {Draft.Row.ChangedBy}. Belum ada yang terbit: baca lagi halaman ini, lalu terbitkan.",
                $"This draft was changed just now by {Draft.Row.ChangedBy}. Nothing has been published: read this page again, then publish."]);
            ModelState.Remove(nameof(Revision));
            Revision = Draft.Row.Revision;
            return this.Invalid();
        }

        TempData["Notice"] = w[$"Versi {number} terbit. Warga melihatnya mulai sekarang.", $"Version {number} is published. Citizens see it from now on."];
        return LocalRedirect(w.Link($"/staff/questionnaires/{Code}"));
    }
}
