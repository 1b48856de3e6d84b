using Microsoft.AspNetCore.Mvc;
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
[OfDraft]
public sealed class PublishModel(QuestionnaireScope scope, QuestionnaireDrafts drafts, QuestionnaireUse use, CurrentStaff staff, Wording w) : PageModel
{
    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    /// <summary>Why it cannot be published yet.</summary>
    public IReadOnlyList<LocalText> Problems { get; private set; } = [];

    public QuestionnaireDefinition? Definition { get; private set; }

    /// <summary>Published versions, newest first.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; private set; } = [];

    public (SeriesEffect Effect, EarlierVersion? With) Series { get; private set; }

    /// <summary>What may change the figures although they are added up.</summary>
    public IReadOnlyList<LocalText> Cautions { get; private set; } = [];

    /// <summary>Texts that readers of English see in Indonesian.</summary>
    public IReadOnlyList<string> Untranslated { get; private set; } = [];

    /// <summary>Against the newest version.</summary>
    public IReadOnlyList<ContentChange> Changes { get; private set; } = [];

    /// <summary>Of the version that is to be.</summary>
    public int Number { get; private set; }

    /// <summary>Active units that use it, within and outside the reader's scope.</summary>
    public IReadOnlyList<Unit> Affected { get; private set; } = [];

    public int AffectedElsewhere { get; private set; }

    /// <summary>Something to publish: complete, and not what is published already.</summary>
    public bool CanPublish => Definition is not null && (Number == 1 || Changes.Count > 0);

    public Task OnGetAsync()
    {
        Revision = Draft.Revision;
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!CanPublish)
        {
            return this.Invalid();
        }

        if (await drafts.PublishAsync(Draft.Owned, Revision, HttpContext.RequestAborted) is not { } number)
        {
            ModelState.AddModelError("", w[
                $"Draf ini baru saja diubah oleh {Draft.Row!.ChangedBy}. Belum ada yang terbit: baca lagi halaman ini, lalu terbitkan.",
                $"This draft was changed just now by {Draft.Row.ChangedBy}. Nothing has been published: read this page again, then publish."]);
            ModelState.Remove(nameof(Revision));
            Revision = Draft.Revision;
            return this.Invalid();
        }

        TempData["Notice"] = Affected.Count + AffectedElsewhere > 0 && Draft.Owned.Questionnaire.RetiredOn is null
            ? w[$"Versi {number} terbit. Warga melihatnya mulai sekarang.", $"Version {number} is published. Citizens see it from now on."]
            : w[$"Versi {number} terbit. Warga melihatnya setelah sebuah unit memilihnya.", $"Version {number} is published. Citizens see it once a unit chooses it."];
        return LocalRedirect(w.Link($"/staff/questionnaires/{Draft.Code}"));
    }

    private async Task LoadAsync()
    {
        (Definition, Problems) = Draft.Content.Check(Draft.Code);
        var versions = await use.VersionsAsync(Draft.Owned.Questionnaire.Id, HttpContext.RequestAborted);
        if (Definition is not null)
        {
            Earlier = [.. versions.Select(version => new EarlierVersion(version, Comparability.Obstacles(version.Version.Definition, Definition)))];
            Series = Comparability.EffectOf(Earlier);
            Cautions = Comparability.Cautions(Series.Effect is SeriesEffect.GoesOn or SeriesEffect.Resumes ? Series.With!.Listed.Version.Definition : null, Definition);
        }

        Untranslated = [.. Draft.Content.Texts().Select(entry => entry.Text).Where(text => text.En is null).Select(text => text.Id).OfType<string>().Distinct(StringComparer.Ordinal)];
        Number = versions.Count == 0 ? 1 : versions[0].Version.Definition.Version + 1;
        Changes = versions.Count == 0 ? [] : ContentChanges.Between(DraftContent.Of(versions[0].Version.Definition), Draft.Content);
        var active = (await use.AllAsync(HttpContext.RequestAborted))[Draft.Owned.Questionnaire.Id].Select(user => user.Unit).Where(unit => unit.Status == UnitStatus.Active).ToList();
        Affected = [.. active.Where(unit => staff.Has(StaffTask.ReadUnits, unit))];
        AffectedElsewhere = active.Count - Affected.Count;
    }
}
