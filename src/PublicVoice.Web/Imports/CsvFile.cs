using System.Text.Unicode;
using CsvHelper;

namespace PublicVoice.Web.Imports;

/// <summary>
/// A CSV file as spreadsheets write it: UTF-8 with or without byte order mark, comma or semicolon, quoted line breaks, one header
/// row, columns in any order. Read record by record, so its length does not matter.
/// </summary>
public sealed class CsvFile : IDisposable
{
    /// <summary>Longest row in bytes, so that a quotation mark never closed does not swallow a whole file.</summary>
    public const int MaxRowSize = 1 << 20;

    private const int MaxColumns = 200;

    private readonly CsvReader reader;
    private readonly Dictionary<string, int> positions = new(StringComparer.OrdinalIgnoreCase);
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

    /// <summary>Number of the current row as a spreadsheet counts: the header is row 1.</summary>
    public int Row => (int)reader.RowNumber;

    /// <summary>Column names in the order of the file.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

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
    public static CsvFile Open(Stream stream)
    {
        CsvFile? file = null;
        try
        {
            Span<byte> start = stackalloc byte[4096];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            {
                throw NotUtf8(1);
            }

            stream.Position = 0;
            file = new CsvFile(stream, Separator(start));
            file.ReadHeader();
            return file;
        }
        catch
        {
            file?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <exception cref="ImportRefusedException">A required column is missing or a column is not known.</exception>
    public void CheckColumns(IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        var known = required.Concat(optional).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reasons = Columns.Where(column => !known.Contains(column))
            .Select(column => $"Row 1: unknown column {ImportText.Quote(column)}. Known columns: {string.Join(", ", known)}.")
            .Concat(required.Where(column => !Has(column)).Select(column => $"Row 1: the column {ImportText.Quote(column)} is missing."))
            .ToList();
        if (reasons.Count > 0)
        {
            throw new ImportRefusedException(reasons);
        }
    }

    public bool Has(string column) => positions.ContainsKey(column);

    /// <summary>The cell of the current row without white space at its ends; empty where the file has no such column.</summary>
    public string this[string column] => Cell(Position(column));

    /// <summary>Position of a column for <see cref="Cell"/>; -1 where the file has none.</summary>
    public int Position(string column) => positions.GetValueOrDefault(column, -1);

    public string Cell(int position) => position < 0 ? "" : reader.GetString(position).Trim();

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <param name="problem">What is wrong with the row as such, else null.</param>
    /// <exception cref="ImportRefusedException">The rest of the file cannot be read.</exception>
    public bool Read(out string? problem)
    {
        problem = null;
        while (ReadRow())
        {
            if (!badQuotes && Enumerable.Range(0, reader.FieldCount).All(at => string.IsNullOrWhiteSpace(reader.GetString(at))))
            {
                continue;
            }

            problem = badQuotes ? "a quotation mark stands where none may be: a cell with quotation marks must be quoted as a whole, and those within it doubled"
                : reader.RawRecord.Contains((byte)0) ? "a cell holds a NUL character; is this really a CSV file?"
                : reader.FieldCount != Columns.Count ? $"the row has {reader.FieldCount} cells, the header has {Columns.Count}"
                : null;
            return true;
        }

        return false;
    }

    public void Dispose() => reader.Dispose();

    private static ImportRefusedException NotUtf8(int row) =>
        new($"Row {row}: the file is not UTF-8. Save it from the spreadsheet as \"CSV UTF-8\" and import again.");

    /// <summary>The one of comma and semicolon that stands more often, outside quotation marks, in the first line.</summary>
    private static char Separator(ReadOnlySpan<byte> start)
    {
        var (commas, semicolons, quoted) = (0, 0, false);
        foreach (var letter in start)
        {
            quoted ^= letter == '"';
            if (!quoted && letter is (byte)'\n' or (byte)'\r')
            {
                break;
            }

            commas += !quoted && letter == ',' ? 1 : 0;
            semicolons += !quoted && letter == ';' ? 1 : 0;
        }

        return semicolons > commas ? ';' : ',';
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
            throw new ImportRefusedException($"Row {row}: the row is longer than {MaxRowSize} bytes. Perhaps a quotation mark is opened here and never closed.");
        }

        return Utf8.IsValid(reader.RawRecord) ? true : throw NotUtf8(row);
    }

    private void ReadHeader()
    {
        if (!ReadRow() || reader.FieldCount == 0)
        {
            throw new ImportRefusedException("Row 1: the header with the column names is missing.");
        }

        if (badQuotes || reader.RawRecord.Contains((byte)0) || reader.FieldCount > MaxColumns)
        {
            throw new ImportRefusedException("Row 1: the header cannot be read; is this really a CSV file?");
        }

        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetString(at).Trim())];
        var reasons = new List<string>();
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Length == 0)
            {
                reasons.Add($"Row 1: column {i + 1} has no name.");
            }
            else if (!positions.TryAdd(Columns[i], i))
            {
                reasons.Add($"Row 1: the column {ImportText.Quote(Columns[i])} appears more than once.");
            }
        }

        if (reasons.Count > 0)
        {
            throw new ImportRefusedException(reasons);
        }
    }
}
