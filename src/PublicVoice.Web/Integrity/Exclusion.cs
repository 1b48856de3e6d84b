namespace PublicVoice.Web.Integrity;

/// <summary>A person's decision to take responses out of the count. Its reason stays when responses are put back.</summary>
public class Exclusion
{
    public const int ReasonMinLength = 10;
    public const int ReasonMaxLength = 1000;
    public const int MakerMaxLength = 200;

    public int Id { get; init; }
    public required int UnitId { get; init; }
    public required DateTime MadeOn { get; init; }

    /// <summary>Name of the person at that time.</summary>
    public required string MadeBy { get; init; }
    public required string Reason { get; init; }

    /// <summary>Responses taken out by it.</summary>
    public required int Count { get; init; }
}
