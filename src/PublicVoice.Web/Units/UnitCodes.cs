using System.Text.RegularExpressions;

namespace PublicVoice.Web.Units;

/// <summary>Codes of units and the last part of codes of services: lower-case letters and digits, with single hyphens between.</summary>
public static partial class UnitCodes
{
    public static bool IsValid(string code) => code.Length <= Unit.CodeMaxLength && Pattern().IsMatch(code);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
