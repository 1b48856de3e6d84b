using System.Text;

namespace PublicVoice.Web.Surveys;

/// <summary>A comment as it is kept.</summary>
public static class CommentText
{
    /// <summary>Line feeds only, and no control characters besides them and tabs.</summary>
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
