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

    /// <summary>A theme that this share of whose comments hold a stronger one as well says the same once more.</summary>
    private const double SameComments = 0.7;

    /// <summary>No further candidates are looked at; far more than are ever shown.</summary>
    private const int MostCandidates = 200;

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

        var frequent = counts
            .Where(entry => entry.Value >= FewestComments)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => Name(entry.Key), StringComparer.Ordinal)
            .ToList();
        var candidates = frequent.Take(MostCandidates).ToDictionary(entry => entry.Key, _ => new Candidate());
        for (var i = 0; i < masked.Count; i++)
        {
            foreach (var (key, form) in Keys(masked[i]))
            {
                if (candidates.TryGetValue(key, out var candidate))
                {
                    candidate.Comments.Add(i);
                    CollectionsMarshal.GetValueRefOrAddDefault(candidate.Written, form, out _)++;
                }
            }
        }

        return Describe(Choose(frequent, candidates, masked.Count), candidates, masked);
    }

    private static List<(int First, int Second)> Choose(
        List<KeyValuePair<(int First, int Second), int>> frequent, Dictionary<(int First, int Second), Candidate> candidates, int all)
    {
        var chosen = new List<(int First, int Second)>();
        foreach (var (key, count) in frequent.Take(MostCandidates))
        {
            var withinPhrase = key.Second < 0
                && frequent.Exists(other => other.Key.Second >= 0 && (other.Key.First == key.First || other.Key.Second == key.First) && other.Value >= ShareWithinPhrase * count);
            var saidAlready = key.Second >= 0
                && (chosen.Contains((key.First, -1)) || chosen.Contains((key.Second, -1)) || chosen.Exists(other => other.Second >= 0 && SharesWord(other, key)));
            if (!withinPhrase && !saidAlready && !chosen.Exists(stronger => Same(candidates[stronger].Comments, candidates[key].Comments, all)))
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

    /// <summary>A word that most comments hold goes together with everything else, so there it takes nearly the same comments on both sides.</summary>
    private static bool Same(HashSet<int> stronger, HashSet<int> weaker, int all)
    {
        var shared = weaker.Count(stronger.Contains);
        return shared >= SameComments * (stronger.Count * 2 > all ? stronger.Count + weaker.Count - shared : weaker.Count);
    }

    private static bool SharesWord((int First, int Second) a, (int First, int Second) b) =>
        a.First == b.First || a.First == b.Second || a.Second == b.First || a.Second == b.Second;

    /// <summary>Each comment is the example of one theme at most; a theme without one of its own is left out.</summary>
    private static List<CommentTheme> Describe(List<(int First, int Second)> chosen, Dictionary<(int First, int Second), Candidate> candidates, IReadOnlyList<string> masked)
    {
        var themes = new List<CommentTheme>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var theme in chosen.Select(key => candidates[key]))
        {
            var example = theme.Comments.Order().Select(i => masked[i]).Where(text => !used.Contains(Shorten(text))).Aggregate("", Better);
            if (example.Length > 0)
            {
                used.Add(Shorten(example));
                themes.Add(new CommentTheme(
                    theme.Written.OrderByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key,
                    theme.Comments.Count,
                    Shorten(example)));
            }
        }

        return themes;
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

    private sealed class Candidate
    {
        public HashSet<int> Comments { get; } = [];
        public Dictionary<string, int> Written { get; } = new(StringComparer.Ordinal);
    }
}
