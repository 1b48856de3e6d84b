using System.IO.Compression;

namespace PublicVoice.Web.Imports;

/// <summary>A small file as text, so that a form can carry it to the next step and nothing has to be kept on the server.</summary>
public static class PackedFile
{
    public static string Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <returns>Null for what was not packed here, or unpacks to nothing or to more than so many bytes.</returns>
    public static byte[]? Unpack(string? packed, int most)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed ?? "")), CompressionMode.Decompress);
            var content = new byte[most + 1];
            var length = brotli.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length == 0 || length > most ? null : content[..length];
        }
        catch (Exception damaged) when (damaged is FormatException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
