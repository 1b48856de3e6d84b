using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Units;

/// <summary>What is in use at a unit and stands still when it is closed.</summary>
/// <param name="Codes">Visit codes that could still be used.</param>
public sealed record UnitUse(int Tablets, int ApiKeys, int Codes, int PaperBatches)
{
    public static async Task<UnitUse> OfAsync(PublicVoiceDbContext context, int unitId, DateTime now, CancellationToken cancellationToken) => new(
        await context.KioskDevices.CountAsync(device => device.UnitId == unitId && device.PairedOn != null && device.RevokedOn == null, cancellationToken),
        await context.ApiKeys.CountAsync(key => key.UnitId == unitId && key.RevokedOn == null, cancellationToken),
        await context.VisitCodes.CountAsync(
            code => code.UsedOn == null && context.VisitCodeBatches.Any(batch => batch.Id == code.BatchId && batch.UnitId == unitId && batch.ExpiresOn > now), cancellationToken),
        await context.PaperBatches.CountAsync(batch => batch.UnitId == unitId && batch.State != PaperBatchState.Posted && batch.State != PaperBatchState.Discarded, cancellationToken));

    /// <returns>Null where nothing is.</returns>
    public LocalText? InWords(string unit)
    {
        (int Count, string Indonesian, string English)[] parts =
        [
            (Tablets, "tablet loket", "counter tablets"), (ApiKeys, "kunci API mesin antrean", "API keys of queue machines"),
            (Codes, "kode kunjungan yang belum dipakai", "unused visit codes"), (PaperBatches, "batch kertas yang belum dibukukan", "paper batches not posted yet"),
        ];
        var used = parts.Where(part => part.Count > 0).ToList();
        var advice = new List<(string Indonesian, string English)>();
        if (Tablets > 0)
        {
            advice.Add(("Tablet mengirim yang sudah diisi lalu berhenti: pasangkan di unit lain.", "Tablets deliver what they hold and then stop: pair them at another unit."));
        }

        if (ApiKeys > 0)
        {
            advice.Add(("Mesin antrean perlu kunci baru.", "Queue machines need a new key."));
        }

        if (Codes > 0)
        {
            advice.Add(("Kode kunjungan itu tidak berlaku lagi.", "These visit codes will not hold any more."));
        }

        if (PaperBatches > 0)
        {
            advice.Add(("Batch kertas masih dapat diselesaikan.", "Paper batches can still be finished."));
        }

        return used.Count == 0 ? null : new LocalText(
            string.Join(' ', advice.Select(text => text.Indonesian).Prepend($"Masih dipakai di {unit}: {string.Join(", ", used.Select(part => $"{part.Count} {part.Indonesian}"))}.")),
            string.Join(' ', advice.Select(text => text.English).Prepend($"Still in use at {unit}: {string.Join(", ", used.Select(part => $"{part.Count} {part.English}"))}.")));
    }
}
