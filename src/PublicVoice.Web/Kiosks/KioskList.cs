using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Kiosks;

/// <param name="Stored">Answers that it has delivered.</param>
public sealed record KioskListing(KioskDevice Device, Unit Unit, string? Service, int Stored);

/// <summary>Tablets of a person's scope.</summary>
public sealed class KioskList(PublicVoiceDbContext context, UnitDirectory units)
{
    /// <summary>By unit and name, the revoked ones last; links that nobody opened in time are left out.</summary>
    public async Task<IReadOnlyList<KioskListing>> FindAsync(IReadOnlyList<string> paths, DateTime now, CancellationToken cancellationToken)
    {
        var rows = await Rows(context.KioskDevices.Where(device => device.PairedOn != null || (device.PairingEndsOn > now && device.RevokedOn == null)), units.Within(paths))
            .ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Device.RevokedOn is not null).ThenBy(row => row.Unit.Path, StringComparer.Ordinal).ThenBy(row => row.Device.Name, StringComparer.Ordinal)];
    }

    public Task<KioskListing?> FindAsync(int id, CancellationToken cancellationToken) =>
        Rows(context.KioskDevices.Where(device => device.Id == id), context.Units).SingleOrDefaultAsync(cancellationToken);

    private IQueryable<KioskListing> Rows(IQueryable<KioskDevice> devices, IQueryable<Unit> within) =>
        from device in devices.AsNoTracking()
        join unit in within.AsNoTracking() on device.UnitId equals unit.Id
        select new KioskListing(
            device,
            unit,
            context.Services.Where(service => service.Id == device.ServiceId).Select(service => service.Name).FirstOrDefault(),
            context.SurveyResponses.Count(response => response.DeviceId == device.Id));
}
