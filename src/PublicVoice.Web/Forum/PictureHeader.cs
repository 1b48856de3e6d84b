using System.Buffers.Binary;

namespace PublicVoice.Web.Forum;

public enum PictureKind
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>What the first bytes of a picture say of it: its kind, whatever the file is called, and its size, before anything decodes it.</summary>
public sealed record PictureHeader(PictureKind Kind, int Width, int Height)
{
    public long Pixels => (long)Width * Height;

    /// <returns>Null for what is no JPEG, PNG or WebP, or breaks off before it says its size.</returns>
    public static PictureHeader? Read(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg(file),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png(file),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP(file),
        _ => null,
    };

    // ITU-T T.81, annex B: segments up to the first frame header.
    private static PictureHeader? Jpeg(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return at + 9 <= file.Length ? Of(PictureKind.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..])) : null;
            }

            if (marker < 0xC0 || marker is >= 0xD0 and <= 0xDA || length < 2)
            {
                return null; // the picture begins, or ends, without a frame header
            }

            at += 2 + length;
        }

        return null;
    }

    // PNG, third edition, 11.2.1: IHDR comes first.
    private static PictureHeader? Png(ReadOnlySpan<byte> file) => file.Length >= 24 && file[12..16].SequenceEqual("IHDR"u8)
        ? Of(PictureKind.Png, BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]))
        : null;

    // RFC 9649, 2.5 to 2.7: lossy, lossless, extended.
    private static PictureHeader? WebP(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30)
        {
            return null;
        }

        var chunk = file[12..16];
        var body = file[20..];
        if (chunk.SequenceEqual("VP8 "u8) && body[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return Of(PictureKind.WebP, BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFFu);
        }

        if (chunk.SequenceEqual("VP8L"u8) && body[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return Of(PictureKind.WebP, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.SequenceEqual("VP8X"u8)
            ? Of(PictureKind.WebP, (BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) & 0xFFFFFF) + 1, (BinaryPrimitives.ReadUInt32LittleEndian(body[6..]) >> 8) + 1)
            : null;
    }

    private static PictureHeader? Of(PictureKind kind, uint width, uint height) => width is 0 or > int.MaxValue || height is 0 or > int.MaxValue ? null : new(kind, (int)width, (int)height);
}
