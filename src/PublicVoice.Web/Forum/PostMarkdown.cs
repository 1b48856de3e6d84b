using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace PublicVoice.Web.Forum;

/// <summary>
/// The little Markdown that posts and answers may hold: paragraphs, lists, bold and italics. Everything else, HTML and links included, stays the
/// text it is: each piece of text is encoded, and only the tags written here are ever put out.
/// </summary>
public static class PostMarkdown
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Regex Bullet = Linear(@"^ {0,3}[-*•][ \t]+(.+)$");
    private static readonly Regex Numbered = Linear(@"^ {0,3}[0-9]{1,3}[.)][ \t]+(.+)$");
    private static readonly Regex Marks = Linear(@"(?m)^ {0,3}[-*•][ \t]+");
    private static readonly Regex Link = Linear(@"\[([^\[\]\n]{1,200})\]\(([^()\s]{1,500})\)");
    private static readonly Regex Emphasis = Linear(@"\*\*([^\s*][^*\n]*)\*\*|\*([^\s*][^*\n]*)\*|\b_([^\s_][^_\n]*)_\b");

    /// <summary>An HTML fragment that is safe to show as it is.</summary>
    public static string Html(string text)
    {
        var html = new StringBuilder(text.Length + (text.Length / 4));
        var paragraph = new List<string>();
        string? list = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            var (kind, item) = Bullet.Match(line) is { Success: true } bullet ? ("ul", bullet.Groups[1].Value)
                : Numbered.Match(line) is { Success: true } numbered ? ("ol", numbered.Groups[1].Value) : (null, line.Trim());
            if (paragraph.Count > 0 && (kind is not null || item.Length == 0))
            {
                html.Append("<p>").AppendJoin("<br>", paragraph).Append("</p>");
                paragraph.Clear();
            }

            if (list is not null && list != kind)
            {
                html.Append("</").Append(list).Append('>');
                list = null;
            }

            if (kind is not null)
            {
                html.Append(list is null ? $"<{kind}>" : "").Append("<li>").Append(Inline(item)).Append("</li>");
                list = kind;
            }
            else if (item.Length > 0)
            {
                paragraph.Add(Inline(item));
            }
        }

        return html.ToString();
    }

    /// <summary>The text without marks.</summary>
    private static string Plain(string text) => Emphasis.Replace(Marks.Replace(WithoutLinks(text), ""), match => match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Value);

    /// <summary>The beginning of a text on one line.</summary>
    public static string Excerpt(string text, int most)
    {
        var line = string.Join(' ', Plain(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= most)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', most - 1);
        end = end < most / 2 ? most - 1 : end;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)].TrimEnd() + "…";
    }

    private static string WithoutLinks(string text) => Link.Replace(text, "$1 ($2)");

    private static string Inline(string text)
    {
        text = WithoutLinks(text);
        var html = new StringBuilder(text.Length);
        var at = 0;
        foreach (Match match in Emphasis.Matches(text))
        {
            var (tag, inner) = match.Groups[1].Success ? ("strong", match.Groups[1].Value) : ("em", match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value);
            html.Append(Encoder.Encode(text[at..match.Index])).Append('<').Append(tag).Append('>').Append(Encoder.Encode(inner)).Append("</").Append(tag).Append('>');
            at = match.Index + match.Length;
        }

        return html.Append(Encoder.Encode(text[at..])).ToString();
    }

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
}
