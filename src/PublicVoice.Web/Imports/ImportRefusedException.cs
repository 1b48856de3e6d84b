namespace PublicVoice.Web.Imports;

/// <summary>A file that cannot be imported, with every reason found. Nothing of it was stored.</summary>
public sealed class ImportRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public ImportRefusedException(string reason)
        : this([reason])
    {
    }

    public IReadOnlyList<string> Reasons { get; } = reasons;
}

/// <summary>What an import did.</summary>
/// <param name="Vanished">Codes that are stored but no longer in the file. They are kept.</param>
public sealed record ImportSummary(int New, int Changed, int Unchanged, IReadOnlyList<string> Vanished, IReadOnlyList<string> Warnings);
