namespace PublicVoice.Web.Consultations;

public enum ConsultationStatus
{
    /// <summary>Seen by staff only.</summary>
    Draft = 1,

    /// <summary>Public: people register and ask.</summary>
    Announced = 2,

    /// <summary>People discuss.</summary>
    UnderWay = 3,

    /// <summary>Its minutes are published.</summary>
    Concluded = 4,
    Cancelled = 5,
}

/// <summary>Who may write in the online room. Everybody may read what is shown there.</summary>
public enum RoomAccess
{
    Closed = 1,
    Registered = 2,
    Everyone = 3,
}

/// <summary>What an office says about a consultation before it is held.</summary>
public sealed record ConsultationPlan
{
    public required string Theme { get; init; }

    /// <summary>Markdown of the forum.</summary>
    public required string Material { get; init; }
    public string? MaterialLink { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }
    public required TimeOnly BeginsAt { get; init; }
    public required TimeOnly EndsAt { get; init; }
    public string? Place { get; init; }
    public string? MeetingLink { get; init; }
    public required DateOnly RegisterUntil { get; init; }
}

/// <summary>What the minutes say beside points, attendance and signers.</summary>
public sealed record MinutesTexts(string? Summary, string UnitCommitment, string PublicCommitment, string SignedAt, DateOnly SignedOn);

/// <summary>
/// A public consultation (Forum Konsultasi Publik) of a unit, from its draft to the minutes. Each change counts <see cref="Version"/> up, so that nobody
/// publishes or announces what they have not seen.
/// </summary>
public class Consultation
{
    public const int ThemeMaxLength = 200;
    public const int MaterialMaxLength = 8000;
    public const int LinkMaxLength = 500;
    public const int PlaceMaxLength = 300;
    public const int ReasonMaxLength = 500;
    public const int SummaryMaxLength = 8000;
    public const int CommitmentMaxLength = 1000;
    public const int SignedAtMaxLength = 100;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>In public addresses; null for what was never announced.</summary>
    public int? Number { get; private set; }
    public ConsultationStatus Status { get; private set; } = ConsultationStatus.Draft;
    public int Version { get; private set; } = 1;
    public required DateTime CreatedOn { get; init; }

    public string Theme { get; private set; } = "";
    public string Material { get; private set; } = "";

    /// <summary>http or https only.</summary>
    public string? MaterialLink { get; private set; }

    /// <summary>Days and times are those of the government's time zone.</summary>
    public DateOnly FirstDay { get; private set; }
    public DateOnly LastDay { get; private set; }
    public TimeOnly BeginsAt { get; private set; }
    public TimeOnly EndsAt { get; private set; }
    public string? Place { get; private set; }

    /// <summary>Told to those who registered, lest strangers walk into the meeting.</summary>
    public string? MeetingLink { get; private set; }
    public DateOnly RegisterUntil { get; private set; }
    public string? CancelReason { get; private set; }

    public RoomAccess Room { get; private set; } = RoomAccess.Closed;

    /// <summary>What is written in the room is shown before staff have read it; personal data that is found is masked.</summary>
    public bool ShowsAtOnce { get; private set; }

    public string? Summary { get; private set; }
    public string? UnitCommitment { get; private set; }
    public string? PublicCommitment { get; private set; }
    public string? SignedAt { get; private set; }
    public DateOnly? SignedOn { get; private set; }

    public bool IsPublic => Number is not null;

    /// <summary>Announced or under way.</summary>
    public bool IsOpen => Status is ConsultationStatus.Announced or ConsultationStatus.UnderWay;

    public bool MayBeChanged => IsOpen || Status == ConsultationStatus.Draft;

    /// <summary>The minutes are written while it is held, and corrected afterwards.</summary>
    public bool HasMinutes => Status is ConsultationStatus.UnderWay or ConsultationStatus.Concluded;

    public bool TakesMessages => IsOpen && Room != RoomAccess.Closed;

    public bool TakesRegistrations(DateOnly today) => IsOpen && today <= RegisterUntil;

    /// <exception cref="InvalidOperationException">It is over.</exception>
    public void Change(ConsultationPlan plan)
    {
        Guard(MayBeChanged, "is over and cannot be changed");
        (Theme, Material, MaterialLink) = (plan.Theme, plan.Material, plan.MaterialLink);
        (FirstDay, LastDay, BeginsAt, EndsAt) = (plan.FirstDay, plan.LastDay, plan.BeginsAt, plan.EndsAt);
        (Place, MeetingLink, RegisterUntil) = (plan.Place, plan.MeetingLink, plan.RegisterUntil);
        Version++;
    }

    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void Announce(int number)
    {
        Guard(Status == ConsultationStatus.Draft, "is no draft");
        (Number, Status) = (number, ConsultationStatus.Announced);
        Version++;
    }

    /// <exception cref="InvalidOperationException">It is not announced.</exception>
    public void Begin()
    {
        Guard(Status == ConsultationStatus.Announced, "is not announced");
        Status = ConsultationStatus.UnderWay;
        Version++;
    }

    /// <exception cref="InvalidOperationException">It is over.</exception>
    public void Cancel(string reason)
    {
        Guard(MayBeChanged, "is over and cannot be cancelled");
        (Status, CancelReason, Room) = (ConsultationStatus.Cancelled, reason, RoomAccess.Closed);
        Version++;
    }

    /// <exception cref="InvalidOperationException">It is over.</exception>
    public void SetRoom(RoomAccess access, bool showsAtOnce)
    {
        Guard(MayBeChanged, "is over and its room is closed");
        (Room, ShowsAtOnce) = (access, showsAtOnce);
        Version++;
    }

    /// <exception cref="InvalidOperationException">It was not held.</exception>
    public void Write(MinutesTexts texts)
    {
        (Summary, UnitCommitment, PublicCommitment, SignedAt, SignedOn) = (texts.Summary, texts.UnitCommitment, texts.PublicCommitment, texts.SignedAt, texts.SignedOn);
        CountMinutesChange();
    }

    /// <summary>Points, signers or attendance changed.</summary>
    /// <exception cref="InvalidOperationException">It was not held.</exception>
    public void CountMinutesChange()
    {
        Guard(HasMinutes, "has no minutes");
        Version++;
    }

    /// <summary>Invitees, material or the like changed.</summary>
    public void CountChange() => Version++;

    /// <exception cref="InvalidOperationException">It was not held.</exception>
    public void Conclude()
    {
        Guard(HasMinutes, "has no minutes");
        (Status, Room) = (ConsultationStatus.Concluded, RoomAccess.Closed);
        Version++;
    }

    private void Guard(bool isAllowed, string why)
    {
        if (!isAllowed)
        {
            throw new InvalidOperationException($"Consultation {Id} {why} ({Status}).");
        }
    }
}
