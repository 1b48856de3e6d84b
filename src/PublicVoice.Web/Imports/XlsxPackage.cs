using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>The parts of an XLSX file that a table needs. Each is read within limits; nothing outside of the file is ever opened.</summary>
internal sealed class XlsxPackage : IDisposable
{
    /// <summary>Characters that one part may unpack to: a sheet of 200,000 answers has two thirds of it.</summary>
    private const long MaxPart = 200_000_000;

    /// <summary>Most that a spreadsheet program writes into one cell.</summary>
    private const int MaxCellLength = 32_767;
    private const int MaxParts = 2_000;
    private const int MaxTexts = 4_000_000;
    private const long MaxTextLength = 100_000_000;
    private const int FirstOwnFormat = 164;
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly ZipArchive zip;
    private readonly List<(string Name, string Part)> sheets = [];

    private XlsxPackage(ZipArchive zip) => this.zip = zip;

    public bool Since1904 { get; private set; }

    public IReadOnlyList<string> SheetNames => [.. sheets.Select(sheet => sheet.Name)];

    public static XlsxPackage Open(Stream stream, bool leaveOpen = false)
    {
        XlsxPackage? package = null;
        try
        {
            package = new XlsxPackage(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen));
            package.ReadWorkbook();
            return package;
        }
        catch (Exception exception)
        {
            package?.Dispose();
            throw IsUnreadable(exception) ? Unreadable() : exception;
        }
    }

    public static bool IsUnreadable(Exception exception) =>
        exception is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or DecoderFallbackException or FormatException;

    public static ImportRefusedException Unreadable() => new(new LocalText(
        "Berkas ini tidak dapat dibaca sebagai spreadsheet XLSX, rusak, atau terlalu besar setelah dibuka. Simpan lagi dari spreadsheet sebagai XLSX atau \"CSV UTF-8\".",
        "This file cannot be read as an XLSX spreadsheet, is damaged, or too large once unpacked. Save it again from the spreadsheet as XLSX or \"CSV UTF-8\"."));

    /// <summary>Adds the text that the reader stands at, piece by piece: one that never ends is refused before it fills the memory.</summary>
    public static void Append(XmlReader reader, StringBuilder text)
    {
        var piece = new char[1024];
        for (var read = reader.ReadValueChunk(piece, 0, piece.Length); read > 0; read = reader.ReadValueChunk(piece, 0, piece.Length))
        {
            text.Append(piece, 0, read);
            if (text.Length > MaxCellLength)
            {
                throw Unreadable();
            }
        }
    }

    /// <summary>The sheet of this name, else the first that is not hidden.</summary>
    /// <exception cref="ImportRefusedException">There is no such sheet.</exception>
    public XmlReader OpenSheet(string? name)
    {
        var found = name is null ? sheets.FirstOrDefault() : sheets.Find(sheet => sheet.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found.Part is null
            ? throw new ImportRefusedException(new LocalText(
                $"Tidak ada lembar {ImportText.Quote(name ?? "")}. Lembar dalam berkas ini: {string.Join(", ", SheetNames.Select(ImportText.Quote))}.",
                $"There is no sheet {ImportText.Quote(name ?? "")}. Sheets of this file: {string.Join(", ", SheetNames.Select(ImportText.Quote))}."))
            : Part(found.Part) ?? throw Unreadable();
    }

    /// <summary>Texts that cells refer to by number.</summary>
    public List<string> ReadTexts()
    {
        var texts = new List<string>();
        using var reader = Part("xl/sharedStrings.xml");
        if (reader is null)
        {
            return texts;
        }

        var (text, inText, spoken, length) = (new StringBuilder(), false, false, 0L);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "si":
                    text.Clear();
                    if (reader.IsEmptyElement)
                    {
                        texts.Add("");
                    }

                    break;
                case XmlNodeType.Element or XmlNodeType.EndElement when reader.LocalName == "rPh":
                    spoken = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement; // how a Japanese text is read aloud
                    break;
                case XmlNodeType.Element when reader.LocalName == "t":
                    inText = !reader.IsEmptyElement && !spoken;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "t":
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inText:
                    Append(reader, text);
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si":
                    texts.Add(text.ToString());
                    length += text.Length;
                    break;
                default:
                    break;
            }

            if (texts.Count > MaxTexts || length > MaxTextLength)
            {
                throw Unreadable();
            }
        }

        return texts;
    }

    /// <summary>For each cell style, whether it shows a number as a date.</summary>
    public List<bool> ReadDateStyles()
    {
        var (styles, own, within) = (new List<bool>(), new Dictionary<int, string>(), false);
        using var reader = Part("xl/styles.xml");
        while (reader?.Read() == true)
        {
            if (reader.LocalName == "cellXfs")
            {
                within = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "numFmt" && Number(reader, "numFmtId") is { } id)
            {
                own[id] = reader.GetAttribute("formatCode") ?? "";
            }
            else if (within && reader.NodeType == XmlNodeType.Element && reader.LocalName == "xf")
            {
                styles.Add(IsDate(Number(reader, "numFmtId") ?? 0, own));
            }
        }

        return styles;
    }

    public void Dispose() => zip.Dispose();

    /// <summary>Formats that every program knows by number (ECMA-376 part 1, 18.8.30), or a code with days, months, years, hours in it.</summary>
    private static bool IsDate(int id, Dictionary<int, string> own)
    {
        if (id < FirstOwnFormat && !own.ContainsKey(id))
        {
            return id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);
        }

        var (code, quoted, bracketed) = (own.GetValueOrDefault(id, ""), false, false);
        for (var at = 0; at < code.Length; at++)
        {
            var letter = code[at];
            quoted ^= letter == '"' && !bracketed;
            bracketed = !quoted && (letter == '[' || (bracketed && letter != ']'));
            if (letter is '\\' or '_' or '*')
            {
                at++; // the next one stands for itself
            }
            else if (!quoted && !bracketed && letter is 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H')
            {
                return !code.Equals("General", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void ReadWorkbook()
    {
        if (zip.Entries.Count > MaxParts)
        {
            throw Unreadable();
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var reader = Part("xl/_rels/workbook.xml.rels") ?? throw Unreadable())
        {
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && reader.GetAttribute("TargetMode") != "External"
                    && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
                {
                    parts.TryAdd(id, target.StartsWith('/') ? target[1..] : "xl/" + target);
                }
            }
        }

        using (var reader = Part("xl/workbook.xml") ?? throw Unreadable())
        {
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "workbookPr")
                {
                    Since1904 = reader.GetAttribute("date1904") is "1" or "true";
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sheet" && reader.GetAttribute("state") is null or "visible"
                    && reader.GetAttribute("id", Relationships) is { } id && parts.TryGetValue(id, out var part) && reader.GetAttribute("name") is { } name)
                {
                    sheets.Add((name, part));
                }
            }
        }

        if (sheets.Count == 0)
        {
            throw Unreadable();
        }
    }

    /// <summary>Null where the file has no such part. A document type, and with it any entity, is refused.</summary>
    private XmlReader? Part(string name) => zip.GetEntry(name) is not { } entry ? null : XmlReader.Create(entry.Open(), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxPart,
        CloseInput = true,
    });
}
