using System.Security.Cryptography;
using System.Text;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

public enum FollowAct
{
    Confirm = 1,
    Stop = 2,
}

/// <summary>
/// Links in mails to followers: each is bound to one act, one address, one post and the time it was asked for. A link to confirm works for
/// a week and, since it leads from unconfirmed to confirmed, once; one to stop works until the address is gone.
/// </summary>
public sealed class FollowTokens(ReceiptCodes secrets, ForumLinks links, TimeProvider clock)
{
    public static readonly TimeSpan ConfirmLifespan = TimeSpan.FromDays(7);

    public const string StopAtOncePath = "/forum/surel/henti";

    private readonly byte[] secret = secrets.Derive("forum follower");

    public static string PathOf(FollowAct act, int followerId, string token) => $"/forum/surel/{(act == FollowAct.Confirm ? "konfirmasi" : "berhenti")}/{followerId}/{token}";

    /// <summary>For the button of a mail program: sending to it stops at once, opening it leads to the page that asks.</summary>
    public string StopAtOnce(PostFollower follower) => links.Absolute($"{StopAtOncePath}/{follower.Id}/{Token(FollowAct.Stop, follower)}");

    public string Link(FollowAct act, PostFollower follower) => links.Absolute(PathOf(act, follower.Id, Token(act, follower)));

    public bool Allows(FollowAct act, PostFollower follower, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token), Encoding.ASCII.GetBytes(Token(act, follower)))
        && (act == FollowAct.Stop || follower.ConfirmedOn is not null || clock.GetUtcNow().UtcDateTime - follower.AskedOn < ConfirmLifespan);

    private string Token(FollowAct act, PostFollower follower)
    {
        var asked = act == FollowAct.Confirm ? new DateTimeOffset(follower.AskedOn).ToUnixTimeSeconds() : 0;
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{act}|{follower.Id}|{follower.PostId}|{asked}|{follower.Email}"))[..20]);
    }
}
