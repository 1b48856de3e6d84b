namespace PublicVoice.Web.Reporting;

/// <summary>A result published before this system was used, shown as a marked point in the trend.</summary>
public class PublishedReference
{
    public const int SourceMaxLength = 400;

    public int Id { get; init; }
    public required int UnitId { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required decimal Index { get; set; }
    public long? N { get; set; }

    /// <summary>NRR per element as published, JSON object of code to number; null where only the index is known.</summary>
    public string? ElementMeans { get; set; }
    public required string Source { get; set; }
}
