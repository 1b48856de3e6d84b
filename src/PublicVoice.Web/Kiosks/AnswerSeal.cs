using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace PublicVoice.Web.Kiosks;

/// <summary>An answer as it lies on a tablet. The texts are base64url.</summary>
/// <param name="Key">Submission key, a UUID of version 7.</param>
/// <param name="Device">Whose public key it was sealed with.</param>
/// <param name="PublicKey">The key made for this answer alone, an uncompressed point of P-256.</param>
/// <param name="Data">Ciphertext and tag.</param>
public sealed record SealedAnswer(string Key, int Device, string PublicKey, string Iv, string Data);

/// <summary>
/// Answers are sealed on the tablet so that only the server opens them: ECDH on P-256 with a key made for the one answer, HKDF-SHA-256
/// with that key as salt, AES-256-GCM over the answer with device and submission key as associated data.
/// wwwroot/js/kiosk/sealing.js is the other side.
/// </summary>
public sealed class AnswerSeal(IDataProtectionProvider protection)
{
    private const int PointBytes = 65;
    private const int CoordinateBytes = 32;
    private const int KeyBytes = 32;
    private const int IvBytes = 12;
    private const int TagBytes = 16;

    internal static ReadOnlySpan<byte> Info => "publicvoice kiosk answer 1"u8;

    private IDataProtector Protector => protection.CreateProtector("kiosk device keys");

    /// <summary>Keys for a new tablet.</summary>
    public (byte[] PublicKey, string PrivateKey) NewKeys()
    {
        using var keys = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (PointOf(keys.ExportParameters(includePrivateParameters: false).Q), Convert.ToBase64String(Protector.Protect(keys.ExportPkcs8PrivateKey())));
    }

    /// <returns>The key that opens what was sealed for the tablet, to be disposed of; null where the installation has lost the keys that protect it.</returns>
    public ECDiffieHellman? KeyOf(KioskDevice device)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportPkcs8PrivateKey(Protector.Unprotect(Convert.FromBase64String(device.PrivateKey)), out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <returns>The answer, or null where it was changed, cut off or sealed for another key.</returns>
    public static byte[]? Open(SealedAnswer answer, ECDiffieHellman key)
    {
        if (Read(answer.PublicKey) is not { Length: PointBytes } point || point[0] != 4 || Read(answer.Iv) is not { Length: IvBytes } iv || Read(answer.Data) is not { Length: > TagBytes } data)
        {
            return null;
        }

        try
        {
            using var other = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..(1 + CoordinateBytes)], Y = point[(1 + CoordinateBytes)..] },
            });
            var derived = new byte[KeyBytes];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(other.PublicKey), derived, point, Info);
            using var cipher = new AesGcm(derived, TagBytes);
            var plain = new byte[data.Length - TagBytes];
            cipher.Decrypt(iv, data.AsSpan(..^TagBytes), data.AsSpan(^TagBytes..), plain, Associated(answer.Device, answer.Key));
            return plain;
        }
        catch (CryptographicException)
        {
            return null; // also a point that is not on the curve
        }
    }

    internal static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    internal static byte[] Associated(int device, string key) => Encoding.UTF8.GetBytes($"{device}:{key}");

    private static byte[]? Read(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
