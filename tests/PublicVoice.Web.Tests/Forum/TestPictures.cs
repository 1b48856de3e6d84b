using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PublicVoice.Web.Tests.Forum;

/// <summary>Pictures as citizens, and others, send them.</summary>
public static class TestPictures
{
    /// <summary>16 × 8 pixels.</summary>
    public static byte[] Jpeg { get; } = Convert.FromBase64String(
        "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIABADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwCta9q1rXtRRXnVjuxB/9k=");

    /// <summary>16 × 8 pixels.</summary>
    public static byte[] WebP { get; } = Convert.FromBase64String(
        "UklGRhoBAABXRUJQVlA4WAoAAAAIAAAADwAABwAAVlA4IDoAAACQAQCdASoQAAgABABoJajuAGMAUYAA5D/+xHz/ig/RKoJoZBbN9Kr+vVdxxYUf/gyx02X/jLBCwAAARVhJRroAAABFeGlmAABJSSoACAAAAAYAEgEDAAEAAAABAAAAGgEFAAEAAABWAAAAGwEFAAEAAABeAAAAKAEDAAEAAAACAAAAEwIDAAEAAAABAAAAaYcEAAEAAABmAAAAAAAAAC8ZAQDoAwAALxkBAOgDAAAGAACQBwAEAAAAMDIxMAGRBwAEAAAAAQIDAACgBwAEAAAAMDEwMAGgAwABAAAA//8AAAKgBAABAAAAEAAAAAOgBAABAAAACAAAAAAAAAA=");

    /// <summary>With a comment and an Exif segment, as cameras write.</summary>
    public static byte[] JpegSaying(string words)
    {
        var text = Encoding.ASCII.GetBytes(words);
        static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];
        return [.. Jpeg[..2], .. Segment(0xE1, [.. "Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"u8, .. text]), .. Segment(0xFE, text), .. Jpeg[2..]];
    }

    /// <param name="claims">Size that the header says; the pixels are of the size given first.</param>
    public static byte[] Png(int width, int height, (int Width, int Height)? claims = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, claims?.Width ?? width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), claims?.Height ?? height);
        (header[8], header[9]) = (8, 0); // grey, a byte for each pixel
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[width + 1];
            for (var y = 0; y < height; y++)
            {
                zip.Write(row);
            }
        }

        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] body = [.. type, .. content];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        body.CopyTo(chunk.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(body));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
