using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A draft as it was when the page was asked for.</summary>
/// <param name="Row">Null where it was published or discarded meanwhile, and only what was typed is shown again.</param>
public sealed record OpenDraft(OwnedQuestionnaire Owned, QuestionnaireDraft? Row, DraftContent Content)
{
    public string Code => Owned.Questionnaire.Code;

    public int Revision => Row?.Revision ?? 0;
}

/// <summary>The questionnaire of a page's address, where the reader may read or edit it.</summary>
public sealed class QuestionnaireScope(QuestionnaireDrafts drafts, QuestionnaireVersions versions, CurrentStaff staff, Wording w)
{
    /// <summary>That of the page, put here by <see cref="OfDraftAttribute"/>.</summary>
    public OpenDraft Draft { get; internal set; } = null!;

    /// <summary>One's own, those of the units above, which one's units may use, and those of the whole installation.</summary>
    public bool MayRead(Unit? owner) => owner is null || staff.Has(StaffTask.ReadUnits, owner)
        || staff.Scopes(StaffTask.ReadUnits).Any(scope => scope.StartsWith(owner.Path, StringComparison.Ordinal));

    public bool MayEdit(Unit? owner) => owner is not null && staff.Has(StaffTask.EditQuestionnaires, owner);

    /// <returns>Null where there is none, or none of theirs: nobody learns which.</returns>
    public async Task<OwnedQuestionnaire?> FindAsync(string code, CancellationToken cancellationToken) =>
        await drafts.FindAsync(code, cancellationToken) is { } found && MayRead(found.Owner) ? found : null;

    public async Task<OwnedQuestionnaire?> FindToEditAsync(string code, CancellationToken cancellationToken) =>
        await drafts.FindAsync(code, cancellationToken) is { } found && MayEdit(found.Owner) ? found : null;

    /// <param name="owned">One that the reader may edit.</param>
    /// <param name="evenIfGone">The draft is needed to show again what was typed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<OpenDraft?> FindDraftAsync(OwnedQuestionnaire owned, bool evenIfGone, CancellationToken cancellationToken)
    {
        if (await drafts.DraftAsync(owned.Questionnaire.Id, cancellationToken) is { } row)
        {
            return new OpenDraft(owned, row, DraftContent.Read(row));
        }

        return evenIfGone && await versions.NewestAsync(owned.Questionnaire.Code, cancellationToken) is { } newest ? new OpenDraft(owned, null, DraftContent.Of(newest.Definition)) : null;
    }

    /// <summary>Saves a change and shows a page of the draft, or the same form again where somebody else was faster.</summary>
    public async Task<IActionResult> SaveAsync(PageModel page, int revision, Action<DraftContent> change, string next)
    {
        if (page.ModelState.IsValid && !await drafts.SaveAsync(Draft.Owned, revision, change, page.HttpContext.RequestAborted))
        {
            page.ModelState.AddModelError("", Conflict());
        }

        if (!page.ModelState.IsValid)
        {
            return page.Invalid();
        }

        page.TempData["Notice"] = w["Draf tersimpan.", "The draft is saved."];
        return page.LocalRedirect(w.Link($"/staff/questionnaires/{Draft.Code}/draft{next}"));
    }

    public string Conflict() => Draft.Row is { } row
        ? w[
            $"Draf ini baru saja diubah oleh {row.ChangedBy}. Belum ada yang tersimpan: salin isian Anda di bawah ini, buka lagi halaman ini, lalu ulangi.",
            $"This draft was changed just now by {row.ChangedBy}. Nothing has been saved: copy what you typed below, open this page again, and repeat it."]
        : w[
            "Draf ini baru saja diterbitkan atau dibuang orang lain. Belum ada yang tersimpan: salin isian Anda di bawah ini, siapkan versi berikutnya di halaman kuesioner, lalu ulangi.",
            "Somebody else has just published or discarded this draft. Nothing has been saved: copy what you typed below, prepare the next version on the page of the questionnaire, and repeat it."];
}
