using System.Numerics;
using System.Security.Cryptography;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.VisitCodes;

/// <summary>
/// The written form of a visit code: seven random characters and a check character, as K7QF-3M9X. The check is a pure system of
/// ISO/IEC 7064 (Σ valueᵢ · radixⁱ ≡ 1 modulo the size of the alphabet) with modulus 25 and radix 2: 2 and 2 − 1 have no factor in
/// common with 25, so every single wrong character and every swap of neighbours is found.
/// </summary>
public static class VisitCodeText
{
    private const string Alphabet = ReceiptCodes.Alphabet;
    private const int Length = 8;
    private const int Radix = 2;

    public const int MaxTypedLength = ReceiptCodes.MaxTypedLength;

    /// <summary>A new code without its hyphen.</summary>
    public static string New() => WithCheck(RandomNumberGenerator.GetString(Alphabet, Length - 1));

    /// <summary>The code that 32 random bytes stand for.</summary>
    public static string From(ReadOnlySpan<byte> random)
    {
        var number = new BigInteger(random, isUnsigned: true);
        Span<char> letters = stackalloc char[Length - 1];
        foreach (ref var letter in letters)
        {
            number = BigInteger.DivRem(number, Alphabet.Length, out var digit);
            letter = Alphabet[(int)digit];
        }

        return WithCheck(letters.ToString());
    }

    public static string Grouped(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>The survey of a unit or service with the code filled in.</summary>
    /// <param name="root">Public address of the site.</param>
    public static Uri Address(Uri root, Unit unit, Service? service, string code) =>
        new($"{ShortAddress(root, unit, service)}?{SurveyForm.VisitCodeField}={Grouped(code)}");

    public static Uri ShortAddress(Uri root, Unit unit, Service? service) =>
        new($"{root.AbsoluteUri.TrimEnd('/')}/s/{unit.Code}{(service is null ? "" : "/" + service.ShortCode)}");

    /// <summary>The code that a person typed, in any case, with or without hyphen and spaces; null where it is none.</summary>
    public static string? Read(string typed)
    {
        var code = string.Concat(typed.Where(letter => letter != '-' && !char.IsWhiteSpace(letter))).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) && Sum(code) == 1 ? code : null;
    }

    internal static string WithCheck(string start) => start + Alphabet[((1 - Sum(start + Alphabet[0])) % Alphabet.Length + Alphabet.Length) % Alphabet.Length];

    private static int Sum(string code) => code.Aggregate(0, (sum, letter) => ((sum * Radix) + Alphabet.IndexOf(letter, StringComparison.Ordinal)) % Alphabet.Length);
}
