using System.Text;
using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>A file of rows below one header row, read row by row, so its length does not matter.</summary>
public abstract class TableFile : IDisposable
{
    protected const int MaxColumns = 200;

    private readonly Dictionary<string, int> positions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Number of the current row as a spreadsheet counts: the header is row 1.</summary>
    public abstract int Row { get; }

    /// <summary>Column names in the order of the file.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Opens a CSV file or a spreadsheet (XLSX), whichever it is.</summary>
    /// <param name="stream">Seekable; closed with the file.</param>
    /// <param name="sheet">Name of a spreadsheet's sheet; null for the first that is not hidden.</param>
    /// <param name="anyNames">Somebody will say what the columns mean, so that a name may be missing or stand twice.</param>
    /// <exception cref="ImportRefusedException">The file cannot be read, or its header is wrong.</exception>
    public static TableFile Open(Stream stream, string? sheet = null, bool anyNames = false) =>
        XlsxFile.Is(stream) ? XlsxFile.Open(stream, sheet, anyNames) : CsvFile.Open(stream, anyNames);

    /// <exception cref="ImportRefusedException">A required column is missing or a column is not known.</exception>
    public void CheckColumns(IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        var known = required.Concat(optional).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reasons = Columns.Where(column => !known.Contains(column))
            .Select(column => new LocalText(
                $"Baris 1: kolom {ImportText.Quote(column)} tidak dikenal. Kolom yang dikenal: {string.Join(", ", known)}.",
                $"Row 1: unknown column {ImportText.Quote(column)}. Known columns: {string.Join(", ", known)}."))
            .Concat(required.Where(column => !Has(column)).Select(column => new LocalText(
                $"Baris 1: kolom {ImportText.Quote(column)} tidak ada.",
                $"Row 1: the column {ImportText.Quote(column)} is missing.")))
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

    public abstract string Cell(int position);

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <param name="problem">What is wrong with the row as such, else null.</param>
    /// <exception cref="ImportRefusedException">The rest of the file cannot be read.</exception>
    public abstract bool Next(out LocalText? problem);

    /// <summary>The file itself where it is CSV; the first sheet of a spreadsheet as CSV, each row under the number that it has there.</summary>
    /// <exception cref="ImportRefusedException">The spreadsheet, or a row of it, cannot be read.</exception>
    public static byte[] AsCsv(byte[] content)
    {
        using var stream = new MemoryStream(content);
        if (!XlsxFile.Is(stream))
        {
            return content;
        }

        using var sheet = XlsxFile.Open(stream, null, anyNames: false);
        return sheet.ToCsv();
    }

    private byte[] ToCsv()
    {
        var (text, last, reasons) = (new StringBuilder(), 1, new RowReasons());
        Append(Columns);
        while (Next(out var problem))
        {
            if (problem is not null)
            {
                reasons.AddUnreadable(Row, problem);
                continue;
            }

            text.Append('\n', Row - last - 1);
            Append(Enumerable.Range(0, Columns.Count).Select(Cell));
            last = Row;
        }

        reasons.Refuse();
        return Encoding.UTF8.GetBytes(text.ToString());

        void Append(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <exception cref="ImportRefusedException">A column has no name, or two have the same.</exception>
    protected void SetColumns(IReadOnlyList<string> names)
    {
        Columns = names;
        var reasons = new List<LocalText>();
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
            {
                reasons.Add(new($"Baris 1: kolom {i + 1} tidak punya nama.", $"Row 1: column {i + 1} has no name."));
            }
            else if (!positions.TryAdd(names[i], i))
            {
                reasons.Add(new($"Baris 1: kolom {ImportText.Quote(names[i])} ada lebih dari sekali.", $"Row 1: the column {ImportText.Quote(names[i])} appears more than once."));
            }
        }

        if (reasons.Count > 0)
        {
            throw new ImportRefusedException(reasons);
        }
    }

    /// <summary>Names that tell columns apart: one that is missing, or stood before, gets the letters of its column as spreadsheets show them.</summary>
    protected static IReadOnlyList<string> ToldApart(IReadOnlyList<string> names)
    {
        var told = new List<string>(names.Count);
        for (var at = 0; at < names.Count; at++)
        {
            var isKnown = told.Contains(names[at], StringComparer.OrdinalIgnoreCase);
            told.Add(names[at].Length == 0 ? $"[{Letters(at)}]" : isKnown ? $"{names[at]} [{Letters(at)}]" : names[at]);
        }

        return told;
    }

    private static string Letters(int column) => (column >= 26 ? Letters((column / 26) - 1) : "") + (char)('A' + (column % 26));

    protected static LocalText WrongWidth(int cells, int columns) => new($"baris ini punya {cells} sel, kepala tabel {columns}", $"the row has {cells} cells, the header has {columns}");
}
