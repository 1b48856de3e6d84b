using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Kiosks;

public enum PairingOutcome
{
    Paired,

    /// <summary>No such code was ever made: mistyped.</summary>
    Unknown,
    Used,

    /// <summary>Too old, or revoked before it was used.</summary>
    Expired,
}

/// <param name="UnitCode">Of the paired tablet.</param>
/// <param name="Token">What the tablet keeps; the database has its hash.</param>
public sealed record Pairing(PairingOutcome Outcome, string UnitCode = "", string Token = "");

/// <summary>Lets tablets in and shuts them out again.</summary>
public sealed class KioskPairing(PublicVoiceDbContext context, AnswerSeal seal, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    private const int CodeLength = 12;
    private const int TokenBytes = 32;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The tablet to come and the one-time code that pairs it, which is stored nowhere.</returns>
    public async Task<(KioskDevice Device, string Code)> MakeAsync(Unit unit, Service? service, string name, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(ReceiptCodes.Alphabet, CodeLength);
        var (publicKey, privateKey) = seal.NewKeys(); // before the transaction: it may have to store a protecting key first
        var device = new KioskDevice
        {
            UnitId = unit.Id,
            ServiceId = service?.Id,
            Name = name,
            MadeBy = staff.Account?.Name ?? AuditLog.CommandLine,
            MadeOn = Now,
            PairingHash = Hash(code),
            PairingEndsOn = Now + KioskDevice.PairingLimit,
            PublicKey = publicKey,
            PrivateKey = privateKey,
        };
        context.Add(device);
        await audit.SaveAsync(
            new("kiosk.made", Named(device, unit), unit.Path, StaffTask.ManageKiosks, After: new { name, service = service?.Code }), cancellationToken);
        return (device, ReceiptCodes.Grouped(code));
    }

    /// <summary>Uses a one-time code up. A conditional update decides, so that of two tablets at once one gets it.</summary>
    /// <param name="typed">The code in any case, with or without hyphens.</param>
    public async Task<Pairing> PairAsync(string typed, CancellationToken cancellationToken)
    {
        var (hash, now) = (Hash(ReceiptCodes.Grouped(typed).Replace("-", "", StringComparison.Ordinal)), Now);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var tokenHash = Hash(token);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var paired = await context.KioskDevices
            .Where(device => device.PairingHash == hash && device.PairedOn == null && device.RevokedOn == null && device.PairingEndsOn > now)
            .ExecuteUpdateAsync(set => set.SetProperty(device => device.PairedOn, now).SetProperty(device => device.TokenHash, tokenHash).SetProperty(device => device.LastSeenOn, now), cancellationToken);
        var found = await context.KioskDevices.AsNoTracking().Where(device => device.PairingHash == hash)
            .Join(context.Units, device => device.UnitId, unit => unit.Id, (device, unit) => new { Device = device, Unit = unit }).SingleOrDefaultAsync(cancellationToken);
        if (paired == 0 || found is null)
        {
            return new Pairing(found is null ? PairingOutcome.Unknown : found.Device.PairedOn is null ? PairingOutcome.Expired : PairingOutcome.Used);
        }

        await audit.SaveAsync(new("kiosk.paired", Named(found.Device, found.Unit), found.Unit.Path, Actor: found.Device.Name), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Pairing(PairingOutcome.Paired, found.Unit.Code, token);
    }

    public Task RevokeAsync(KioskDevice device, Unit unit, CancellationToken cancellationToken) =>
        ChangeAsync("kiosk.revoked", device, unit, found => found.Revoke(Now), cancellationToken);

    /// <summary>What was revoked by mistake delivers again, also what was collected meanwhile.</summary>
    public Task ReinstateAsync(KioskDevice device, Unit unit, CancellationToken cancellationToken) =>
        ChangeAsync("kiosk.reinstated", device, unit, found => found.Reinstate(), cancellationToken);

    /// <returns>The tablet that keeps this token, whatever its state; null where there is none.</returns>
    public async Task<(KioskDevice Device, Unit Unit)?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: TokenBytes * 2 })
        {
            return null;
        }

        var hash = Hash(token);
        var found = await context.KioskDevices.AsNoTracking().Where(device => device.TokenHash == hash)
            .Join(context.Units, device => device.UnitId, unit => unit.Id, (device, unit) => new { Device = device, Unit = unit }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Device, found.Unit);
    }

    private async Task ChangeAsync(string action, KioskDevice device, Unit unit, Action<KioskDevice> change, CancellationToken cancellationToken)
    {
        var found = await context.KioskDevices.SingleAsync(known => known.Id == device.Id, cancellationToken);
        var before = found.RevokedOn;
        change(found);
        if (before != found.RevokedOn)
        {
            await audit.SaveAsync(
                new(action, Named(found, unit), unit.Path, StaffTask.ManageKiosks, After: new { waiting = found.Waiting, refused = found.Refused }), cancellationToken);
        }
    }

    private static string Named(KioskDevice device, Unit unit) => $"{device.Name}, {UnitAdministration.Named(unit)}";

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
