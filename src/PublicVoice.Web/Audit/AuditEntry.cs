using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PublicVoice.Web.Audit;

/// <summary>
/// One change by staff, or one export. Entries are only ever added; each holds the hash of the one before, so that an entry that was
/// changed or taken out is found (<c>check audit</c>).
/// </summary>
public class AuditEntry
{
    public const int ActionMaxLength = 60;
    public const int SubjectMaxLength = 300;
    public const int ActorMaxLength = 300;

    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Id { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTime OccurredOn { get; init; }

    /// <summary>Null for the command line and for the product itself.</summary>
    public required int? AccountId { get; init; }

    /// <summary>Name of the person at that time.</summary>
    public required string Actor { get; init; }

    /// <summary>The role that allowed it; empty outside of staff pages.</summary>
    public required string Role { get; init; }

    /// <summary>Unit that it concerns, as a path; empty for the whole installation.</summary>
    public required string UnitPath { get; init; }

    /// <summary>Such as "role.granted".</summary>
    public required string Action { get; init; }

    /// <summary>What was changed, in words.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON object of what it was; null where nothing was.</summary>
    public required string? Before { get; init; }

    /// <summary>JSON object of what it became; null where nothing is left.</summary>
    public required string? After { get; init; }

    /// <summary>SHA-256 over everything above and the hash of the entry before.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <param name="previous">Hash of the entry before; empty for the first.</param>
    public void Seal(byte[] previous) => Hash = HashAfter(previous);

    public bool Follows(byte[] previous) => HashAfter(previous).AsSpan().SequenceEqual(Hash);

    private byte[] HashAfter(byte[] previous) => SHA256.HashData(
    [
        .. previous,
        .. JsonSerializer.SerializeToUtf8Bytes(new object?[]
        {
            Id, OccurredOn.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), AccountId, Actor, Role, UnitPath, Action, Subject, Before, After,
        }),
    ]);
}
