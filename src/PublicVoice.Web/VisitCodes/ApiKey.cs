namespace PublicVoice.Web.VisitCodes;

/// <summary>Lets a queue machine order visit codes for a unit and everything below it.</summary>
public class ApiKey
{
    public const int NameMaxLength = 100;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Where it is used, such as "Antrean loket 1".</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, which has 256 random bits and is shown once.</summary>
    public required byte[] Hash { get; init; }
    public required DateTime MadeOn { get; init; }

    /// <summary>Name of the person at that time.</summary>
    public string? MadeBy { get; init; }
    public DateTime? LastUsedOn { get; init; }
    public DateTime? RevokedOn { get; private set; }

    public void Revoke(DateTime now) => RevokedOn ??= now;
}
