using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.PaperBatches;

public enum SheetOutcome
{
    Saved,

    /// <summary>All sheets that were declared are there already.</summary>
    Full,

    /// <summary>Somebody else changed or removed the sheet since it was opened.</summary>
    Changed,

    /// <summary>The batch is not in the state that this needs any more.</summary>
    Closed,
}

/// <param name="Position">Where the sheet was put.</param>
public sealed record SheetResult(SheetOutcome Outcome, int Position = 0);

/// <param name="Saved">Sheets of the batch so far.</param>
/// <param name="Last">Number of the sheet that this person typed last; 0 where there is none.</param>
/// <param name="LastDay">Day on that sheet: the next one is likely of the same.</param>
public sealed record PaperProgress(int Saved, int Last, DateOnly? LastDay);

/// <summary>First entry: makes batches and keeps their sheets. Every sheet is durable when this returns.</summary>
public sealed class PaperEntry(PublicVoiceDbContext context, AuditLog audit, CurrentStaff staff)
{
    public async Task MakeAsync(Unit unit, PaperBatch batch, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(batch);
        await context.SaveChangesAsync(cancellationToken); // its number stands in the entry
        await audit.SaveAsync(new("paper.made", Named(unit, batch), unit.Path, StaffTask.EnterPaper, After: Declared(batch)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Corrects what was counted by hand; the entry in the audit log keeps what it was.</summary>
    /// <returns>False where the batch is closed.</returns>
    public async Task<bool> DeclareAsync(Unit unit, int batchId, int sheets, int total, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Open, PaperBatchState.Checking, PaperBatchState.Checked) is not { } batch)
        {
            return false;
        }

        var before = Declared(batch);
        (batch.DeclaredSheets, batch.DeclaredTotal) = (sheets, total);
        if (context.Entry(batch).State == EntityState.Modified)
        {
            if (sheets != await Sheets(batchId).CountAsync(cancellationToken))
            {
                await ReopenAsync(batch, cancellationToken);
            }

            await audit.SaveAsync(new("paper.changed", Named(unit, batch), unit.Path, StaffTask.EnterPaper, before, Declared(batch)), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Adds a sheet; where its number was taken meanwhile, at the lowest that is free. The same form again is the same sheet, with what was
    /// changed in it: somebody went back to it.
    /// </summary>
    public async Task<SheetResult> AddAsync(int batchId, int position, Guid entryKey, TypedSheet typed, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Open) is not { } batch)
        {
            return new(SheetOutcome.Closed);
        }

        var me = staff.Account!.Id;
        if (await context.PaperSheets.SingleOrDefaultAsync(sheet => sheet.BatchId == batchId && sheet.EntryKey == entryKey, cancellationToken) is { } known)
        {
            if (TypedSheet.First(known) == typed)
            {
                return new(SheetOutcome.Saved, known.Position);
            }

            if ((known.EnteredById, known.Revision) != (me, 0))
            {
                return new(SheetOutcome.Changed);
            }

            Change(known, typed, me);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new(SheetOutcome.Saved, known.Position);
        }

        var free = await FreeAsync(batch, cancellationToken);
        if (free.Count == 0)
        {
            return new(SheetOutcome.Full);
        }

        var sheet = new PaperSheet
        {
            BatchId = batchId,
            Position = free.Contains(position) ? position : free[0],
            EntryKey = entryKey,
            Answers = typed.Answers,
            Profile = typed.Profile,
            ServiceId = typed.ServiceId,
            Day = typed.Day,
            Comment = typed.Comment,
            Extras = typed.Extras,
            EnteredById = me,
            ChangedById = me,
        };
        context.Add(sheet);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(SheetOutcome.Saved, sheet.Position);
    }

    /// <param name="revision">Of the sheet as it was opened.</param>
    /// <param name="typed">Null to remove the sheet.</param>
    public async Task<SheetResult> ChangeAsync(int batchId, int position, int revision, TypedSheet? typed, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Open) is null)
        {
            return new(SheetOutcome.Closed);
        }

        if (await context.PaperSheets.SingleOrDefaultAsync(sheet => sheet.BatchId == batchId && sheet.Position == position && sheet.Revision == revision, cancellationToken) is not { } sheet)
        {
            return new(SheetOutcome.Changed);
        }

        if (typed is null)
        {
            context.Remove(sheet);
        }
        else
        {
            Change(sheet, typed, staff.Account!.Id);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(SheetOutcome.Saved, position);
    }

    /// <summary>Back to typing, after a sample was drawn: its second entries are dropped and a new sample will be drawn.</summary>
    public async Task<bool> ReopenAsync(int batchId, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Checking, PaperBatchState.Checked) is not { } batch)
        {
            return false;
        }

        await ReopenAsync(batch, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public Task<PaperSheet?> FindAsync(int batchId, int position, CancellationToken cancellationToken) =>
        Sheets(batchId).SingleOrDefaultAsync(sheet => sheet.Position == position, cancellationToken);

    public async Task<PaperProgress> ProgressAsync(int batchId, CancellationToken cancellationToken)
    {
        var me = staff.Account!.Id;
        var last = await Sheets(batchId).Where(sheet => sheet.EnteredById == me).OrderByDescending(sheet => sheet.Id)
            .Select(sheet => new { sheet.Position, sheet.Day }).FirstOrDefaultAsync(cancellationToken);
        return new(await Sheets(batchId).CountAsync(cancellationToken), last?.Position ?? 0, last?.Day);
    }

    /// <summary>Numbers up to the declared count that no sheet has, the lowest first.</summary>
    public async Task<IReadOnlyList<int>> FreeAsync(PaperBatch batch, CancellationToken cancellationToken)
    {
        var taken = await Sheets(batch.Id).Select(sheet => sheet.Position).ToHashSetAsync(cancellationToken);
        return taken.Count >= batch.DeclaredSheets ? [] : [.. Enumerable.Range(1, batch.DeclaredSheets).Where(position => !taken.Contains(position))];
    }

    /// <summary>
    /// The batch, locked until the transaction ends, where it is in one of the states: whoever else changes it or its sheets waits and
    /// then sees what became of it.
    /// </summary>
    internal static async Task<PaperBatch?> TryLockAsync(PublicVoiceDbContext context, int batchId, CancellationToken cancellationToken, params PaperBatchState[] states)
    {
        var locked = await context.PaperBatches.Where(batch => batch.Id == batchId && states.Contains(batch.State))
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.Revision, batch => batch.Revision + 1), cancellationToken);
        return locked == 0 ? null : await context.PaperBatches.SingleAsync(batch => batch.Id == batchId, cancellationToken);
    }

    internal static string Named(Unit unit, PaperBatch batch) => $"{UnitAdministration.Named(unit)} #{batch.Id}";

    private static object Declared(PaperBatch batch) =>
        new { sheets = batch.DeclaredSheets, total = batch.DeclaredTotal, first_day = batch.FirstDay, last_day = batch.LastDay };

    private static void Change(PaperSheet sheet, TypedSheet typed, int accountId)
    {
        (sheet.Answers, sheet.Profile, sheet.ServiceId, sheet.Day, sheet.Comment, sheet.Extras) = (typed.Answers, typed.Profile, typed.ServiceId, typed.Day, typed.Comment, typed.Extras);
        sheet.ChangedById = accountId;
        sheet.Revision++;
    }

    private static void Forget(PaperSheet sheet)
    {
        (sheet.Round, sheet.SecondAnswers, sheet.SecondProfile, sheet.SecondExtras, sheet.SecondServiceId) = (0, null, null, null, null);
        (sheet.SecondDay, sheet.SecondById, sheet.Agrees, sheet.DecidedById) = (null, null, false, null);
    }

    private async Task ReopenAsync(PaperBatch batch, CancellationToken cancellationToken)
    {
        (batch.State, batch.Rounds) = (PaperBatchState.Open, 0);
        (await context.PaperSheets.Where(sheet => sheet.BatchId == batch.Id).ToListAsync(cancellationToken)).ForEach(Forget);
    }

    private IQueryable<PaperSheet> Sheets(int batchId) => context.PaperSheets.AsNoTracking().Where(sheet => sheet.BatchId == batchId);
}
