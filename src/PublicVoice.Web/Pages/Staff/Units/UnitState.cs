using System.Security.Cryptography;
using System.Text.Json;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>A mark of what a unit is, which a form carries: another mark tells that somebody else has changed it since.</summary>
public static class UnitState
{
    public static string Of(Unit unit) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[]
    {
        unit.Name, unit.Status, unit.HeadTitle, unit.LetterheadName, unit.LetterheadAddress, unit.DocumentNumberPattern, unit.SignerName, unit.SignerNip, unit.SignerTitle, unit.TimeZone,
    })));
}
