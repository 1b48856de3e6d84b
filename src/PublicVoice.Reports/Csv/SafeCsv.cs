using System.Buffers;
using System.Globalization;
using System.Text;

namespace PublicVoice.Reports.Csv;

/// <summary>
/// Writes comma-separated values (RFC 4180, UTF-8, CRLF) that are safe to open in a spreadsheet.
/// A text cell that a spreadsheet could take for a formula gets an apostrophe in front; <see cref="Undo"/> takes it away again.
/// </summary>
/// <remarks>
/// A cell is marked when, after any leading blanks, quotes, apostrophes and invisible characters, it starts with = + - @, their
/// full-width forms, or when that lead holds a tab or a line break. Because apostrophes belong to the lead, a cell such as '=1 that
/// was typed by a person is marked as well, so that undoing gives back exactly what was written. Numbers that the product itself
/// writes (see <see cref="CsvCell"/>) hold only digits, a point and a minus sign, are no formula, and stay unmarked.
/// Source: OWASP, CSV injection.
/// </remarks>
public sealed class SafeCsv(TextWriter writer, char separator = ',') : IDisposable
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\"\r\n\t");

    /// <summary>Opens a writer on a stream, which stays open when the writer is disposed.</summary>
    /// <param name="byteOrderMark">True starts the file with a UTF-8 mark, without which spreadsheets misread letters outside ASCII.</param>
    public static SafeCsv Open(Stream stream, bool byteOrderMark = true, char separator = ',') =>
        new(new StreamWriter(stream, new UTF8Encoding(byteOrderMark), leaveOpen: true), separator);

    public void Row(params IEnumerable<CsvCell> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                writer.Write(separator);
            }

            first = false;
            writer.Write(Quote(cell.Text));
        }

        writer.Write("\r\n");
    }

    public void Dispose() => writer.Dispose();

    /// <summary>Puts an apostrophe before text that a spreadsheet could take for a formula.</summary>
    public static string Defang(string text) => IsRisky(text) ? "'" + text : text;

    /// <summary>The text that <see cref="Defang"/> was given.</summary>
    public static string Undo(string cell) => cell.StartsWith('\'') && IsRisky(cell.AsSpan(1)) ? cell[1..] : cell;

    private static bool IsRisky(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n':
                    return true;
                case '\'' or '"':
                    break;
                default:
                    if (!char.IsWhiteSpace(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                    {
                        return false;
                    }

                    break;
            }
        }

        return false;
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(NeedQuotes) || text.StartsWith(' ') || text.EndsWith(' ')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}

/// <summary>One cell: text, which is made safe, or a number of our own, written with a point and without grouping.</summary>
public readonly struct CsvCell
{
    private readonly string? text;

    private CsvCell(string? text) => this.text = text;

    internal string Text => text ?? "";

    public static implicit operator CsvCell(string? text) => new(text is null ? null : SafeCsv.Defang(text));

    public static implicit operator CsvCell(long? number) => new(number?.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(int? number) => new(number?.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(decimal? number) => new(number?.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(decimal number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
