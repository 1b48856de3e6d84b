namespace PublicVoice.Web.Delivery;

/// <summary>A mail to one person, stored in the transaction of what it is about and sent afterwards.</summary>
public class OutgoingMail
{
    public const int AddressMaxLength = 254;
    public const int SubjectMaxLength = 200;
    public const int MostAttempts = 8;

    public long Id { get; init; }
    public required string Recipient { get; init; }
    public required string Subject { get; init; }

    /// <summary>Plain text. Emptied once it was sent: it can hold a one-time link.</summary>
    public required string Body { get; set; }

    /// <summary>The same for programs that show HTML; null where plain text says it all. Emptied with the text.</summary>
    public string? Html { get; set; }
    public required DateTime CreatedOn { get; init; }

    /// <summary>Address for the mail program's own button to stop such mails (RFC 8058); null for mails that cannot be stopped. Emptied with the text.</summary>
    public string? StopAddress { get; set; }

    /// <summary>When it may be tried, or tried again.</summary>
    public required DateTime DueOn { get; set; }
    public DateTime? SentOn { get; private set; }
    public DateTime? GivenUpOn { get; private set; }
    public int Attempts { get; private set; }

    public void Sent(DateTime now)
    {
        (SentOn, Body, Html, StopAddress) = (now, "", null, null);
        Attempts++;
    }

    /// <summary>Waits longer each time: 1, 4, 16 … minutes, at most a day; then gives up.</summary>
    public void Failed(DateTime now)
    {
        Attempts++;
        DueOn = now + TimeSpan.FromMinutes(Math.Min(Math.Pow(4, Attempts - 1), 24 * 60));
        if (Attempts == MostAttempts)
        {
            (GivenUpOn, Body, Html, StopAddress) = (now, "", null, null);
        }
    }
}
