using System.Text;
using System.Text.RegularExpressions;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

/// <summary>What citizens type, as it is kept.</summary>
public static class ForumText
{
    // An address of the web, with or without its scheme; what stands before an @ or after it is an e-mail address.
    private static readonly Regex Link = new(
        @"(https?:|www\.)|(^|[^\p{L}\p{N}@.\-_])([\p{L}\p{N}\-]{2,}\.)+(com|net|org|info|biz|xyz|top|site|online|shop|store|link|click|app|asia|me|ly|gl|io|co|id)($|[^\p{L}\p{N}@.\-]|\.($|\s))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    public static string Plain(string? text)
    {
        var plain = new StringBuilder();
        foreach (var rune in CommentText.Plain(text ?? "").EnumerateRunes().Where(rune => !TurnsText(rune.Value)))
        {
            plain.Append(rune);
        }

        return plain.ToString().Trim();
    }

    public static bool HasLink(string text) => Link.IsMatch(text);

    /// <summary>For titles, names and addresses.</summary>
    public static string OneLine(string? text) => string.Join(' ', Plain(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Overrides of the writing direction: they would turn round what the page says beside the text.</summary>
    private static bool TurnsText(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
