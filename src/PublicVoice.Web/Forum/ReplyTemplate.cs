using System.Text.RegularExpressions;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>Text that officers begin an official answer with; of a unit, for it and everything below it.</summary>
public partial class ReplyTemplate
{
    public const int NameMaxLength = 80;

    /// <summary>What a text may hold between braces: number and title of the post, name of its unit.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["nomor", "judul", "unit"];

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Unique within the unit.</summary>
    public required string Name { get; set; }

    /// <summary>Kind of posts that it suits; null for all.</summary>
    public PostKind? Kind { get; set; }
    public required string Text { get; set; }

    /// <summary>Counts the changes, as with posts.</summary>
    public int Version { get; set; } = 1;

    /// <summary>What stands between braces and means nothing.</summary>
    public static IReadOnlyList<string> Unknown(string text) =>
        [.. Braces().Matches(text).Select(match => match.Value).Where(found => !Placeholders.Contains(found[1..^1], StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>The text for a post, in one pass: braces in its title stay braces. The title is the public one, since the answer is public.</summary>
    public string For(Post post, Unit unit) => Braces().Replace(Text, match => match.Value[1..^1] switch
    {
        "nomor" => $"#{post.PublicationNumber ?? post.Id}",
        "judul" => post.IsConfidential ? post.Title : post.PublicTitle ?? "",
        "unit" => unit.Name,
        _ => match.Value,
    });

    [GeneratedRegex(@"\{[^{}\n]{1,40}\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();
}
