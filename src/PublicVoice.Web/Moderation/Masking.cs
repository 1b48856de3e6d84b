using PublicVoice.Reports.Comments;

namespace PublicVoice.Web.Moderation;

/// <summary>What is hidden of a citizen's words before they become public. Words can be hidden, never changed.</summary>
public static class Masking
{
    /// <summary>Passages that seem to be personal data, each once, in the order of the text.</summary>
    public static IReadOnlyList<string> Found(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => PersonalData.Find(text).Select(span => text.Substring(span.Start, span.Length))).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The text with <see cref="PersonalData.Mark"/> in place of each passage, wherever it stands; capitals make no difference.</summary>
    public static string Apply(string text, IEnumerable<string> passages) =>
        passages.Select(passage => passage.Trim()).Where(passage => passage.Length > 0).OrderByDescending(passage => passage.Length)
            .Aggregate(text, (masked, passage) => masked.Replace(passage, PersonalData.Mark, StringComparison.OrdinalIgnoreCase));
}
