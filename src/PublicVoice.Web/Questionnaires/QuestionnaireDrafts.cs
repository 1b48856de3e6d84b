using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Questionnaires;

/// <summary>A questionnaire with the unit that it belongs to.</summary>
/// <param name="Owner">Null for one of the whole installation, which is changed by the command line only.</param>
public sealed record OwnedQuestionnaire(Questionnaire Questionnaire, Unit? Owner)
{
    public string Path => Owner?.Path ?? "";
}

/// <summary>Draft → published → retired. Each step with its entry in the audit log.</summary>
public sealed class QuestionnaireDrafts(PublicVoiceDbContext context, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private string Editor => staff.Account?.Name ?? AuditLog.CommandLine;

    public async Task<OwnedQuestionnaire?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var found = await context.Questionnaires.Where(questionnaire => questionnaire.Code == code)
            .Select(questionnaire => new { Questionnaire = questionnaire, Owner = context.Units.FirstOrDefault(unit => unit.Id == questionnaire.UnitId) })
            .AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new OwnedQuestionnaire(found.Questionnaire, found.Owner);
    }

    public Task<QuestionnaireDraft?> DraftAsync(int questionnaireId, CancellationToken cancellationToken) =>
        context.QuestionnaireDrafts.AsNoTracking().SingleOrDefaultAsync(draft => draft.QuestionnaireId == questionnaireId, cancellationToken);

    /// <summary>Whatever its case: files name questionnaires in either.</summary>
    private Task<bool> IsCodeTakenAsync(string code, CancellationToken cancellationToken)
    {
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
        return context.Questionnaires.AnyAsync(questionnaire => questionnaire.Code.ToUpper() == code.ToUpper(), cancellationToken);
#pragma warning restore CA1862
    }

    /// <summary>A new questionnaire, at first only a draft.</summary>
    /// <returns>False where the code is taken.</returns>
    public async Task<bool> CreateAsync(string code, Unit owner, DraftContent content, string source, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        if (await IsCodeTakenAsync(code, cancellationToken))
        {
            return false;
        }

        var questionnaire = new Questionnaire { Code = code, UnitId = owner.Id };
        context.Add(questionnaire);
        await context.SaveChangesAsync(cancellationToken);
        context.Add(new QuestionnaireDraft { QuestionnaireId = questionnaire.Id, Content = content.Write(), ChangedOn = Now, ChangedBy = Editor });
        await audit.SaveAsync(new("questionnaire.created", code, owner.Path, StaffTask.EditQuestionnaires, After: new { code, copied_from = source }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Begins the draft of the next version. One that is there already stays.</summary>
    public async Task StartAsync(OwnedQuestionnaire owned, QuestionnaireDefinition newest, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        if (await DraftAsync(owned.Questionnaire.Id, cancellationToken) is null)
        {
            context.Add(new QuestionnaireDraft { QuestionnaireId = owned.Questionnaire.Id, Content = DraftContent.Of(newest).Write(), ChangedOn = Now, ChangedBy = Editor });
            await audit.SaveAsync(Entry("questionnaire.draft-started", owned, null, new { from_version = newest.Version }), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <returns>False where somebody else changed or ended the draft since revision <paramref name="revision"/> was read; nothing was stored.</returns>
    public async Task<bool> SaveAsync(OwnedQuestionnaire owned, int revision, Action<DraftContent> change, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var draft = await context.QuestionnaireDrafts.SingleOrDefaultAsync(found => found.QuestionnaireId == owned.Questionnaire.Id && found.Revision == revision, cancellationToken);
        if (draft is null)
        {
            return false;
        }

        var (before, after) = (DraftContent.Read(draft), DraftContent.Read(draft));
        change(after);
        if (before.Write() == after.Write())
        {
            return true;
        }

        var changes = ContentChanges.Between(before, after);
        (draft.Content, draft.Revision, draft.ChangedOn, draft.ChangedBy) = (after.Write(), revision + 1, Now, Editor);
        await audit.SaveAsync(
            Entry(
                "questionnaire.draft-changed", owned, changes.ToDictionary(item => item.Key, item => item.Before, StringComparer.Ordinal),
                changes.ToDictionary(item => item.Key, item => item.After, StringComparer.Ordinal)),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Throws a draft away; with it a questionnaire of which nothing was ever published.</summary>
    /// <returns>False where it is not that revision any more.</returns>
    public async Task<bool> DiscardAsync(OwnedQuestionnaire owned, int revision, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var id = owned.Questionnaire.Id;
        if (await context.QuestionnaireDrafts.Where(draft => draft.QuestionnaireId == id && draft.Revision == revision).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return false;
        }

        var isAll = !await context.QuestionnaireVersions.AnyAsync(version => version.QuestionnaireId == id, cancellationToken);
        if (isAll)
        {
            await context.Units.Where(unit => unit.QuestionnaireId == id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.QuestionnaireId, (int?)null), cancellationToken);
            await context.Questionnaires.Where(questionnaire => questionnaire.Id == id).ExecuteDeleteAsync(cancellationToken);
        }

        await audit.SaveAsync(Entry("questionnaire.draft-discarded", owned, new { revision }, isAll ? null : new { revision = (int?)null }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes the draft the next version, from now on the one that citizens see. Versions that nobody answered stay as well.</summary>
    /// <returns>Its number; null where the draft is not that revision any more.</returns>
    /// <exception cref="QuestionnaireFormatException">It cannot be used yet.</exception>
    public async Task<int?> PublishAsync(OwnedQuestionnaire owned, int revision, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var id = owned.Questionnaire.Id;
        var draft = await context.QuestionnaireDrafts.SingleOrDefaultAsync(found => found.QuestionnaireId == id && found.Revision == revision, cancellationToken);
        if (draft is null)
        {
            return null;
        }

        var (content, _) = QuestionnaireImport.Check(DraftContent.Read(draft).ToFile(owned.Questionnaire.Code));
        var newest = await context.QuestionnaireVersions.Where(version => version.QuestionnaireId == id).MaxAsync(version => (int?)version.Number, cancellationToken) ?? 0;
        context.Remove(draft);
        context.Add(new QuestionnaireVersion { QuestionnaireId = id, Number = newest + 1, Content = QuestionnaireImport.Numbered(content, newest + 1), CreatedOn = Now });
        await audit.SaveAsync(Entry("questionnaire.published", owned, newest == 0 ? null : new { version = newest }, new { version = newest + 1 }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return newest + 1;
    }

    /// <returns>False while a unit still names it.</returns>
    public async Task<bool> RetireAsync(OwnedQuestionnaire owned, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        if (await context.Units.AnyAsync(unit => unit.QuestionnaireId == owned.Questionnaire.Id, cancellationToken))
        {
            return false;
        }

        var questionnaire = await context.Questionnaires.SingleAsync(found => found.Id == owned.Questionnaire.Id, cancellationToken);
        questionnaire.Retire(Now);
        await audit.SaveAsync(Entry("questionnaire.retired", owned, new { retired = false }, new { retired = true }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task TakeUpAgainAsync(OwnedQuestionnaire owned, CancellationToken cancellationToken)
    {
        var questionnaire = await context.Questionnaires.SingleAsync(found => found.Id == owned.Questionnaire.Id, cancellationToken);
        questionnaire.TakeUpAgain();
        await audit.SaveAsync(Entry("questionnaire.taken-up", owned, new { retired = true }, new { retired = false }), cancellationToken);
    }

    /// <summary>Lets a unit use a questionnaire; null for the one of the unit above.</summary>
    /// <returns>False where it is no longer offered.</returns>
    public async Task<bool> AssignAsync(int unitId, string? code, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var unit = await context.Units.SingleAsync(found => found.Id == unitId, cancellationToken);
        var chosen = await context.Questionnaires.SingleOrDefaultAsync(found => found.Code == code && found.RetiredOn == null, cancellationToken);
        if (code is not null && (chosen is null || !await context.QuestionnaireVersions.AnyAsync(version => version.QuestionnaireId == chosen.Id, cancellationToken)))
        {
            return false;
        }

        if (unit.QuestionnaireId != chosen?.Id)
        {
            var before = await context.Questionnaires.Where(found => found.Id == unit.QuestionnaireId).Select(found => found.Code).SingleOrDefaultAsync(cancellationToken);
            unit.QuestionnaireId = chosen?.Id;
            await audit.SaveAsync(
                new("unit.questionnaire-changed", UnitAdministration.Named(unit), unit.Path, StaffTask.EditUnits, new { questionnaire = before }, new { questionnaire = chosen?.Code }),
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }

    private static AuditRecord Entry(string action, OwnedQuestionnaire owned, object? before, object? after) =>
        new(action, owned.Questionnaire.Code, owned.Path, StaffTask.EditQuestionnaires, before, after);
}
