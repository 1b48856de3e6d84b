using System.Runtime.InteropServices;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Comments;

/// <summary>The words and two-word phrases that most comments hold. Counting, not understanding: irony and context are not read.</summary>
internal sealed class CommentThemes
{
    private const int Most = 8;
    private const int FewestComments = 3;
    private const int LongestExample = 120;
    private const int FewestExampleLetters = 15;

    /// <summary>A word that stands mostly inside one phrase says no more than the phrase.</summary>
    private const double ShareWithinPhrase = 0.6;

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly Dictionary<(int First, int Second), int> counts = [];

    /// <summary>Most frequent first; each comment counts once per theme.</summary>
    /// <param name="masked">Comments with content, masked, in their order.</param>
    public static IReadOnlyList<CommentTheme> Of(IReadOnlyList<string> masked) => new CommentThemes().Find(masked);

    private List<CommentTheme> Find(IReadOnlyList<string> masked)
    {
        var once = new HashSet<(int First, int Second)>();
        foreach (var text in masked)
        {
            once.Clear();
            once.UnionWith(Keys(text).Select(term => term.Key));
            foreach (var key in once)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }
        }

        return Describe(Choose(), masked);
    }

    private List<(int First, int Second)> Choose()
    {
        var chosen = new List<(int First, int Second)>();
        var frequent = counts
            .Where(entry => entry.Value >= FewestComments)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => Name(entry.Key), StringComparer.Ordinal)
            .ToList();
        foreach (var (key, count) in frequent)
        {
            var withinPhrase = key.Second < 0
                && frequent.Exists(other => other.Key.Second >= 0 && (other.Key.First == key.First || other.Key.Second == key.First) && other.Value >= ShareWithinPhrase * count);
            var saidAlready = key.Second >= 0
                && (chosen.Contains((key.First, -1)) || chosen.Contains((key.Second, -1)) || chosen.Exists(other => other.Second >= 0 && SharesWord(other, key)));
            if (!withinPhrase && !saidAlready)
            {
                chosen.Add(key);
            }

            if (chosen.Count == Most)
            {
                break;
            }
        }

        return chosen;
    }

    private static bool SharesWord((int First, int Second) a, (int First, int Second) b) =>
        a.First == b.First || a.First == b.Second || a.Second == b.First || a.Second == b.Second;

    private List<CommentTheme> Describe(List<(int First, int Second)> chosen, IReadOnlyList<string> masked)
    {
        var written = chosen.ToDictionary(key => key, _ => new Dictionary<string, int>(StringComparer.Ordinal));
        var examples = chosen.ToDictionary(key => key, _ => "");
        foreach (var text in masked)
        {
            foreach (var (key, form) in Keys(text))
            {
                if (written.TryGetValue(key, out var forms))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(forms, form, out _)++;
                    examples[key] = Better(examples[key], text);
                }
            }
        }

        return [.. chosen.Select(key => new CommentTheme(
            written[key].OrderByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key,
            counts[key],
            Shorten(examples[key])))];
    }

    /// <summary>The shorter one that still says something.</summary>
    private static string Better(string known, string other) =>
        known.Length == 0
        || (known.Length < FewestExampleLetters && other.Length > known.Length)
        || (other.Length >= FewestExampleLetters && other.Length < known.Length)
            ? other
            : known;

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestExample)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', LongestExample);
        cut = cut > 0 ? cut : LongestExample - (char.IsHighSurrogate(line[LongestExample - 1]) ? 1 : 0);
        return line[..cut] + "…";
    }

    private IEnumerable<((int First, int Second) Key, string Written)> Keys(string text)
    {
        (int Id, string Written)? before = null;
        foreach (var term in CommentWords.Terms(text))
        {
            if (term is not { } found)
            {
                before = null;
                continue;
            }

            var id = Id(found.Folded);
            yield return ((id, -1), found.Written);
            if (before is { } left && left.Id != id)
            {
                yield return ((left.Id, id), $"{left.Written} {found.Written}");
            }

            before = (id, found.Written);
        }
    }

    private int Id(string word)
    {
        if (!ids.TryGetValue(word, out var id))
        {
            id = words.Count;
            ids.Add(word, id);
            words.Add(word);
        }

        return id;
    }

    private string Name((int First, int Second) key) => key.Second < 0 ? words[key.First] : $"{words[key.First]} {words[key.Second]}";
}
