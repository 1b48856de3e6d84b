using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.VisitCodes;

/// <summary>What is to be made.</summary>
/// <param name="Maker">The API key that asks for it; null for the person who is signed in.</param>
public sealed record VisitCodeOrder(Unit Unit, Service? Service, int Count, int ValidDays, string? Maker = null);

/// <param name="Codes">Without hyphens. They are known only here: the database has their hashes.</param>
public sealed record IssuedCodes(int BatchId, IReadOnlyList<string> Codes, DateOnly LastDay);

/// <summary>Makes batches of visit codes.</summary>
public sealed class VisitCodeIssue(PublicVoiceDbContext context, UnitDirectory units, ReceiptCodes receipts, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    private const int Attempts = 3;

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
                context.ChangeTracker.Clear(); // another batch drew one of the same codes at the same moment
            }
        }

        return await TryMakeAsync(order, cancellationToken);
    }

    private async Task<IssuedCodes> TryMakeAsync(VisitCodeOrder order, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = (await units.SettingsAsync(order.Unit, cancellationToken)).TimeZone;
        var lastDay = GovernmentTime.Day(now, zone).AddDays(order.ValidDays);
        var codes = await DrawAsync(order.Count, cancellationToken);
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
        context.AddRange(codes.Keys.Order().Select(hash => new VisitCode { Hash = hash, BatchId = batch.Id }));
        var after = new { codes = order.Count, service = order.Service?.Code, last_day = lastDay };
        await audit.SaveAsync(
            new("visit-codes.made", UnitAdministration.Named(order.Unit), order.Unit.Path, StaffTask.IssueCodes, After: after, Actor: order.Maker), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IssuedCodes(batch.Id, [.. codes.Values], lastDay);
    }

    /// <summary>Codes that were never issued, by their hashes.</summary>
    private async Task<Dictionary<long, string>> DrawAsync(int count, CancellationToken cancellationToken)
    {
        var codes = new Dictionary<long, string>(count);
        while (codes.Count < count)
        {
            var code = VisitCodeText.New();
            codes.TryAdd(receipts.Hash(code), code);
            if (codes.Count == count)
            {
                var drawn = codes.Keys.ToList();
                foreach (var taken in await context.VisitCodes.Where(known => drawn.Contains(known.Hash)).Select(known => known.Hash).ToListAsync(cancellationToken))
                {
                    codes.Remove(taken);
                }
            }
        }

        return codes;
    }
}
