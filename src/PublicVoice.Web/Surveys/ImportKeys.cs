using System.Security.Cryptography;
using System.Text;

namespace PublicVoice.Web.Surveys;

/// <summary>
/// Keys of responses in files. They are version 8 UUIDs (made from content), which the web form never accepts: whoever holds an
/// export cannot send a form again under its key and be shown somebody's receipt code.
/// </summary>
internal static class ImportKeys
{
    /// <summary>The key under which a stored response appears in an export: itself when it came from a file, else a hash of it.</summary>
    public static Guid Exported(Guid submissionKey) =>
        submissionKey.Version == 8 ? submissionKey : Of([.. "export"u8, .. submissionKey.ToByteArray(bigEndian: true)]);

    /// <summary>The key of a row that has none: from its content and how often that content already stood in the file.</summary>
    public static Guid OfRow(Guid content, int occurrence) => Of([.. content.ToByteArray(bigEndian: true), .. BitConverter.GetBytes(occurrence)]);

    /// <summary>One value for the cells of a row, so that neither their order nor their layout in the file matters.</summary>
    public static Guid Content(IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part); // lengths keep "a","bc" apart from "ab","c"
        }

        return Of(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static Guid Of(byte[] content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80); // variant of RFC 9562
        return new Guid(hash[..16], bigEndian: true);
    }
}
