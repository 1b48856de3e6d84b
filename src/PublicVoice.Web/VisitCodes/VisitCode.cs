namespace PublicVoice.Web.VisitCodes;

/// <summary>Codes made together for visitors of a unit and everything below it.</summary>
public class VisitCodeBatch
{
    public const int MaxCount = 1000;
    public const int MaxDays = 90;
    public const int MakerMaxLength = 200;

    /// <summary>
    /// Only a batch of this size or more leaves its id with the responses, and only its use is shown: in a smaller one the visitors
    /// could be told apart.
    /// </summary>
    public const int ShownFrom = 20;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Null where the codes serve for every service.</summary>
    public required int? ServiceId { get; init; }
    public required DateTime MadeOn { get; init; }

    /// <summary>Name of the person or of the API key at that time.</summary>
    public required string MadeBy { get; init; }
    public required int Count { get; init; }

    /// <summary>Place of the code that was used last, where the batch has <see cref="ShownFrom"/> codes or more.</summary>
    public int? LastUsedPosition { get; init; }

    /// <summary>From this instant on its codes are expired: the end of their last day in the government's time zone.</summary>
    public required DateTime ExpiresOn { get; init; }
}

/// <summary>A code (kode kunjungan) that proves a visit once. Nothing here leads to the response that it went with.</summary>
public class VisitCode
{
    /// <summary>Keyed hash of the code; the code itself is stored nowhere.</summary>
    public required long Hash { get; init; }
    public required int BatchId { get; init; }

    /// <summary>UTC, cut to the hour; null while unused.</summary>
    public DateTime? UsedOn { get; init; }

    /// <summary>Place in the printed order, only while it is unused: who was given which slip must not be found out from its use.</summary>
    public int? Position { get; init; }
}

/// <summary>An order that was carried out, so that the same order again makes no more codes.</summary>
public class VisitCodeOrderMark
{
    /// <summary>Keyed hash of who ordered and of the key they gave.</summary>
    public required byte[] Hash { get; init; }
    public required int BatchId { get; init; }
    public required DateTime MadeOn { get; init; }
}

public enum VisitCodeState
{
    Valid,

    /// <summary>No such code was ever issued: mistyped.</summary>
    Unknown,
    Used,
    Expired,

    /// <summary>Issued by another office, or for another service.</summary>
    Foreign,
}
