using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A draft as it was when the page was asked for.</summary>
public sealed record OpenDraft(OwnedQuestionnaire Owned, QuestionnaireDraft Row, DraftContent Content)
{
    public string Code => Owned.Questionnaire.Code;
}

/// <summary>The questionnaire of a page's address, where the reader may read or edit it.</summary>
public sealed class QuestionnaireScope(QuestionnaireDrafts drafts, CurrentStaff staff, Wording w)
{
    /// <summary>One's own, those of the units above, which one's units may use, and those of the whole installation.</summary>
    public bool MayRead(Unit? owner) => owner is null || staff.Has(StaffTask.ReadUnits, owner)
        || staff.Scopes(StaffTask.ReadUnits).Any(scope => scope.StartsWith(owner.Path, StringComparison.Ordinal));

    public bool MayEdit(Unit? owner) => owner is not null && staff.Has(StaffTask.EditQuestionnaires, owner);

    /// <returns>Null where there is none, or none of theirs: nobody learns which.</returns>
    public async Task<OwnedQuestionnaire?> FindAsync(string code, CancellationToken cancellationToken) =>
        await drafts.FindAsync(code, cancellationToken) is { } found && MayRead(found.Owner) ? found : null;

    public async Task<OwnedQuestionnaire?> FindToEditAsync(string code, CancellationToken cancellationToken) =>
        await drafts.FindAsync(code, cancellationToken) is { } found && MayEdit(found.Owner) ? found : null;

    public async Task<OpenDraft?> FindDraftAsync(string code, CancellationToken cancellationToken) =>
        await FindToEditAsync(code, cancellationToken) is { } owned && await drafts.DraftAsync(owned.Questionnaire.Id, cancellationToken) is { } row
            ? new OpenDraft(owned, row, DraftContent.Read(row))
            : null;

    /// <summary>Saves a change and shows a page of the draft, or the same form again where somebody else was faster.</summary>
    public async Task<IActionResult> SaveAsync(PageModel page, OpenDraft draft, int revision, Action<DraftContent> change, string next)
    {
        if (page.ModelState.IsValid && !await drafts.SaveAsync(draft.Owned, revision, change, page.HttpContext.RequestAborted))
        {
            page.ModelState.AddModelError("", Conflict(draft.Row.ChangedBy));
        }

        if (!page.ModelState.IsValid)
        {
            return page.Invalid();
        }

        page.TempData["Notice"] = w["Draf tersimpan.", "The draft is saved."];
        return page.LocalRedirect(w.Link($"/staff/questionnaires/{draft.Code}/draft{next}"));
    }

    public string Conflict(string who) => w[
        $"Draf ini baru saja diubah oleh {who}. Belum ada yang tersimpan: salin isian Anda di bawah ini, buka lagi halaman ini, lalu ulangi.",
        $"This draft was changed just now by {who}. Nothing has been saved: copy what you typed below, open this page again, and repeat it."];
}
