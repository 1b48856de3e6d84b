using System.Text;

namespace PublicVoice.Web.Surveys;

/// <summary>A comment as it is kept.</summary>
public static class CommentText
{
    /// <summary>
    /// Line ends as the browser counts them, without control characters (PostgreSQL refuses NUL) and broken surrogates.
    /// Length is counted in UTF-16 units, as in JavaScript.
    /// </summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes().Where(rune => !Rune.IsControl(rune) || rune.Value is '\n' or '\t'))
        {
            plain.Append(rune);
        }

        return plain.ToString();
    }
}
