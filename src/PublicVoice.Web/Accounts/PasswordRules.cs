namespace PublicVoice.Web.Accounts;

/// <summary>Long rather than odd, as NIST SP 800-63B 5.1.1 advises.</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 200;

    /// <summary>Different characters.</summary>
    public const int MinDifferent = 5;
}
