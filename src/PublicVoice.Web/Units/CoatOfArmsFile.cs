using System.Buffers.Binary;

namespace PublicVoice.Web.Units;

/// <summary>Reads a coat of arms that a unit file names: PNG or JPEG by content, of a size that a page and a PDF can carry.</summary>
public static class CoatOfArmsFile
{
    public const int MaxBytes = 512 * 1024;
    public const int MaxSide = 4000;

    /// <returns>The picture, or why it cannot be used.</returns>
    public static (byte[]? Picture, string? Problem) Read(string directory, string name)
    {
        var root = Path.GetFullPath(directory);
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (Path.IsPathRooted(name) || !path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return (null, "must be a path below the folder of the import file");
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return (null, "does not exist");
        }

        if (file.LinkTarget is not null)
        {
            return (null, "is a link; name the file itself");
        }

        if (file.Length > MaxBytes)
        {
            return (null, $"is larger than {MaxBytes / 1024} KB");
        }

        var picture = File.ReadAllBytes(path);
        return (PngSize(picture) ?? JpegSize(picture)) switch
        {
            null => (null, "is neither a PNG nor a JPEG picture"),
            { Width: < 1 or > MaxSide } or { Height: < 1 or > MaxSide } => (null, $"must measure 1 to {MaxSide} pixels each way"),
            _ => (picture, null),
        };
    }

    private static (int Width, int Height)? PngSize(ReadOnlySpan<byte> picture) =>
        picture.Length > 33
        && picture.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        && picture[12..16].SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(picture[16..]), BinaryPrimitives.ReadInt32BigEndian(picture[20..]))
            : null;

    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> picture)
    {
        if (!picture.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return null;
        }

        for (var at = 2; at + 9 < picture.Length && picture[at] == 0xFF;)
        {
            var marker = picture[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 5)..]));
            }

            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
        }

        return null;
    }
}
