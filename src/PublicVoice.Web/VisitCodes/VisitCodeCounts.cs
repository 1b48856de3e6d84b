using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.VisitCodes;

/// <summary>What became of codes.</summary>
/// <param name="Used">Until the end of yesterday; null where the codes are too few to tell.</param>
/// <param name="Expired">Unused for good; null where the codes are too few to tell.</param>
public sealed record VisitCodeCount(long Issued, long? Used, long? Expired);

/// <param name="ServiceName">Null for every service.</param>
public sealed record CountedBatch(VisitCodeBatch Batch, string? ServiceName, DateOnly MadeDay, DateOnly LastDay, VisitCodeCount Count);

/// <param name="Small">All batches too small to be shown one by one.</param>
public sealed record UnitVisitCodes(IReadOnlyList<CountedBatch> Batches, VisitCodeCount Small);

/// <summary>Counts codes of a unit. Use is counted by whole days that are over, so that nobody can watch a visitor's code being used.</summary>
public sealed class VisitCodeCounts(PublicVoiceDbContext context, UnitDirectory units, TimeProvider clock)
{
    /// <summary>Older batches are not listed.</summary>
    public const int Most = 200;

    public async Task<UnitVisitCodes> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = (await units.SettingsAsync(unit, cancellationToken)).TimeZone;
        var today = GovernmentTime.Utc(GovernmentTime.Day(now, zone), TimeOnly.MinValue, zone);
        var ours = context.VisitCodeBatches.AsNoTracking().Where(batch => batch.UnitId == unit.Id);
        var large = await ours.Where(batch => batch.Count >= VisitCodeBatch.ShownFrom)
            .OrderByDescending(batch => batch.Id).Take(Most)
            .Select(batch => new
            {
                Batch = batch,
                Service = context.Services.Where(service => service.Id == batch.ServiceId).Select(service => service.Name).SingleOrDefault(),
                Used = context.VisitCodes.Count(code => code.BatchId == batch.Id && code.UsedOn < today),
            })
            .ToListAsync(cancellationToken);

        var small = ours.Where(batch => batch.Count < VisitCodeBatch.ShownFrom);
        var issued = await small.SumAsync(batch => (long)batch.Count, cancellationToken);
        var isShown = issued >= VisitCodeBatch.ShownFrom;
        var used = isShown ? await context.VisitCodes.LongCountAsync(code => code.UsedOn < today && small.Any(batch => batch.Id == code.BatchId), cancellationToken) : 0;
        var expired = isShown ? await context.VisitCodes.LongCountAsync(code => code.UsedOn == null && small.Any(batch => batch.Id == code.BatchId && batch.ExpiresOn <= now), cancellationToken) : 0;
        return new UnitVisitCodes(
            large.ConvertAll(row => new CountedBatch(
                row.Batch,
                row.Service,
                GovernmentTime.Day(row.Batch.MadeOn, zone),
                GovernmentTime.Day(row.Batch.ExpiresOn.AddSeconds(-1), zone),
                new VisitCodeCount(row.Batch.Count, row.Used, row.Batch.ExpiresOn <= now ? row.Batch.Count - row.Used : 0))),
            new VisitCodeCount(issued, isShown ? used : null, isShown ? expired : null));
    }
}
