using System.Globalization;
using System.Text;
using System.Xml;
using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>
/// A sheet of a spreadsheet (XLSX), read cell by cell. Of the file only names, texts and numbers are looked at: no formula is computed, no
/// link followed, and whatever unpacks to more than a sheet of a million rows is refused.
/// </summary>
public sealed class XlsxFile : TableFile
{
    private readonly XlsxPackage package;
    private readonly XmlReader reader;
    private readonly List<string> texts;
    private readonly List<bool> dates;
    private readonly List<string> cells = [];
    private readonly StringBuilder text = new();
    private int row;

    private XlsxFile(XlsxPackage package, string? sheet)
    {
        this.package = package;
        (texts, dates) = (package.ReadTexts(), package.ReadDateStyles());
        reader = package.OpenSheet(sheet);
    }

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
    /// <exception cref="ImportRefusedException">The file cannot be read as XLSX, or its header is wrong.</exception>
    public static new XlsxFile Open(Stream stream, string? sheet)
    {
        XlsxPackage? opened = null;
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

            opened = XlsxPackage.Open(stream);
            file = new XlsxFile(opened, sheet);
            file.ReadHeader();
            return file;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            opened?.Dispose();
            stream.Dispose();
            if (XlsxPackage.IsUnreadable(exception))
            {
                throw XlsxPackage.Unreadable();
            }

            throw;
        }
    }

    /// <summary>Names of the sheets that are not hidden, in their order.</summary>
    /// <param name="stream">Seekable; stays open.</param>
    /// <exception cref="ImportRefusedException">The file cannot be read as XLSX.</exception>
    public static IReadOnlyList<string> SheetsOf(Stream stream)
    {
        using var opened = XlsxPackage.Open(stream, leaveOpen: true);
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
        catch (Exception exception) when (XlsxPackage.IsUnreadable(exception))
        {
            throw XlsxPackage.Unreadable();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            package.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsOld(ReadOnlySpan<byte> start) => start.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    private void ReadHeader()
    {
        if (!ReadRow() || row != 1)
        {
            throw new ImportRefusedException(new LocalText(
                "Baris 1: kepala tabel dengan nama kolom tidak ada. Tabel harus mulai di baris pertama lembar.",
                "Row 1: the header with the column names is missing. The table must begin in the first row of the sheet."));
        }

        SetColumns([.. cells.Take(cells.FindLastIndex(cell => cell.Length > 0) + 1)]);
        if (Columns.Count == 0)
        {
            throw XlsxPackage.Unreadable();
        }
    }

    /// <summary>Reads the next row element into the cells, by their column letters.</summary>
    private bool ReadRow()
    {
        cells.Clear();
        while (!(reader.NodeType == XmlNodeType.Element && reader.LocalName == "row"))
        {
            if (!reader.Read())
            {
                return false;
            }
        }

        row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > row ? number : row + 1;
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return true;
        }

        reader.Read();
        while (!(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row"))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c")
            {
                ReadCell();
            }
            else if (!reader.Read())
            {
                return false;
            }
        }

        reader.Read();
        return true;
    }

    private void ReadCell()
    {
        var at = reader.GetAttribute("r") is { } reference ? ColumnOf(reference) : cells.Count;
        var (type, style) = (reader.GetAttribute("t") ?? "n", reader.GetAttribute("s"));
        text.Clear();
        var (isEmpty, inValue) = (reader.IsEmptyElement, false);
        while (reader.Read() && !isEmpty && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "c"))
        {
            if (reader.LocalName is "v" or "t" && reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                inValue = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            }
            else if (inValue && reader.HasValue)
            {
                XlsxPackage.Append(reader, text);
            }
        }

        if (!isEmpty)
        {
            reader.Read(); // past the cell
        }

        var value = ValueOf(type, style, text.ToString()).Trim();
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

    private string ValueOf(string type, string? style, string value)
    {
        switch (type)
        {
            case "s":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index] : throw XlsxPackage.Unreadable();
            case "n" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                var isDate = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < dates.Count && dates[at];
                return isDate && SerialDate.Read(number, package.Since1904) is { } date ? date : number.ToString("0.###############", CultureInfo.InvariantCulture);
            default:
                return value;
        }
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
