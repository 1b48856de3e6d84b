using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Surveys;

/// <summary>
/// Receipt codes: twelve characters from a keyed hash of the submission key, so that the same submission always gets the same
/// code and nobody can compute one from the database. Only a hash of the code is stored.
/// </summary>
public sealed class ReceiptCodes
{
    /// <summary>No pair that is mixed up when read or written: 0/O, 1/I/L, 2/Z, 5/S, 8/B are left out.</summary>
    internal const string Alphabet = "ACDEFGHJKMNPQRTUVWXY34679";
    private const int Length = 12;

    /// <summary>More than anyone types, spaces and hyphens included.</summary>
    public const int MaxTypedLength = 40;

    private const string KeyFile = "receipt.key";
    private const int MinKeyBytes = 32;

    private readonly byte[] key;

    /// <exception cref="InvalidDataException">The key that is configured or kept is none.</exception>
    public ReceiptCodes(IOptions<PublicVoiceOptions> options) => key = options.Value.ReceiptKey is { } configured
        ? Decode(configured) ?? throw new InvalidDataException("PublicVoice:ReceiptKey must hold at least 32 bytes in base64.")
        : LoadOrCreate(options.Value.DataDirectory);

    /// <summary>The code of a submission, grouped as K7QF-3M9X-TR4W.</summary>
    public string For(Guid submissionKey)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, submissionKey.ToByteArray(true), hash);
        var number = new BigInteger(hash, isUnsigned: true, isBigEndian: true);
        var code = new StringBuilder(Length + 2);
        for (var i = 0; i < Length; i++)
        {
            if (i is 4 or 8)
            {
                code.Append('-');
            }

            number = BigInteger.DivRem(number, Alphabet.Length, out var digit);
            code.Append(Alphabet[(int)digit]);
        }

        return code.ToString();
    }

    /// <summary>The stored form of a code as a person may type it: case, spaces and hyphens do not matter.</summary>
    public long Hash(string code)
    {
        return BitConverter.ToInt64(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(Plain(code))), 0);
    }

    /// <summary>A secret for another purpose that all nodes share as they share this one.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("derive: " + purpose));

    /// <summary>A typed code as it was handed out: K7QF-3M9X-TR4W.</summary>
    public static string Grouped(string code) => string.Join('-', Plain(code).Chunk(4).Select(group => new string(group)));

    private static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static byte[] LoadOrCreate(string directory)
    {
        DataDirectory.Create(directory);
        var path = Path.Combine(directory, KeyFile);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinKeyBytes))));
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made by an earlier start.
        }

        return Decode(File.ReadAllText(path)) ?? throw new InvalidDataException(
            $"{Path.GetFullPath(path)} is damaged: put it back from a backup. "
            + "With a new one in its place no receipt code handed out so far is found any more.");
    }

    /// <returns>Null for what is no key.</returns>
    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= MinKeyBytes ? bytes[..length] : null;
    }
}
