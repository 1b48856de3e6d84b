using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.VisitCodes;

/// <summary>What is to be made.</summary>
/// <param name="Maker">The API key that asks for it; null for the person who is signed in.</param>
/// <param name="Key">Who orders and which order it is: the same order again gets the same codes. Null where it is never repeated.</param>
public sealed record VisitCodeOrder(Unit Unit, Service? Service, int Count, int ValidDays, string? Maker = null, string? Key = null)
{
    public const int KeyMaxLength = 200;
}

/// <param name="Codes">Without hyphens. They are known only here: the database has their hashes.</param>
/// <param name="MadeOn">Earlier than now where the order had been carried out already.</param>
/// <param name="IsAsOrdered">False where the earlier order with the same key was for something else.</param>
public sealed record IssuedCodes(int BatchId, IReadOnlyList<string> Codes, DateOnly LastDay, DateTime MadeOn = default, bool IsAsOrdered = true);

/// <summary>Makes batches of visit codes.</summary>
public sealed class VisitCodeIssue(PublicVoiceDbContext context, UnitDirectory units, ReceiptCodes receipts, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    private const int Attempts = 3;

    /// <summary>How long a repeated order is known as such.</summary>
    private static readonly TimeSpan OrdersKept = TimeSpan.FromDays(1);

    public async Task<IssuedCodes> MakeAsync(VisitCodeOrder order, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            try
            {
                return await TryMakeAsync(order, cancellationToken);
            }
            catch (DbUpdateException)
            {
                context.ChangeTracker.Clear(); // another batch drew one of the same codes, or the same order came twice, at the same moment
            }
        }

        return await TryMakeAsync(order, cancellationToken);
    }

    private async Task<IssuedCodes> TryMakeAsync(VisitCodeOrder order, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = (await units.SettingsAsync(order.Unit, cancellationToken)).TimeZone;
        var mark = order.Key is null ? null : HMACSHA256.HashData(receipts.Derive("visit code orders"), Encoding.UTF8.GetBytes(order.Key));
        if (mark is not null && await RepeatedAsync(order, mark, zone, cancellationToken) is { } known)
        {
            return known;
        }

        var lastDay = GovernmentTime.Day(now, zone).AddDays(order.ValidDays);
        var codes = await DrawAsync(order.Count, Candidates(mark), cancellationToken);
        var batch = new VisitCodeBatch
        {
            UnitId = order.Unit.Id,
            ServiceId = order.Service?.Id,
            MadeOn = now,
            MadeBy = order.Maker ?? staff.Account?.Name ?? AuditLog.CommandLine,
            Count = order.Count,
            ExpiresOn = GovernmentTime.Utc(lastDay.AddDays(1), TimeOnly.MinValue, zone),
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(batch);
        await context.SaveChangesAsync(cancellationToken);
        context.AddRange(codes.Select((code, position) => new VisitCode
        {
            Hash = receipts.Hash(code),
            BatchId = batch.Id,
            Position = order.Count >= VisitCodeBatch.ShownFrom ? position : null,
        }).OrderBy(code => code.Hash));
        if (mark is not null)
        {
            await context.VisitCodeOrderMarks.Where(old => old.MadeOn < now - OrdersKept).ExecuteDeleteAsync(cancellationToken);
            context.Add(new VisitCodeOrderMark { Hash = mark, BatchId = batch.Id, MadeOn = now });
        }

        var after = new { codes = order.Count, service = order.Service?.Code, last_day = lastDay };
        await audit.SaveAsync(
            new("visit-codes.made", UnitAdministration.Named(order.Unit), order.Unit.Path, StaffTask.IssueCodes, After: after, Actor: order.Maker), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IssuedCodes(batch.Id, codes, lastDay, now);
    }

    private async Task<IssuedCodes?> RepeatedAsync(VisitCodeOrder order, byte[] mark, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow().UtcDateTime - OrdersKept;
        var batch = await context.VisitCodeOrderMarks.Where(known => known.Hash == mark && known.MadeOn >= oldest)
            .Join(context.VisitCodeBatches.AsNoTracking(), known => known.BatchId, batch => batch.Id, (_, batch) => batch).SingleOrDefaultAsync(cancellationToken);
        if (batch is null)
        {
            return null;
        }

        var hashes = (await context.VisitCodes.Where(code => code.BatchId == batch.Id).Select(code => code.Hash).ToListAsync(cancellationToken)).ToHashSet();
        var codes = Candidates(mark).Where(code => hashes.Contains(receipts.Hash(code))).Take(batch.Count).ToList();
        var lastDay = GovernmentTime.Day(batch.ExpiresOn.AddSeconds(-1), zone);
        var isAsOrdered = (batch.UnitId, batch.ServiceId, batch.Count) == (order.Unit.Id, order.Service?.Id, order.Count)
            && lastDay == GovernmentTime.Day(batch.MadeOn, zone).AddDays(order.ValidDays);
        return new IssuedCodes(batch.Id, codes, lastDay, batch.MadeOn, isAsOrdered);
    }

    /// <summary>
    /// Codes, more than anybody orders. Those of an order follow from its key and a secret of the server, so that they can be told again although they are
    /// stored nowhere.
    /// </summary>
    private IEnumerable<string> Candidates(byte[]? mark)
    {
        var seed = mark is null ? RandomNumberGenerator.GetBytes(32) : HMACSHA256.HashData(receipts.Derive("visit codes of orders"), mark);
        for (var number = 0; number < int.MaxValue; number++)
        {
            yield return VisitCodeText.From(HMACSHA256.HashData(seed, BitConverter.GetBytes(number)));
        }
    }

    /// <summary>Codes that were never issued.</summary>
    private async Task<List<string>> DrawAsync(int count, IEnumerable<string> candidates, CancellationToken cancellationToken)
    {
        var codes = new List<string>(count);
        using var next = candidates.GetEnumerator();
        while (codes.Count < count)
        {
            while (codes.Count < count && next.MoveNext())
            {
                codes.Add(next.Current);
            }

            codes = [.. codes.DistinctBy(receipts.Hash)];
            var drawn = codes.ConvertAll(receipts.Hash);
            var taken = (await context.VisitCodes.Where(known => drawn.Contains(known.Hash)).Select(known => known.Hash).ToListAsync(cancellationToken)).ToHashSet();
            codes.RemoveAll(code => taken.Contains(receipts.Hash(code)));
        }

        return codes;
    }
}
