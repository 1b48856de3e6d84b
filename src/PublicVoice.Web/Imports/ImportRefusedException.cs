using PublicVoice.Reports;

namespace PublicVoice.Web.Imports;

/// <summary>A file that cannot be imported, with every reason found. Nothing of it was stored.</summary>
public sealed class ImportRefusedException(IReadOnlyList<LocalText> texts) : Exception(string.Join(Environment.NewLine, texts.Select(text => text.English)))
{
    public ImportRefusedException(IReadOnlyList<string> reasons)
        : this([.. reasons.Select(reason => new LocalText(reason, reason))])
    {
    }

    public ImportRefusedException(string reason)
        : this([reason])
    {
    }

    public ImportRefusedException(LocalText reason)
        : this([reason])
    {
    }

    /// <summary>For people in the browser.</summary>
    public IReadOnlyList<LocalText> Texts => texts;

    /// <summary>For the command line, which speaks English.</summary>
    public IReadOnlyList<string> Reasons { get; } = [.. texts.Select(text => text.English)];
}

/// <summary>What an import did.</summary>
/// <param name="Vanished">Codes that are stored but no longer in the file. They are kept.</param>
public sealed record ImportSummary(int New, int Changed, int Unchanged, IReadOnlyList<string> Vanished, IReadOnlyList<string> Warnings);
