using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.PaperBatches;

/// <summary>Ends a batch: its sheets become survey responses, or nothing. Either way they are deleted here and the counts stay.</summary>
public sealed class PaperPosting(
    PublicVoiceDbContext context, ResponseWriter writer, PaperCheck check, UnitDirectory directory, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>All sheets or none. A second click finds the batch posted; the keys would keep its sheets from counting twice anyway.</summary>
    /// <returns>False where the batch is not checked, or what was declared is not met.</returns>
    public async Task<bool> PostAsync(Unit unit, int batchId, CancellationToken cancellationToken)
    {
        var zone = (await directory.SettingsAsync(unit, cancellationToken)).TimeZone;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await PaperEntry.TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Checked) is not { } batch)
        {
            return false;
        }

        var control = await check.ControlAsync(batchId, cancellationToken);
        if (!control.Meets(batch))
        {
            return false;
        }

        var sheets = await context.PaperSheets.AsNoTracking().Where(sheet => sheet.BatchId == batchId).OrderBy(sheet => sheet.Position).ToListAsync(cancellationToken);
        TallyRows.LockUnits(context, [unit.Id]);
        writer.Write(context, sheets.ConvertAll(sheet => Response(batch, sheet, zone)));
        (batch.State, batch.PostedSheets) = (PaperBatchState.Posted, sheets.Count);
        batch.CheckedSheets = sheets.Count(sheet => sheet.SecondById is not null);
        batch.DifferentSheets = sheets.Count(sheet => sheet.SecondById is not null && !sheet.Agrees);
        await CloseAsync(unit, batch, "paper.posted", sheets, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <param name="reason">Why; kept in the audit log.</param>
    /// <returns>False where it is closed already.</returns>
    public async Task<bool> DiscardAsync(Unit unit, int batchId, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await PaperEntry.TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Open, PaperBatchState.Checking, PaperBatchState.Checked) is not { } batch)
        {
            return false;
        }

        var sheets = await context.PaperSheets.AsNoTracking().Where(sheet => sheet.BatchId == batchId).ToListAsync(cancellationToken);
        batch.State = PaperBatchState.Discarded;
        await CloseAsync(unit, batch, "paper.discarded", sheets, reason, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static NewSurveyResponse Response(PaperBatch batch, PaperSheet sheet, TimeZoneInfo zone) => new(
        ImportKeys.OfRow(batch.Key, sheet.Position),
        batch.UnitId,
        sheet.ServiceId,
        batch.QuestionnaireVersionId,
        GovernmentTime.Utc(sheet.Day, new TimeOnly(12, 0), zone),
        sheet.Day,
        LocalHour: null,
        Channel.Paper,
        Assurance.None,
        sheet.Answers,
        sheet.Profile,
        DurationSeconds: null,
        ResponseSignals.Of(sheet.Answers, null),
        sheet.Comment,
        Extras: PaperExtras.AnswersOf(batch, sheet));

    private async Task CloseAsync(Unit unit, PaperBatch batch, string action, List<PaperSheet> sheets, string? reason, CancellationToken cancellationToken)
    {
        (batch.ClosedOn, batch.ClosedBy) = (clock.GetUtcNow().UtcDateTime, staff.Account!.Name);
        await context.PaperSheets.Where(sheet => sheet.BatchId == batch.Id).ExecuteDeleteAsync(cancellationToken);
        var after = new
        {
            sheets = sheets.Count,
            total = sheets.Sum(sheet => sheet.Total),
            first_day = batch.FirstDay,
            last_day = batch.LastDay,
            checked_sheets = batch.CheckedSheets,
            different_sheets = batch.DifferentSheets,
            entered_by = await NamesAsync(sheets.SelectMany(sheet => new int?[] { sheet.EnteredById, sheet.ChangedById }), cancellationToken),
            checked_by = await NamesAsync(sheets.Select(sheet => sheet.SecondById), cancellationToken),
            reason,
        };
        await audit.SaveAsync(new(action, PaperEntry.Named(unit, batch), unit.Path, StaffTask.EnterPaper, After: after), cancellationToken);
    }

    private async Task<string> NamesAsync(IEnumerable<int?> accounts, CancellationToken cancellationToken)
    {
        var ids = accounts.OfType<int>().Distinct().ToList();
        return string.Join(", ", await context.Accounts.Where(account => ids.Contains(account.Id)).OrderBy(account => account.Name).Select(account => account.Name).ToListAsync(cancellationToken));
    }
}
