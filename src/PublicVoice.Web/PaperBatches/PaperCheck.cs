using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.PaperBatches;

/// <summary>What stands against what was declared.</summary>
/// <param name="Sheets">Typed in.</param>
/// <param name="Total">Sum of all scores typed in.</param>
public sealed record PaperControl(int Sheets, int Total)
{
    public bool Meets(PaperBatch batch) => Sheets == batch.DeclaredSheets && Total == batch.DeclaredTotal;
}

/// <summary>What waits in the check of a batch.</summary>
/// <param name="Mine">Numbers of the sheets that this person is to type again.</param>
/// <param name="Others">Numbers of the sheets that this person typed first, so that somebody else has to type them again.</param>
/// <param name="ToDecide">Sheets whose entries differ and about which this person decides.</param>
public sealed record PaperWork(IReadOnlyList<int> Mine, IReadOnlyList<int> Others, IReadOnlyList<PaperSheet> ToDecide)
{
    public static readonly PaperWork None = new([], [], []);
}

/// <summary>Second entry: another person types a sample again, differences are decided, and a sample without any ends the check.</summary>
public sealed class PaperCheck(PublicVoiceDbContext context, CurrentStaff staff)
{
    public async Task<PaperControl> ControlAsync(int batchId, CancellationToken cancellationToken)
    {
        var answers = await context.PaperSheets.Where(sheet => sheet.BatchId == batchId).Select(sheet => sheet.Answers).ToListAsync(cancellationToken);
        return new(answers.Count, answers.Sum(PaperSheet.TotalOf));
    }

    public async Task<PaperWork> WorkAsync(PaperBatch batch, CancellationToken cancellationToken)
    {
        if (batch.State != PaperBatchState.Checking)
        {
            return PaperWork.None;
        }

        var (sample, me) = ((await SheetsAsync(batch.Id, cancellationToken)).FindAll(sheet => sheet.Round > 0), staff.Account!.Id);
        var again = sample.Where(sheet => sheet.SecondById is null).ToLookup(sheet => sheet.MayBeCheckedBy(me), sheet => sheet.Position);
        return new([.. again[true]], [.. again[false]], sample.FindAll(sheet => sheet.IsToDecide && sheet.MayBeCheckedBy(me)));
    }

    /// <summary>Ends the first entry and draws the sample, where count and control total are right.</summary>
    /// <returns>False where they are not, or the batch is not open.</returns>
    public async Task<bool> FinishAsync(int batchId, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await PaperEntry.TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Open) is not { } batch
            || !(await ControlAsync(batchId, cancellationToken)).Meets(batch))
        {
            return false;
        }

        batch.State = PaperBatchState.Checking;
        Draw(batch, await SheetsAsync(batchId, cancellationToken));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Stores what another person read from a sheet of the sample. A sheet that has its second entry keeps it.</summary>
    /// <returns>False where the sheet is not in the sample, was typed by the same person, or the batch is not being checked.</returns>
    public async Task<bool> EnterAsync(int batchId, int position, TypedSheet typed, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await PaperEntry.TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Checking) is not { } batch)
        {
            return false;
        }

        var (sheets, me) = (await SheetsAsync(batchId, cancellationToken), staff.Account!.Id);
        if (sheets.Find(sheet => sheet.Position == position && sheet.Round > 0) is not { } sheet || !sheet.MayBeCheckedBy(me))
        {
            return false;
        }

        if (sheet.SecondById is null)
        {
            (sheet.SecondAnswers, sheet.SecondProfile, sheet.SecondExtras) = (typed.Answers, typed.Profile, typed.Extras);
            (sheet.SecondServiceId, sheet.SecondDay, sheet.SecondById) = (typed.ServiceId, typed.Day, me);
            sheet.Agrees = PaperDifference.Of(sheet).Count == 0;
            GoOn(batch, sheets);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>Takes for each difference the entry that is right.</summary>
    /// <param name="second">Names of the differences where the second entry is right; the first is right elsewhere.</param>
    /// <returns>False where there is nothing to decide, or not for this person.</returns>
    public async Task<bool> DecideAsync(int batchId, int position, IReadOnlySet<string> second, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await PaperEntry.TryLockAsync(context, batchId, cancellationToken, PaperBatchState.Checking) is not { } batch)
        {
            return false;
        }

        var sheets = await SheetsAsync(batchId, cancellationToken);
        if (sheets.Find(sheet => sheet.Position == position) is not { IsToDecide: true } sheet || !sheet.MayBeCheckedBy(staff.Account!.Id))
        {
            return false;
        }

        foreach (var difference in PaperDifference.Of(sheet).Where(difference => second.Contains(difference.Name)))
        {
            difference.TakeSecond(sheet);
        }

        sheet.DecidedById = staff.Account.Id;
        sheet.Revision++;
        GoOn(batch, sheets);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>When a sample is done: without a difference the batch is checked; with one, another sample is drawn from what is left.</summary>
    private static void GoOn(PaperBatch batch, List<PaperSheet> sheets)
    {
        if (sheets.Exists(sheet => sheet.Round > 0 && !sheet.Agrees && sheet.DecidedById is null))
        {
            return; // second entries or decisions are missing
        }

        if (sheets.TrueForAll(sheet => sheet.Round > 0) || sheets.TrueForAll(sheet => sheet.Round != batch.Rounds || sheet.Agrees))
        {
            batch.State = PaperBatchState.Checked;
        }
        else
        {
            Draw(batch, sheets);
        }
    }

    private static void Draw(PaperBatch batch, List<PaperSheet> sheets)
    {
        batch.Rounds++;
        var left = sheets.Where(sheet => sheet.Round == 0).ToArray();
        RandomNumberGenerator.Shuffle(left.AsSpan());
        foreach (var sheet in left.Take(PaperBatch.SampleSize(sheets.Count)))
        {
            sheet.Round = batch.Rounds;
        }
    }

    private Task<List<PaperSheet>> SheetsAsync(int batchId, CancellationToken cancellationToken) =>
        context.PaperSheets.Where(sheet => sheet.BatchId == batchId).OrderBy(sheet => sheet.Position).ToListAsync(cancellationToken);
}
