using System.Net.Mail;
using Microsoft.AspNetCore.Identity;

namespace PublicVoice.Web.Accounts;

/// <summary>A person of the staff. The e-mail address is the user name; there is no self-registration.</summary>
public class Account : IdentityUser<int>
{
    public const int NameMaxLength = 120;
    public const int EmailMaxLength = 254;

    public required string Name { get; set; }

    /// <summary>Language of mails: id or en.</summary>
    public string Language { get; set; } = "id";

    /// <summary>Wants no daily mail about the moderators' queue.</summary>
    public bool IsWithoutDigest { get; set; }

    public DateTime CreatedOn { get; init; }

    /// <summary>Last use of a staff page; null before the first.</summary>
    public DateTime? LastActiveOn { get; set; }

    /// <summary>When the holder was told that the account will be disabled for lack of use.</summary>
    public DateTime? InactivityWarnedOn { get; set; }

    public DateTime? DisabledOn { get; private set; }

    /// <summary>Time step (RFC 6238) of the last code of the authenticator app that was taken: no code works twice.</summary>
    public long? LastAuthenticatorStep { get; init; }

    public bool IsDisabled => DisabledOn is not null;

    /// <summary>An invitation that was not accepted yet.</summary>
    public bool IsInvited => PasswordHash is null;

    /// <summary>From this day on inactivity counts.</summary>
    public DateTime ActiveSince => LastActiveOn ?? CreatedOn;

    /// <summary>Whether a text is one plain address that a mail can be sent to: nothing quoted, no name with it, and no letters that mail servers refuse.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= EmailMaxLength && text.All(letter => letter is > ' ' and <= '~' and not '"') && text.Count(letter => letter == '@') == 1
        && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <exception cref="InvalidOperationException">It is disabled already.</exception>
    public void Disable(DateTime now)
    {
        DisabledOn = DisabledOn is null ? now : throw new InvalidOperationException($"Account {Id} is disabled since {DisabledOn:O}.");
        SecurityStamp = Guid.NewGuid().ToString("N"); // links sent before no longer work
        ConcurrencyStamp = Guid.NewGuid().ToString(); // of two at once, one finds it changed
    }

    /// <exception cref="InvalidOperationException">It is not disabled.</exception>
    public void Enable(DateTime now)
    {
        if (DisabledOn is null)
        {
            throw new InvalidOperationException($"Account {Id} is not disabled.");
        }

        DisabledOn = null;
        InactivityWarnedOn = null;
        LastActiveOn = now; // the 90 days begin anew
    }
}

/// <summary>A role of a person at a unit, valid for everything below it.</summary>
public class RoleAssignment
{
    public int Id { get; init; }
    public required int AccountId { get; init; }
    public required StaffRole Role { get; init; }
    public required int UnitId { get; init; }
    public required DateTime GrantedOn { get; init; }
}

/// <summary>A browser that is signed in.</summary>
public class StaffSession
{
    public const int DeviceMaxLength = 200;

    /// <summary>Signed in but unused for so long, a session ends.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromHours(8);

    /// <summary>Random: it stands in the encrypted cookie.</summary>
    public required Guid Id { get; init; }
    public required int AccountId { get; init; }
    public required DateTime SignedInOn { get; init; }
    public required DateTime LastSeenOn { get; set; }

    /// <summary>What the browser calls itself.</summary>
    public required string Device { get; init; }

    /// <summary>Ended by its holder, an administrator, a new password or signing out.</summary>
    public DateTime? EndedOn { get; set; }

    public bool IsOpen(DateTime now) => EndedOn is null && now - LastSeenOn < IdleLimit;
}
