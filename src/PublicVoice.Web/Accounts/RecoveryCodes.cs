namespace PublicVoice.Web.Accounts;

/// <summary>Recovery codes as they are stored and shown: XXXXX-XXXXX. People type them with or without hyphen, in either case.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;
    private const int Length = 10;

    /// <param name="code">Letters and digits only.</param>
    public static string Grouped(string code) => code.Length == Length ? $"{code[..5]}-{code[5..]}".ToUpperInvariant() : code;
}
