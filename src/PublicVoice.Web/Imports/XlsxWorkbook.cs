using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>
/// A workbook of a stranger's making, read by the Open XML SDK element by element and within limits: the SDK itself reads relations as a whole
/// and a text however long it is (docs/decisions/0022-reading-spreadsheets.md). No formula is computed and no link followed.
/// </summary>
internal sealed class XlsxWorkbook : IDisposable
{
    /// <summary>Characters that one part may unpack to: a sheet of some 150,000 answers in a dozen columns.</summary>
    private const long MaxPart = 64_000_000;
    private const long MaxRelations = 1_000_000;
    private const int MaxParts = 2_000;
    private const int MaxTexts = 2_000_000;

    /// <summary>Most that a spreadsheet program writes into one cell.</summary>
    private const int MaxCellLength = 32_767;
    private const int FirstOwnFormat = 164;

    private readonly SpreadsheetDocument document;
    private readonly List<(string Name, WorksheetPart Part)> sheets = [];
    private readonly List<string> texts = [];
    private readonly List<bool> dates = [];
    private bool since1904;

    private XlsxWorkbook(SpreadsheetDocument document) => this.document = document;

    /// <summary>Of those that are not hidden, in their order.</summary>
    public IReadOnlyList<string> SheetNames => [.. sheets.Select(sheet => sheet.Name)];

    /// <param name="stream">Seekable; stays open.</param>
    /// <exception cref="ImportRefusedException">The file cannot be read as XLSX, or is too large once unpacked.</exception>
    public static XlsxWorkbook Open(Stream stream)
    {
        XlsxWorkbook? workbook = null;
        try
        {
            CheckSizes(stream);
            workbook = new XlsxWorkbook(SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MaxPart }));
            workbook.ReadSheets();
            return workbook;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            workbook?.Dispose();
            throw Unreadable();
        }
    }

    /// <summary>The SDK throws whatever a damaged file leads it to.</summary>
    public static bool IsUnreadable(Exception exception) => exception is not (ImportRefusedException or OperationCanceledException or OutOfMemoryException);

    public static ImportRefusedException Unreadable() => new(new LocalText(
        "Berkas ini tidak dapat dibaca sebagai spreadsheet XLSX, rusak, atau terlalu besar setelah dibuka. Simpan lagi dari spreadsheet sebagai XLSX atau \"CSV UTF-8\".",
        "This file cannot be read as an XLSX spreadsheet, is damaged, or too large once unpacked. Save it again from the spreadsheet as XLSX or \"CSV UTF-8\"."));

    /// <summary>The sheet of this name, else the first that is not hidden, with all that its cells refer to.</summary>
    /// <exception cref="ImportRefusedException">There is no such sheet.</exception>
    public OpenXmlReader OpenSheet(string? name)
    {
        var found = name is null ? sheets[0] : sheets.Find(sheet => sheet.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found.Part is null)
        {
            var all = string.Join(", ", SheetNames.Select(ImportText.Quote));
            throw new ImportRefusedException(new LocalText(
                $"Tidak ada lembar {ImportText.Quote(name!)}. Lembar dalam berkas ini: {all}.", $"There is no sheet {ImportText.Quote(name!)}. Sheets of this file: {all}."));
        }

        ReadTexts();
        ReadDateStyles();
        return OpenXmlReader.Create(found.Part);
    }

    /// <summary>What a person sees in a cell; numbers and dates in the forms of docs/import.md.</summary>
    public string TextOf(Cell cell)
    {
        var value = cell.CellValue?.Text ?? "";
        var text = cell.DataType?.InnerText switch
        {
            "s" => texts[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)],
            "inlineStr" => cell.InlineString is { } inline ? TextOf(inline) : "",
            "b" => value == "1" ? "TRUE" : "FALSE", // a ticked box is no score of 1
            null or "n" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => TextOf(number, cell.StyleIndex?.Value ?? 0),
            _ => value,
        };
        return text.Length > MaxCellLength ? throw Unreadable() : text.Trim();
    }

    public void Dispose() => document.Dispose();

    public static string? Attribute(OpenXmlReader reader, string name) => reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == name).Value;

    /// <summary>Before anything is unpacked. The sizes that a ZIP states are those that it unpacks to: reading ends there.</summary>
    private static void CheckSizes(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MaxParts || zip.Entries.Any(entry => entry.Length > (IsRelations(entry.FullName) ? MaxRelations : MaxPart)))
        {
            throw Unreadable();
        }

        stream.Position = 0;
    }

    private static bool IsRelations(string name) =>
        name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name.EndsWith("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);

    private static string TextOf(RstType text) => text.GetFirstChild<Text>()?.Text ?? string.Concat(text.Elements<Run>().Select(run => run.Text?.Text));

    private string TextOf(double number, uint style) =>
        style < dates.Count && dates[(int)style] && SerialDate.Read(number, since1904) is { } date ? date : number.ToString("0.###############", CultureInfo.InvariantCulture);

    private void ReadSheets()
    {
        var workbook = document.WorkbookPart ?? throw Unreadable();
        using var reader = OpenXmlReader.Create(workbook);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(WorkbookProperties))
            {
                since1904 = Attribute(reader, "date1904") is "1" or "true";
            }
            else if (reader.IsStartElement && reader.ElementType == typeof(Sheet) && Attribute(reader, "state") is null or "visible"
                && Attribute(reader, "name") is { } name && Attribute(reader, "id") is { } id && workbook.TryGetPartById(id, out var part) && part is WorksheetPart sheet)
            {
                sheets.Add((name, sheet));
            }
        }

        if (sheets.Count == 0)
        {
            throw Unreadable();
        }
    }

    /// <summary>Texts that cells refer to by number.</summary>
    private void ReadTexts()
    {
        if (document.WorkbookPart!.SharedStringTablePart is not { } part)
        {
            return;
        }

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem))
            {
                texts.Add(texts.Count < MaxTexts ? TextOf((SharedStringItem)reader.LoadCurrentElement()!) : throw Unreadable());
            }
        }
    }

    /// <summary>For each cell style, whether it shows a number as a date.</summary>
    private void ReadDateStyles()
    {
        if (document.WorkbookPart!.WorkbookStylesPart is not { } part)
        {
            return;
        }

        var (own, within) = (new Dictionary<int, string>(), false);
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(CellFormats))
            {
                within = reader.IsStartElement;
            }
            else if (reader.IsStartElement && reader.ElementType == typeof(NumberingFormat) && int.TryParse(Attribute(reader, "numFmtId"), out var id))
            {
                own[id] = Attribute(reader, "formatCode") ?? "";
            }
            else if (within && reader.IsStartElement && reader.ElementType == typeof(CellFormat))
            {
                dates.Add(int.TryParse(Attribute(reader, "numFmtId"), out var format) && IsDate(format, own));
            }
        }
    }

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
                return true;
            }
        }

        return false;
    }
}
