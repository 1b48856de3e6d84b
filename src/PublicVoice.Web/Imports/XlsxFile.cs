using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>A sheet of a spreadsheet (XLSX), read cell by cell.</summary>
public sealed class XlsxFile : TableFile
{
    private readonly Stream stream;
    private readonly XlsxWorkbook workbook;
    private readonly OpenXmlReader reader;
    private readonly List<string> cells = [];
    private int row;

    private XlsxFile(Stream stream, XlsxWorkbook workbook, string? sheet) => (this.stream, this.workbook, reader) = (stream, workbook, workbook.OpenSheet(sheet));

    public override int Row => row;

    /// <summary>Whether the file is a ZIP, as XLSX files are, or an old or encrypted spreadsheet, which is refused when opened.</summary>
    /// <param name="stream">Left at its start.</param>
    public static bool Is(Stream stream)
    {
        Span<byte> start = stackalloc byte[4];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 4 && (start.SequenceEqual("PK\u0003\u0004"u8) || IsOld(start));
    }

    /// <param name="stream">Seekable; closed with this file.</param>
    /// <param name="sheet">Name of a sheet; null for the first that is not hidden.</param>
    /// <param name="anyNames">A column's name may be missing or stand twice.</param>
    /// <exception cref="ImportRefusedException">The file cannot be read as XLSX, or its header is wrong.</exception>
    public static new XlsxFile Open(Stream stream, string? sheet, bool anyNames)
    {
        XlsxWorkbook? opened = null;
        XlsxFile? file = null;
        try
        {
            Span<byte> start = stackalloc byte[4];
            stream.ReadExactly(start);
            stream.Position = 0;
            if (IsOld(start))
            {
                throw new ImportRefusedException(new LocalText(
                    "Berkas ini spreadsheet lama (XLS) atau dilindungi kata sandi. Simpan sebagai XLSX tanpa kata sandi.",
                    "This is an old spreadsheet (XLS) or one with a password. Save it as XLSX without a password."));
            }

            opened = XlsxWorkbook.Open(stream);
            file = new XlsxFile(stream, opened, sheet);
            file.ReadHeader(anyNames);
            return file;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            opened?.Dispose();
            stream.Dispose();
            throw XlsxWorkbook.IsUnreadable(exception) ? XlsxWorkbook.Unreadable() : exception;
        }
    }

    /// <summary>Names of the sheets that are not hidden, in their order.</summary>
    /// <param name="stream">Seekable; stays open.</param>
    /// <exception cref="ImportRefusedException">The file cannot be read as XLSX.</exception>
    public static IReadOnlyList<string> SheetsOf(Stream stream)
    {
        using var opened = XlsxWorkbook.Open(stream);
        return opened.SheetNames;
    }

    public override string Cell(int position) => position < 0 || position >= cells.Count ? "" : cells[position];

    public override bool Next(out LocalText? problem)
    {
        problem = null;
        try
        {
            while (ReadRow())
            {
                var last = cells.FindLastIndex(cell => cell.Length > 0) + 1;
                if (last > 0)
                {
                    problem = last > Columns.Count ? WrongWidth(last, Columns.Count) : null;
                    return true;
                }
            }

            return false;
        }
        catch (Exception exception) when (XlsxWorkbook.IsUnreadable(exception))
        {
            throw XlsxWorkbook.Unreadable();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            workbook.Dispose();
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsOld(ReadOnlySpan<byte> start) => start.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    private void ReadHeader(bool anyNames)
    {
        if (!ReadRow() || row != 1)
        {
            throw new ImportRefusedException(new LocalText(
                "Baris 1: kepala tabel dengan nama kolom tidak ada. Tabel harus mulai di baris pertama lembar.",
                "Row 1: the header with the column names is missing. The table must begin in the first row of the sheet."));
        }

        string[] names = [.. cells.Take(cells.FindLastIndex(cell => cell.Length > 0) + 1)];
        SetColumns(anyNames ? ToldApart(names) : names);
        if (Columns.Count == 0)
        {
            throw XlsxWorkbook.Unreadable();
        }
    }

    /// <summary>Reads the next row into the cells, by their column letters.</summary>
    private bool ReadRow()
    {
        cells.Clear();
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                row = int.TryParse(XlsxWorkbook.Attribute(reader, "r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > row ? number : row + 1;
            }
            else if (reader.ElementType == typeof(Row) && reader.IsEndElement)
            {
                return true;
            }
            else if (reader.ElementType == typeof(Cell) && reader.IsStartElement)
            {
                Put((Cell)reader.LoadCurrentElement()!);
            }
        }

        return false;
    }

    private void Put(Cell cell)
    {
        var (at, value) = (cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count, workbook.TextOf(cell));
        if (value.Length == 0 && at >= cells.Count)
        {
            return; // formatted, but empty
        }

        if (at is < 0 or >= MaxColumns)
        {
            throw new ImportRefusedException(new LocalText($"Baris {row}: paling banyak {MaxColumns} kolom.", $"Row {row}: at most {MaxColumns} columns."));
        }

        while (cells.Count <= at)
        {
            cells.Add("");
        }

        cells[at] = value;
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + letter - 'A' + 1;
            if (column > MaxColumns)
            {
                break;
            }
        }

        return column - 1;
    }
}

/// <summary>Days since 1900 (or 1904), as spreadsheets keep dates.</summary>
internal static class SerialDate
{
    private const int DaysTo1904 = 1462;
    private const double Latest = 2_958_465; // 9999-12-31

    /// <returns>A date, or a time where the number has a fraction, in the form of files; null where it is none.</returns>
    public static string? Read(double serial, bool since1904 = false)
    {
        var days = serial + (since1904 ? DaysTo1904 : 0);
        if (days is < 61 or > Latest)
        {
            return null; // before March 1900 the numbers are ambiguous
        }

        var time = DateTime.FromOADate(days);
        time = new DateTime((time.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified); // fractions are not exact
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
