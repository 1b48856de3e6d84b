using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

/// <summary>What the page holds, encrypted, while the codes can be downloaded: they are stored nowhere.</summary>
public sealed record CodesToDownload(int? ServiceId, IssuedCodes Issued);

/// <summary>Encrypts codes for the browser of the person who made them, for one unit and a quarter of an hour.</summary>
public sealed class IssuedCodesToken(IDataProtectionProvider protection, CurrentStaff staff, TimeProvider clock)
{
    public const int Minutes = 15;

    /// <summary>Names an order of the person who is signed in.</summary>
    public string OrderKey(Guid order) => $"account {staff.Account?.Id}: {(order == Guid.Empty ? Guid.NewGuid() : order)}";

    /// <summary>Codes of an order that is sent again are shown for as long as they can be downloaded.</summary>
    public bool IsShown(IssuedCodes issued) => issued.IsAsOrdered && clock.GetUtcNow().UtcDateTime - issued.MadeOn < TimeSpan.FromMinutes(Minutes);

    public string Of(Unit unit, CodesToDownload codes) => Protector(unit).Protect(JsonSerializer.Serialize(codes), TimeSpan.FromMinutes(Minutes));

    /// <returns>Null where it is too old, of another unit or person, or none.</returns>
    public CodesToDownload? Read(Unit unit, string? token)
    {
        try
        {
            return JsonSerializer.Deserialize<CodesToDownload>(Protector(unit).Unprotect(token ?? ""));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(Unit unit) =>
        protection.CreateProtector("visit codes", $"unit {unit.Id}", $"account {staff.Account?.Id}").ToTimeLimitedDataProtector();
}
