using System.Buffers.Binary;
using System.Text;

namespace PublicVoice.Reports.Fonts;

/// <summary>
/// What typesetting needs to know of a TrueType font: which characters it has, how wide they are and which figures are tabular.
/// Reads the tables cmap (format 4), hmtx and GSUB (single substitutions of the feature tnum).
/// </summary>
/// <remarks>Source: OpenType specification 1.9, tables cmap, hhea, hmtx, GSUB.</remarks>
internal sealed class FontFile
{
    private readonly Dictionary<char, ushort> glyphs = [];
    private readonly Dictionary<ushort, ushort> tabularGlyphs = [];
    private readonly float[] widths = new float[char.MaxValue + 1];

    public FontFile(string name, byte[] bytes)
    {
        Name = name;
        Bytes = bytes;
        var head = Table("head");
        var unitsPerEm = U16(head + 18);
        var hhea = Table("hhea");
        Ascent = I16(hhea + 4) / (double)unitsPerEm;
        Descent = -I16(hhea + 6) / (double)unitsPerEm;
        ReadCharacters();
        ReadTabularFigures();
        var hmtx = Table("hmtx");
        var lastWidth = U16(hhea + 34) - 1;
        Array.Fill(widths, -1);
        foreach (var (character, glyph) in glyphs)
        {
            widths[character] = U16(hmtx + (4 * Math.Min(Tabular(glyph), lastWidth))) / (float)unitsPerEm;
        }
    }

    /// <summary>Face name under which the PDF layer finds it.</summary>
    public string Name { get; }
    public byte[] Bytes { get; }

    /// <summary>Height above the baseline, in em.</summary>
    public double Ascent { get; }

    /// <summary>Depth below the baseline, in em.</summary>
    public double Descent { get; }

    public bool Has(char character) => widths[character] >= 0;

    /// <summary>Advance width in em, figures tabular; a character that the font does not have counts nothing.</summary>
    public double Width(ReadOnlySpan<char> text)
    {
        double sum = 0;
        foreach (var character in text)
        {
            sum += Math.Max(0, widths[character]);
        }

        return sum;
    }

    /// <summary>The tabular form of a figure's glyph, else the glyph itself.</summary>
    public ushort Tabular(ushort glyph) => tabularGlyphs.GetValueOrDefault(glyph, glyph);

    private void ReadCharacters()
    {
        var cmap = Table("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var table = cmap + (int)U32(cmap + 8 + (8 * i));
            if (U16(table) == 4)
            {
                ReadSegments(table);
                return;
            }
        }

        throw new InvalidDataException($"{Name} has no character map of format 4.");
    }

    private void ReadSegments(int table)
    {
        var doubled = U16(table + 6);
        for (var segment = 0; segment < doubled; segment += 2)
        {
            var last = U16(table + 14 + segment);
            var first = U16(table + 16 + doubled + segment);
            var delta = U16(table + 16 + (2 * doubled) + segment);
            var rangeAt = table + 16 + (3 * doubled) + segment;
            var range = U16(rangeAt);
            for (int c = first; c <= last && c < char.MaxValue; c++)
            {
                var glyph = range == 0 ? (ushort)(c + delta) : U16(rangeAt + range + (2 * (c - first)));
                if (glyph != 0)
                {
                    glyphs[(char)c] = range == 0 ? glyph : (ushort)(glyph + delta);
                }
            }
        }
    }

    private void ReadTabularFigures()
    {
        var gsub = Table("GSUB");
        var features = gsub + U16(gsub + 6);
        var lookups = gsub + U16(gsub + 8);
        var figures = Enumerable.Range('0', 10).Select(c => glyphs[(char)c]).ToHashSet();
        for (var i = 0; i < U16(features); i++)
        {
            var record = features + 2 + (6 * i);
            if (Encoding.ASCII.GetString(Bytes, record, 4) != "tnum")
            {
                continue;
            }

            var feature = features + U16(record + 4);
            for (var j = 0; j < U16(feature + 2); j++)
            {
                var lookup = lookups + U16(lookups + 2 + (2 * U16(feature + 4 + (2 * j))));
                for (var k = 0; k < U16(lookup + 4) && U16(lookup) == 1; k++)
                {
                    ReadSubstitutions(lookup + U16(lookup + 6 + (2 * k)), figures);
                }
            }
        }
    }

    private void ReadSubstitutions(int table, HashSet<ushort> wanted)
    {
        var coverage = table + U16(table + 2);
        var index = 0;
        if (U16(coverage) == 1)
        {
            for (var i = 0; i < U16(coverage + 2); i++)
            {
                Add(U16(coverage + 4 + (2 * i)));
            }
        }
        else
        {
            for (var range = coverage + 4; range < coverage + 4 + (6 * U16(coverage + 2)); range += 6)
            {
                for (int glyph = U16(range); glyph <= U16(range + 2); glyph++)
                {
                    Add((ushort)glyph);
                }
            }
        }

        void Add(ushort glyph)
        {
            if (wanted.Contains(glyph))
            {
                tabularGlyphs[glyph] = U16(table) == 1 ? (ushort)(glyph + U16(table + 4)) : U16(table + 6 + (2 * index));
            }

            index++;
        }
    }

    private int Table(string tag)
    {
        for (var i = 0; i < U16(4); i++)
        {
            if (Encoding.ASCII.GetString(Bytes, 12 + (16 * i), 4) == tag)
            {
                return (int)U32(20 + (16 * i));
            }
        }

        throw new InvalidDataException($"{Name} has no table {tag}.");
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(Bytes.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(at));
}
