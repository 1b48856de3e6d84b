namespace PublicVoice.Web.Kiosks;

public enum KioskState
{
    /// <summary>Its link was made and not opened yet.</summary>
    Waiting,

    /// <summary>Its link was not opened in time.</summary>
    Expired,
    Paired,
    Revoked,
}

/// <summary>A tablet at a counter (tablet loket) that collects answers for one unit.</summary>
public class KioskDevice
{
    public const int NameMaxLength = 100;
    public const int MakerMaxLength = 200;

    /// <summary>How long the link that pairs a tablet works.</summary>
    public static readonly TimeSpan PairingLimit = TimeSpan.FromMinutes(30);

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Null where visitors choose the service.</summary>
    public required int? ServiceId { get; init; }

    /// <summary>Where it stands, such as "Loket 1".</summary>
    public required string Name { get; init; }

    /// <summary>Name of the person who made its link.</summary>
    public required string MadeBy { get; init; }
    public required DateTime MadeOn { get; init; }

    /// <summary>SHA-256 of the one-time code in the link.</summary>
    public required byte[] PairingHash { get; init; }
    public required DateTime PairingEndsOn { get; init; }

    /// <summary>The key that answers are sealed with on the tablet: an uncompressed point of P-256.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The key that opens them, protected with the keys of the installation.</summary>
    public required string PrivateKey { get; init; }

    public DateTime? PairedOn { get; init; }

    /// <summary>SHA-256 of the secret that the tablet keeps as a cookie; null until it is paired.</summary>
    public byte[]? TokenHash { get; init; }

    public DateTime? RevokedOn { get; private set; }
    public DateTime? LastSeenOn { get; init; }

    /// <summary>Answers that it held and had not delivered when it was last seen.</summary>
    public int Waiting { get; init; }

    /// <summary>Answers on it that the server has refused.</summary>
    public int Refused { get; init; }

    public KioskState State(DateTime now) =>
        RevokedOn is not null ? KioskState.Revoked : PairedOn is not null ? KioskState.Paired : now < PairingEndsOn ? KioskState.Waiting : KioskState.Expired;

    public void Revoke(DateTime now) => RevokedOn ??= now;

    public void Reinstate()
    {
        if (PairedOn is not null)
        {
            RevokedOn = null;
        }
    }
}

/// <summary>A questionnaire version that a tablet was given: it must never vanish, since answers to it may wait there.</summary>
public class KioskVersion
{
    public required int KioskDeviceId { get; init; }
    public required int QuestionnaireVersionId { get; init; }
}
