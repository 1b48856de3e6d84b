using System.Security.Cryptography;
using System.Text;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Data;

/// <summary>
/// Seals what would let whoever reads a copy of the database act for somebody: AES-256-GCM under a key that follows from the receipt key, which
/// is not in the database and which all nodes share (docs/decisions/0023-sealed-secrets.md).
/// </summary>
public sealed class StoredSecrets(ReceiptCodes keys)
{
    private const string Mark = "v1.";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="purpose">What it is and whose, so that it opens in no other place.</param>
    public string Seal(string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var stored = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(stored.AsSpan(..NonceBytes));
        using var cipher = new AesGcm(KeyOf(purpose), TagBytes);
        cipher.Encrypt(stored.AsSpan(..NonceBytes), plain, stored.AsSpan(NonceBytes, plain.Length), stored.AsSpan(^TagBytes..));
        return Mark + Convert.ToBase64String(stored);
    }

    /// <summary>Text that was stored before secrets were sealed is returned as it stands.</summary>
    /// <exception cref="InvalidDataException">It was sealed with another receipt key, for another purpose, or changed.</exception>
    public string Open(string purpose, string stored)
    {
        if (!stored.StartsWith(Mark, StringComparison.Ordinal))
        {
            return stored;
        }

        try
        {
            var bytes = Convert.FromBase64String(stored[Mark.Length..]).AsSpan();
            var plain = new byte[bytes.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(KeyOf(purpose), TagBytes);
            cipher.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException(
                "Secrets in the database cannot be opened: they were sealed with another receipt key. Put back the receipt.key of the data directory, or "
                + "set PublicVoice:ReceiptKey to what it was; every node and command needs the same. docs/operations.md says under Keys what to do where it is lost.",
                failure);
        }
    }

    private byte[] KeyOf(string purpose) => keys.Derive("sealed: " + purpose);
}
