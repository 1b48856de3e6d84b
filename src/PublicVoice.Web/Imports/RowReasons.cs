namespace PublicVoice.Web.Imports;

/// <summary>What is wrong with the rows of a file. Some of it shows only when all rows are read; it is told in the order of the rows.</summary>
internal sealed class RowReasons
{
    private readonly List<(int Row, string Reason)> reasons = [];

    public bool Any => reasons.Count > 0;

    /// <param name="row">As a spreadsheet numbers it.</param>
    /// <param name="reason">A sentence.</param>
    public void Add(int row, string reason) => reasons.Add((row, $"Row {row}: {reason}"));

    /// <exception cref="ImportRefusedException">A row is wrong.</exception>
    public void Refuse()
    {
        if (Any)
        {
            throw new ImportRefusedException([.. reasons.OrderBy(reason => reason.Row).Select(reason => reason.Reason)]);
        }
    }
}
