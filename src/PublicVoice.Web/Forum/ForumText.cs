using System.Text;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

/// <summary>What citizens type, as it is kept.</summary>
public static class ForumText
{
    public static string Plain(string? text)
    {
        var plain = new StringBuilder();
        foreach (var rune in CommentText.Plain(text ?? "").EnumerateRunes().Where(rune => !TurnsText(rune.Value)))
        {
            plain.Append(rune);
        }

        return plain.ToString().Trim();
    }

    /// <summary>For titles, names and addresses.</summary>
    public static string OneLine(string? text) => string.Join(' ', Plain(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Overrides of the writing direction: they would turn round what the page says beside the text.</summary>
    private static bool TurnsText(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
