using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PublicVoice.Reports.Pdf;

/// <summary>
/// Rewrites a file that PDFsharp has saved: objects without a stream go into compressed object streams, which makes a tagged file a
/// third of its size, and everything that PDFsharp draws at random or takes from the clock is replaced, so that the same report gives
/// the same bytes.
/// </summary>
/// <remarks>Source: ISO 32000-1, 7.5.7 object streams and 7.5.8 cross-reference streams. Reads only what PDFsharp writes.</remarks>
internal static partial class PdfPacker
{
    private const int ObjectsPerStream = 200;

    /// <param name="xmp">The metadata that takes the place of PDFsharp's.</param>
    public static byte[] Pack(byte[] saved, string xmp)
    {
        var text = Encoding.Latin1.GetString(saved);
        var objects = Objects(text);
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        var output = new MemoryStream(saved.Length);
        output.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8);
        var places = new SortedDictionary<int, (int Kind, long First, int Second)>();
        var small = new List<(int Number, string Body)>();
        foreach (var (number, start, end) in objects)
        {
            var streamAt = StreamStart(text, start, end);
            if (streamAt < 0)
            {
                small.Add((number, Tidy(text[start..end], prefixes)));
                continue;
            }

            var dictionary = text[start..streamAt];
            places[number] = (1, output.Position, 0);
            if (dictionary.Contains("/Type/Metadata", StringComparison.Ordinal))
            {
                WriteStream(output, number, "<</Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(xmp));
            }
            else
            {
                WriteStream(output, number, Tidy(dictionary, prefixes), saved.AsSpan(DataStart(text, streamAt), Length(dictionary)));
            }
        }

        var next = objects.Max(item => item.Number) + 1;
        foreach (var chunk in small.Chunk(ObjectsPerStream))
        {
            WriteObjectStream(output, next, chunk, places);
            next++;
        }

        WriteCrossReferences(output, next, places, text);
        return output.ToArray();
    }

    private static List<(int Number, int Start, int End)> Objects(string text)
    {
        var table = int.Parse(LastLineAfter(text, "startxref"), CultureInfo.InvariantCulture);
        var lines = text[table..text.IndexOf("trailer", table, StringComparison.Ordinal)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var offsets = lines.Where(line => line.EndsWith(" n", StringComparison.Ordinal)).Select(line => int.Parse(line[..10], CultureInfo.InvariantCulture)).Order().ToList();
        var result = new List<(int, int, int)>(offsets.Count);
        for (var i = 0; i < offsets.Count; i++)
        {
            var header = text.IndexOf(" 0 obj", offsets[i], StringComparison.Ordinal);
            var end = text.LastIndexOf("endobj", (i + 1 < offsets.Count ? offsets[i + 1] : table) - 1, StringComparison.Ordinal);
            var number = int.Parse(text.AsSpan(offsets[i], header - offsets[i]), NumberStyles.Integer, CultureInfo.InvariantCulture);
            var start = header + 6;
            while (char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            while (char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            result.Add((number, start, end));
        }

        return result;
    }

    private static int DataStart(string text, int streamAt) => text.IndexOf('\n', streamAt) + 1;

    private static int Length(string dictionary) => int.Parse(LengthEntry().Match(dictionary).Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture);

    private static int StreamStart(string text, int start, int end)
    {
        if (!text.AsSpan(start, end - start).EndsWith("endstream", StringComparison.Ordinal))
        {
            return -1;
        }

        return text.IndexOf("stream", start, StringComparison.Ordinal);
    }

    /// <summary>Numbers the random prefixes of font subsets in the order of their appearance: AAAAAA, AAAAAB …</summary>
    private static string Tidy(string body, Dictionary<string, string> prefixes)
    {
        return !body.Contains("+Public", StringComparison.Ordinal) ? body : SubsetPrefix().Replace(body, match =>
        {
            if (!prefixes.TryGetValue(match.Value, out var plain))
            {
                plain = "AAAAA" + (char)('A' + prefixes.Count);
                prefixes.Add(match.Value, plain);
            }

            return plain;
        });
    }

    [GeneratedRegex("(?<=/)[A-Z]{6}(?=\\+Public)", RegexOptions.None, 1000)]
    private static partial Regex SubsetPrefix();

    [GeneratedRegex(@"/Length\s+(?<bytes>\d+)(?!\s+\d+\s+R)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LengthEntry();

    private static void WriteObjectStream(MemoryStream output, int number, (int Number, string Body)[] chunk, SortedDictionary<int, (int, long, int)> places)
    {
        var index = new StringBuilder();
        var bodies = new StringBuilder();
        for (var i = 0; i < chunk.Length; i++)
        {
            index.Append(CultureInfo.InvariantCulture, $"{chunk[i].Number} {bodies.Length} ");
            bodies.Append(chunk[i].Body).Append('\n');
            places[chunk[i].Number] = (2, number, i);
        }

        places[number] = (1, output.Position, 0);
        WriteStream(output, number, $"<</Type/ObjStm/N {chunk.Length}/First {index.Length}", Encoding.Latin1.GetBytes(index.ToString() + bodies));
    }

    private static void WriteCrossReferences(MemoryStream output, int number, SortedDictionary<int, (int Kind, long First, int Second)> places, string text)
    {
        var at = output.Position;
        places[number] = (1, at, 0);
        var rows = new byte[(number + 1) * 7];
        rows[5] = rows[6] = 0xFF;
        foreach (var (item, (kind, first, second)) in places)
        {
            rows[item * 7] = (byte)kind;
            for (var i = 0; i < 4; i++)
            {
                rows[(item * 7) + 1 + i] = (byte)(first >> (24 - (8 * i)));
            }

            rows[(item * 7) + 5] = (byte)(second >> 8);
            rows[(item * 7) + 6] = (byte)second;
        }

        var trailer = text[text.LastIndexOf("trailer", StringComparison.Ordinal)..];
        var id = Convert.ToHexString(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)at)))[..32];
        WriteStream(
            output,
            number,
            $"<</Type/XRef/Size {number + 1}/W[1 4 2]/Root {Reference(trailer, "/Root")}/Info {Reference(trailer, "/Info")}/ID[<{id}><{id}>]",
            rows);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{at}\n%%EOF\n")));
    }

    private static string Reference(string trailer, string key)
    {
        var start = trailer.IndexOf(key, StringComparison.Ordinal) + key.Length;
        return trailer[start..(trailer.IndexOf('R', start + 1) + 1)].Trim();
    }

    /// <summary>Compresses what is not yet encoded, except metadata, which readers look for as plain text.</summary>
    private static void WriteStream(MemoryStream output, int number, string dictionary, ReadOnlySpan<byte> content)
    {
        var open = LengthEntry().Replace(dictionary.TrimEnd(), "").TrimEnd();
        open = open.EndsWith(">>", StringComparison.Ordinal) ? open[..^2] : open;
        var plain = open.Contains("/Filter", StringComparison.Ordinal) || open.Contains("/Metadata", StringComparison.Ordinal);
        var data = plain ? content : Deflate(content);
        output.Write(Encoding.Latin1.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{number} 0 obj\n{open}{(plain ? "" : "/Filter/FlateDecode")}/Length {data.Length}>>\nstream\n")));
        output.Write(data);
        output.Write("\nendstream\nendobj\n"u8);
    }

    private static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            zlib.Write(content);
        }

        return compressed.ToArray();
    }

    private static string LastLineAfter(string text, string word) =>
        text[(text.LastIndexOf(word, StringComparison.Ordinal) + word.Length)..].Trim().Split('\n')[0].Trim();
}
