using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>What is wrong with the rows of a file. Some of it shows only when all rows are read; it is told in the order of the rows.</summary>
internal sealed class RowReasons
{
    private readonly List<(int Row, LocalText Reason)> reasons = [];

    public bool Any => reasons.Count > 0;

    /// <param name="row">As a spreadsheet numbers it.</param>
    /// <param name="reason">A sentence.</param>
    public void AddPlain(int row, string reason) => Add(row, new LocalText(reason, reason));

    /// <param name="problem">What is wrong with the row as such, without a full stop.</param>
    public void AddUnreadable(int row, LocalText problem) => Add(row, new LocalText($"{problem.Indonesian}.", $"{problem.English}."));

    public void Add(int row, LocalText reason) => reasons.Add((row, new LocalText($"Baris {row}: {reason.Indonesian}", $"Row {row}: {reason.English}")));

    /// <exception cref="ImportRefusedException">A row is wrong.</exception>
    public void Refuse()
    {
        if (Any)
        {
            throw new ImportRefusedException([.. reasons.OrderBy(reason => reason.Row).Select(reason => reason.Reason)]);
        }
    }
}
