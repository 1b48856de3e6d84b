using PublicVoice.Reports;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Surveys;

/// <summary>A column of a file.</summary>
/// <param name="Values">Different values in the order in which they appear, as many as are kept.</param>
/// <param name="HasMore">There are more than those.</param>
public sealed record ScannedColumn(string Name, IReadOnlyList<string> Values, bool HasMore)
{
    public bool IsEmpty => Values.Count == 0 && !HasMore;
}

/// <summary>What stands in a file, without saying yet what it means.</summary>
public sealed record ScannedFile(IReadOnlyList<ScannedColumn> Columns, int Rows)
{
    private const int MostValues = 60;
    private const int LongestValue = 200;

    /// <exception cref="ImportRefusedException">The file cannot be read, has no rows, or more than allowed.</exception>
    public static ScannedFile Read(TableFile file, int mostRows)
    {
        var values = file.Columns.Select(_ => new List<string>()).ToList();
        var known = file.Columns.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToList();
        var more = new bool[file.Columns.Count];
        var rows = 0;
        while (file.Next(out var problem))
        {
            if (++rows > mostRows)
            {
                throw new ImportRefusedException(new LocalText(
                    $"Berkas ini punya lebih dari {mostRows} baris. Bagi menjadi beberapa berkas, atau pakai perintah import di server.",
                    $"This file has more than {mostRows} rows. Split it, or use the command import on the server."));
            }

            for (var at = 0; problem is null && at < values.Count; at++)
            {
                Note(file.Cell(at), values[at], known[at], ref more[at]);
            }
        }

        return rows == 0
            ? throw new ImportRefusedException(new LocalText("Berkas ini tidak punya baris di bawah kepala tabel.", "The file has no rows below its header."))
            : new ScannedFile([.. file.Columns.Select((name, at) => new ScannedColumn(name, values[at], more[at]))], rows);
    }

    private static void Note(string cell, List<string> values, HashSet<string> known, ref bool more)
    {
        if (cell.Length is 0 or > LongestValue)
        {
            more |= cell.Length > 0;
        }
        else if (values.Count == MostValues)
        {
            more |= !known.Contains(cell);
        }
        else if (known.Add(cell))
        {
            values.Add(cell);
        }
    }
}
