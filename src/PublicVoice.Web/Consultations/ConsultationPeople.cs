namespace PublicVoice.Web.Consultations;

/// <summary>The five groups of PermenPANRB 16/2017.</summary>
public enum ParticipantGroup
{
    ServiceUser = 1,
    Expert = 2,
    Agency = 3,
    CivilSociety = 4,
    Media = 5,
}

/// <summary>Who is asked to come. Public, so an organisation or an office rather than a person.</summary>
public class ConsultationInvitee
{
    public const int NameMaxLength = 200;
    public const int Most = 200;

    public required int ConsultationId { get; init; }
    public required ParticipantGroup Group { get; init; }
    public required string Name { get; init; }
}

/// <summary>Somebody who registered, or came without.</summary>
public class ConsultationParticipant
{
    public const int NameMaxLength = 100;
    public const int OrganisationMaxLength = 200;
    public const int PhoneMaxLength = 20;

    /// <summary>For one consultation.</summary>
    public const int Most = 1000;

    /// <summary>Version of the words that people consent to (<see cref="ConsultationWords.Consent"/>).</summary>
    public const int ConsentVersion = 1;

    public int Id { get; init; }
    public required int ConsultationId { get; init; }

    /// <summary>UUID version 7 of the form: sending it again stores nothing more.</summary>
    public required Guid SubmissionKey { get; init; }

    /// <summary>Keyed hash of the code by which a registration is seen and taken back.</summary>
    public required long ReceiptHash { get; init; }

    /// <summary>Keyed hash of the phone number within this consultation; a random number where none was given. A person registers once.</summary>
    public required long PersonHash { get; init; }
    public required string Name { get; init; }
    public required ParticipantGroup Group { get; init; }
    public string? Organisation { get; init; }

    /// <summary>For the file only. Deleted, where the person did not come, when the minutes are published.</summary>
    public string? Phone { get; init; }

    /// <summary>"L" or "P", as lists of attendance have it; null where not said.</summary>
    public string? Sex { get; init; }
    public required DateTime RegisteredOn { get; init; }

    /// <summary>Null for people that staff wrote down.</summary>
    public int? ConsentedTo { get; init; }
    public bool Attended { get; set; }

    /// <summary>Came without having registered.</summary>
    public bool IsWalkIn => ConsentedTo is null;
}

/// <summary>Who signs the minutes: one line of the table of signatures.</summary>
public class ConsultationSigner
{
    public const int PositionMaxLength = 200;
    public const int Most = 60;

    public int Id { get; init; }
    public required int ConsultationId { get; init; }
    public required string Name { get; init; }

    /// <summary>For the file only.</summary>
    public string? Phone { get; init; }
    public string? Sex { get; init; }

    /// <summary>Position or organisation.</summary>
    public required string Position { get; init; }
}
