using System.IO.Compression;
using System.Text.Json;
using PublicVoice.Reports;

namespace PublicVoice.Web.Surveys;

/// <summary>What an import of a file would do, or why it cannot be imported.</summary>
/// <param name="Reasons">Why the whole file is refused; or every bad row with its number, as many as are kept.</param>
/// <param name="IsRefused">The file as such is wrong, not only some of its rows.</param>
/// <param name="Months">Good rows of each month, by its first day.</param>
/// <param name="Index">Of the good rows of this file alone; null where they hold no scores.</param>
public sealed record ResponseUploadOutcome(
    bool IsRefused,
    int Rows,
    int New,
    int Known,
    int Empty,
    int Bad,
    int Late,
    IReadOnlyList<LocalText> Reasons,
    IReadOnlyList<LocalText> Warnings,
    IReadOnlyDictionary<DateOnly, int> Months,
    decimal? Index)
{
    public const int MostReasons = 10_000;

    public static ResponseUploadOutcome Refused(IReadOnlyList<LocalText> reasons) =>
        new(true, 0, 0, 0, 0, 0, 0, [.. reasons.Take(MostReasons)], [], new Dictionary<DateOnly, int>(), null);

    public static ResponseUploadOutcome Of(ResponseImportSummary summary) => new(
        false, summary.Rows, summary.New, summary.Known, summary.Empty, summary.Skipped.Count, summary.Late.Values.Sum(),
        [.. summary.Skipped.Take(MostReasons)], [.. summary.Warnings.Take(MostReasons)], summary.Months, summary.Index);

    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(stream, this);
        }

        return packed.ToArray();
    }

    public static ResponseUploadOutcome Unpack(byte[] packed)
    {
        using var stream = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ResponseUploadOutcome>(stream) ?? throw new InvalidDataException("The outcome of an import is damaged.");
    }
}
