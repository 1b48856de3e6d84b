using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Accounts;

/// <summary>Codes of an authenticator app (RFC 6238: HMAC-SHA-1, 30 seconds, six digits). Unlike Identity's own, none is taken twice.</summary>
public sealed class AuthenticatorCodes(PublicVoiceDbContext context, TimeProvider clock) : AuthenticatorTokenProvider<Account>
{
    public const int Digits = 6;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>One step for the clock of the phone and one for typing (RFC 6238, section 5.2).</summary>
    private const int Drift = 1;

    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key || StepOf(key, token, clock.GetUtcNow()) is not { } step)
        {
            return false;
        }

        return await context.Accounts.Where(account => account.Id == user.Id && (account.LastAuthenticatorStep == null || account.LastAuthenticatorStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.LastAuthenticatorStep, step)) == 1;
    }

    /// <returns>The time step that a code belongs to; null where it is none of now.</returns>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / 30;
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(key, step)), Encoding.UTF8.GetBytes(code)))
            {
                return step;
            }
        }

        return null;
    }

    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // what authenticator apps speak
        var hash = HMACSHA1.HashData(Bytes(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (int at = 0, bits = 0, held = 0; at < key.Length; at++)
        {
            held = ((held << 5) | Base32.IndexOf(key[at], StringComparison.Ordinal)) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[(at * 5 + 5) / 8 - 1] = (byte)(held >> bits);
            }
        }

        return bytes;
    }
}
