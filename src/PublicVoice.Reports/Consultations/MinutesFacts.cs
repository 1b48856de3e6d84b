using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Consultations;

/// <summary>A problem found together, what was agreed about it, and by when.</summary>
/// <param name="Id">Of the point that the office keeps; not printed.</param>
/// <param name="DueOn">Last day of the time limit.</param>
public sealed record MinutesPoint(int Id, string Problem, string Recommendation, DateOnly DueOn);

/// <param name="Phone">Never printed in the copy for the public.</param>
/// <param name="Sex">"L" or "P"; null where not said.</param>
public sealed record MinutesSigner(string Name, string? Phone, string? Sex, string Position);

/// <summary>Somebody who took part. Only the copy for the file names them.</summary>
public sealed record MinutesAttendee(string Name, string? Phone, string? Sex, LocalText Group, string? Organisation);

/// <param name="Group">One of the five groups of PermenPANRB 16/2017.</param>
public sealed record GroupAttendance(LocalText Group, int Count);

/// <summary>Everything that the minutes (Berita Acara) of a public consultation say. Kept as it stood when a revision was published.</summary>
public sealed record MinutesFacts
{
    public required Letterhead Letterhead { get; init; }
    public required string UnitName { get; init; }
    public required string Theme { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }
    public required TimeOnly BeginsAt { get; init; }
    public required TimeOnly EndsAt { get; init; }

    /// <summary>Such as WIB.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Null where it was held online only.</summary>
    public required string? Place { get; init; }
    public required bool IsOnline { get; init; }

    /// <summary>The five groups in their order, also those of which nobody came.</summary>
    public required IReadOnlyList<GroupAttendance> Attendance { get; init; }

    /// <summary>What was discussed; null where the points say enough.</summary>
    public required string? Summary { get; init; }
    public required IReadOnlyList<MinutesPoint> Points { get; init; }
    public required string UnitCommitment { get; init; }
    public required string PublicCommitment { get; init; }
    public required string SignedAt { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required IReadOnlyList<MinutesSigner> Signers { get; init; }
    public required IReadOnlyList<MinutesAttendee> Attendees { get; init; }

    /// <summary>1 for the first; 0 for a preview.</summary>
    public required int Revision { get; init; }

    /// <summary>Why there is another revision; null for the first.</summary>
    public required string? Correction { get; init; }
}
