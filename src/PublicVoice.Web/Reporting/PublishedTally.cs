using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Reporting;

/// <summary>
/// What a <see cref="Tally"/> of a closed month counts in public. A month is published with all its rows at once; a row that comes later
/// counted nothing at first. What people had taken out by then is kept beside it and counts nowhere.
/// </summary>
public class PublishedTally
{
    public required int UnitId { get; init; }
    public required int ServiceId { get; init; }
    public required int QuestionnaireVersionId { get; init; }
    public required int Month { get; init; }
    public required ResponseClass Class { get; init; }
    public required byte[] Counts { get; init; }

    /// <summary>Counts when the month was published first, which decide for good what is hidden; null while <see cref="Counts"/> are these.</summary>
    public byte[]? FirstCounts { get; init; }
}
