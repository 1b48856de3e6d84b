using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.VisitCodes;

public sealed record ListedApiKey(int Id, string Name, string UnitCode, string UnitName, DateTime MadeOn, string? MadeBy, DateTime? LastUsedOn, DateTime? RevokedOn);

/// <summary>Keys of machines that order visit codes.</summary>
public sealed class MachineKeys(PublicVoiceDbContext context, UnitDirectory units, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>So that a key found somewhere is known for what it is.</summary>
    public const string Prefix = "pvk_";

    private const int RandomBytes = 32;
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(5);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Whether a key in use at the unit has the name: two could not be told apart, and a reloaded page would make another.</summary>
    public Task<bool> IsNameTakenAsync(Unit unit, string name, CancellationToken cancellationToken) =>
        context.ApiKeys.AnyAsync(key => key.UnitId == unit.Id && key.Name == name && key.RevokedOn == null, cancellationToken);

    /// <returns>The key, which is known only here: the database has its hash.</returns>
    public async Task<string> MakeAsync(Unit unit, string name, CancellationToken cancellationToken)
    {
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        context.Add(new ApiKey { UnitId = unit.Id, Name = name, Hash = HashOf(text), MadeOn = Now, MadeBy = staff.Account?.Name });
        await audit.SaveAsync(new("api-key.made", UnitAdministration.Named(unit), unit.Path, StaffTask.ManageApiKeys, After: new { name }), cancellationToken);
        return text;
    }

    /// <returns>False where there is no such key within the scope of the signed-in person.</returns>
    public async Task<bool> RevokeAsync(int id, CancellationToken cancellationToken)
    {
        var key = await context.ApiKeys.SingleOrDefaultAsync(key => key.Id == id, cancellationToken);
        var unit = key is null ? null : await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == key.UnitId, cancellationToken);
        if (key is null || unit is null || !staff.Has(StaffTask.ManageApiKeys, unit))
        {
            return false;
        }

        if (key.RevokedOn is null)
        {
            key.Revoke(Now);
            await audit.SaveAsync(
                new("api-key.revoked", UnitAdministration.Named(unit), unit.Path, StaffTask.ManageApiKeys, Before: new { name = key.Name }), cancellationToken);
        }

        return true;
    }

    /// <summary>Within the scope of the signed-in person; those in use first, newest first.</summary>
    public Task<List<ListedApiKey>> ListAsync(CancellationToken cancellationToken) =>
        units.Within(staff.Scopes(StaffTask.ManageApiKeys))
            .Join(context.ApiKeys.AsNoTracking(), unit => unit.Id, key => key.UnitId, (unit, key) => new { unit, key })
            .OrderBy(row => row.key.RevokedOn != null).ThenByDescending(row => row.key.Id)
            .Select(row => new ListedApiKey(row.key.Id, row.key.Name, row.unit.Code, row.unit.Name, row.key.MadeOn, row.key.MadeBy, row.key.LastUsedOn, row.key.RevokedOn))
            .ToListAsync(cancellationToken);

    /// <summary>The key with its unit, where it is one and not revoked.</summary>
    public async Task<(ApiKey Key, Unit Unit)?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length != Prefix.Length + Base64Url.GetEncodedLength(RandomBytes))
        {
            return null;
        }

        var (hash, now) = (HashOf(text), Now);
        var found = await context.ApiKeys.AsNoTracking().Where(key => key.Hash == hash && key.RevokedOn == null)
            .Join(context.Units.AsNoTracking(), key => key.UnitId, unit => unit.Id, (key, unit) => new { key, unit }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        if (found.key.LastUsedOn is null || found.key.LastUsedOn < now - UseNotedEvery)
        {
            await context.ApiKeys.Where(key => key.Id == found.key.Id).ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedOn, now), cancellationToken);
        }

        return (found.key, found.unit);
    }

    /// <summary>256 random bits need no salt and no slow hash.</summary>
    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
