using System.Text;
using System.Text.Unicode;
using CsvHelper;
using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>
/// A CSV file as spreadsheets write it: UTF-8 with or without byte order mark, or UTF-16 with one; comma, semicolon or tab; quoted line
/// breaks, one header row, columns in any order. Read record by record, so its length does not matter.
/// </summary>
public sealed class CsvFile : TableFile
{
    /// <summary>Longest row in bytes, so that a quotation mark never closed does not swallow a whole file.</summary>
    public const int MaxRowSize = 1 << 20;

    private readonly CsvReader reader;
    private bool badQuotes;

    private CsvFile(Stream stream, char separator) => reader = CsvReader.Create(
        stream,
        new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false, // a blank line is a row in the spreadsheet
            MaxRecordSize = MaxRowSize,
            PoolStrings = true,
            OnMalformedRecord = _ => badQuotes = true,
        },
        false);

    public override int Row => (int)reader.RowNumber;

    /// <exception cref="ImportRefusedException">The file cannot be read as CSV, or its header is wrong.</exception>
    public static CsvFile Open(string path) => Open(OpenFile(path));

    /// <exception cref="ImportRefusedException">The file cannot be read.</exception>
    public static Stream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The file {ImportText.Quote(path)} cannot be read: {exception.Message}");
        }
    }

    /// <param name="stream">Seekable; closed with this file.</param>
    /// <param name="anyNames">A column's name may be missing or stand twice.</param>
    public static CsvFile Open(Stream stream, bool anyNames = false)
    {
        CsvFile? file = null;
        try
        {
            Span<byte> start = stackalloc byte[4096];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            stream.Position = 0;
            Encoding? utf16 = start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode : null;
            var separator = Separator(utf16 is null ? start : Encoding.UTF8.GetBytes(utf16.GetString(start)));
            file = new CsvFile(utf16 is null ? stream : Encoding.CreateTranscodingStream(stream, utf16, Encoding.UTF8), separator);
            file.ReadHeader(anyNames);
            return file;
        }
        catch
        {
            file?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    public override string Cell(int position) => position < 0 ? "" : reader.GetString(position).Trim();

    /// <summary><see cref="Next"/> in the words of the command line.</summary>
    public bool Read(out string? problem)
    {
        var more = Next(out var text);
        problem = text?.English;
        return more;
    }

    public override bool Next(out LocalText? problem)
    {
        problem = null;
        while (ReadRow())
        {
            if (!badQuotes && Enumerable.Range(0, reader.FieldCount).All(at => string.IsNullOrWhiteSpace(reader.GetString(at))))
            {
                continue;
            }

            problem = badQuotes ? BadQuotes
                : reader.RawRecord.Contains((byte)0) ? new("sebuah sel berisi karakter NUL; benarkah ini berkas CSV?", "a cell holds a NUL character; is this really a CSV file?")
                : reader.FieldCount != Columns.Count ? WrongWidth(reader.FieldCount, Columns.Count)
                : null;
            return true;
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private static readonly LocalText BadQuotes = new(
        "ada tanda petik di tempat yang salah: sel yang berisi tanda petik harus diapit petik seluruhnya, dan petik di dalamnya digandakan",
        "a quotation mark stands where none may be: a cell with quotation marks must be quoted as a whole, and those within it doubled");

    private static ImportRefusedException NotUtf8(int row) => new(new LocalText(
        $"Baris {row}: berkas ini bukan UTF-8. Simpan dari spreadsheet sebagai \"CSV UTF-8\" (jawaban juga sebagai XLSX) lalu impor lagi.",
        $"Row {row}: the file is not UTF-8. Save it from the spreadsheet as \"CSV UTF-8\" (answers also as XLSX) and import again."));

    /// <summary>The one of comma, semicolon and tab that stands most often, outside quotation marks, in the first line.</summary>
    private static char Separator(ReadOnlySpan<byte> start)
    {
        const string Separators = ",;\t";
        Span<int> counts = stackalloc int[Separators.Length];
        var quoted = false;
        foreach (var letter in start)
        {
            quoted ^= letter == '"';
            if (!quoted && letter is (byte)'\n' or (byte)'\r')
            {
                break;
            }

            if (!quoted && Separators.IndexOf((char)letter, StringComparison.Ordinal) is >= 0 and var found)
            {
                counts[found]++;
            }
        }

        var most = 0;
        for (var at = 1; at < counts.Length; at++)
        {
            most = counts[at] > counts[most] ? at : most;
        }

        return Separators[most];
    }

    private bool ReadRow()
    {
        badQuotes = false;
        var row = Row + 1;
        try
        {
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException)
        {
            throw new ImportRefusedException(new LocalText(
                $"Baris {row}: baris ini lebih panjang dari {MaxRowSize} byte. Mungkin ada tanda petik yang dibuka di sini dan tidak pernah ditutup.",
                $"Row {row}: the row is longer than {MaxRowSize} bytes. Perhaps a quotation mark is opened here and never closed."));
        }

        return Utf8.IsValid(reader.RawRecord) ? true : throw NotUtf8(row);
    }

    private void ReadHeader(bool anyNames)
    {
        if (!ReadRow() || reader.FieldCount == 0)
        {
            throw new ImportRefusedException(new LocalText("Baris 1: kepala tabel dengan nama kolom tidak ada.", "Row 1: the header with the column names is missing."));
        }

        if (badQuotes || reader.RawRecord.Contains((byte)0) || reader.FieldCount > MaxColumns)
        {
            throw new ImportRefusedException(new LocalText(
                "Baris 1: kepala tabel tidak dapat dibaca; benarkah ini berkas CSV?", "Row 1: the header cannot be read; is this really a CSV file?"));
        }

        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetString(at).Trim())];
        SetColumns(anyNames ? ToldApart(names) : names);
    }
}
