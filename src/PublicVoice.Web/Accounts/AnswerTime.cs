namespace PublicVoice.Web.Accounts;

/// <summary>An answer that must not tell who has an account takes as long for everybody: what is written for one and not for another fits in.</summary>
public static class AnswerTime
{
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
}
