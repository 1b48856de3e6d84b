using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.VisitCodes;

/// <summary>Uses codes up, and says why one cannot be. Codes of a unit that was merged or split, or for a service that another unit offers now, hold at whoever took over.</summary>
public static class VisitCodeRedemption
{
    /// <summary>
    /// Uses the code of a response that was just stored in the current transaction. A conditional update decides, so that of many
    /// at once exactly one gets it.
    /// </summary>
    /// <returns>False where the code is used, expired, of another office or none; the caller takes the response back.</returns>
    internal static bool TryRedeem(PublicVoiceDbContext context, NewSurveyResponse response, long responseId)
    {
        var (hash, now) = (response.VisitCodeHash, response.SubmittedOn);
        DateTime? hour = now.Date.AddHours(now.Hour);
        var place = context.VisitCodes.Where(code => code.Hash == hash).Select(code => code.Position).SingleOrDefault();
        var used = context.VisitCodes
            .Where(code => code.Hash == hash && code.UsedOn == null && context.VisitCodeBatches.Any(batch =>
                batch.Id == code.BatchId && batch.ExpiresOn > now
                && (context.ServiceSuccessions.Any(row => row.ServiceId == batch.ServiceId && row.SuccessorId == response.ServiceId
                        && context.Services.Any(service => service.Id == row.SuccessorId && service.UnitId == response.UnitId))
                    || ((batch.ServiceId == null || batch.ServiceId == response.ServiceId)
                        && context.Units.Any(rated => rated.Id == response.UnitId && context.Units.Any(unit =>
                            (unit.Id == batch.UnitId || context.UnitSuccessions.Any(row => row.UnitId == batch.UnitId && row.SuccessorId == unit.Id && row.Kind != SuccessionKind.Part))
                            && rated.Path.StartsWith(unit.Path)))))))
            .ExecuteUpdate(set => set.SetProperty(code => code.UsedOn, hour).SetProperty(code => code.Position, (int?)null));
        if (used == 1)
        {
            var shown = context.VisitCodeBatches
                .Where(batch => batch.Count >= VisitCodeBatch.ShownFrom && context.VisitCodes.Any(code => code.Hash == hash && code.BatchId == batch.Id))
                .Select(batch => new { batch.Id, batch.Count, batch.LastUsedPosition }).SingleOrDefault();
            if (shown is not null)
            {
                int? batchId = shown.Id;
                var signals = response.Signals | (IsOutOfOrder(place, shown.LastUsedPosition, shown.Count) ? IntegritySignals.CodesOutOfOrder : IntegritySignals.None);
                context.SurveyResponses.Where(stored => stored.Id == responseId)
                    .ExecuteUpdate(set => set.SetProperty(stored => stored.VisitCodeBatchId, batchId).SetProperty(stored => stored.Signals, signals));
                context.VisitCodeBatches.Where(batch => batch.Id == batchId).ExecuteUpdate(set => set.SetProperty(batch => batch.LastUsedPosition, place));
            }
        }

        return used == 1;
    }

    /// <summary>Slips are cut off and handed out in order; one that lies a fifth of the batch away from the last was taken from elsewhere in the pile.</summary>
    private static bool IsOutOfOrder(int? position, int? last, int count) =>
        position is { } here && last is { } before && Math.Abs(here - before) > Math.Max(10, count / 5);

    /// <summary>Whether a code could be used now for a response to the unit and service.</summary>
    public static async Task<VisitCodeState> StateAsync(
        PublicVoiceDbContext context, long hash, string unitPath, int? serviceId, DateTime now, CancellationToken cancellationToken)
    {
        var found = await context.VisitCodes.Where(code => code.Hash == hash)
            .Join(context.VisitCodeBatches, code => code.BatchId, batch => batch.Id, (code, batch) => new
            {
                code.UsedOn,
                batch.ExpiresOn,
                IsHere = (batch.ServiceId == null || batch.ServiceId == serviceId) && context.Units.Any(unit =>
                    (unit.Id == batch.UnitId || context.UnitSuccessions.Any(row => row.UnitId == batch.UnitId && row.SuccessorId == unit.Id && row.Kind != SuccessionKind.Part))
                    && unitPath.StartsWith(unit.Path)),
                IsTakenOver = context.ServiceSuccessions.Any(row => row.ServiceId == batch.ServiceId && row.SuccessorId == serviceId
                    && context.Services.Any(service => service.Id == row.SuccessorId && context.Units.Any(unit => unit.Id == service.UnitId && unit.Path == unitPath))),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return found switch
        {
            null => VisitCodeState.Unknown,
            { IsHere: false, IsTakenOver: false } => VisitCodeState.Foreign,
            { UsedOn: not null } => VisitCodeState.Used,
            _ when found.ExpiresOn <= now => VisitCodeState.Expired,
            _ => VisitCodeState.Valid,
        };
    }
}
