namespace PublicVoice.Web.Consultations;

public enum RoomPart
{
    /// <summary>Asked before the consultation.</summary>
    Question = 1,

    /// <summary>Said while it was held.</summary>
    Discussion = 2,
}

/// <summary>Something that a citizen wrote in the online room.</summary>
public class RoomMessage
{
    public const int TextMaxLength = 2000;
    public const int PublicTextMaxLength = 3 * TextMaxLength; // a mark can be longer than what it hides
    public const int NameMaxLength = 100;
    public const int AnswerMaxLength = 4000;

    /// <summary>For one consultation.</summary>
    public const int Most = 2000;

    public int Id { get; init; }
    public required int ConsultationId { get; init; }

    /// <summary>UUID version 7 of the form: sending it again stores nothing more.</summary>
    public required Guid SubmissionKey { get; init; }
    public required RoomPart Part { get; init; }
    public required string Text { get; init; }

    /// <summary>As the public reads it, masked; null while it waits or is held back.</summary>
    public string? PublicText { get; private set; }

    /// <summary>As the writer wants to be called; null for nobody.</summary>
    public string? Name { get; init; }

    /// <summary>Null for somebody who has not registered.</summary>
    public ParticipantGroup? Group { get; init; }
    public required DateTime WrittenOn { get; init; }

    /// <summary>When staff last decided; null while nobody has looked at it.</summary>
    public DateTime? DecidedOn { get; private set; }

    /// <summary>What the office says to it.</summary>
    public string? Answer { get; private set; }
    public DateTime? AnsweredOn { get; private set; }

    /// <summary>Counts decisions and answers, so that of two at once one is told.</summary>
    public int Version { get; private set; } = 1;

    public void ShowAtOnce(string masked) => PublicText = masked;

    public void Show(string masked, DateTime now)
    {
        (PublicText, DecidedOn) = (masked, now);
        Version++;
    }

    public void HoldBack(DateTime now)
    {
        (PublicText, DecidedOn) = (null, now);
        Version++;
    }

    public void Reply(string answer, DateTime now)
    {
        (Answer, AnsweredOn) = (answer, now);
        Version++;
    }
}
