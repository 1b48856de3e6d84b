using System.Runtime.CompilerServices;

namespace PublicVoice.Reports.Indicators;

/// <summary>
/// Where the counts of one questionnaire version go in the tally of another that pools with it: questions by key, profile options
/// by code. An option that only the source knows becomes "not stated"; so does everyone for a field that only the target knows.
/// </summary>
internal sealed class LayoutMap
{
    private static readonly ConditionalWeakTable<TallyLayout, ConditionalWeakTable<TallyLayout, LayoutMap>> Known = [];

    private readonly int[] targets;
    private readonly int[] notStated;
    private readonly bool same;

    private LayoutMap(TallyLayout from, TallyLayout to)
    {
        targets = new int[from.Length];
        Array.Fill(targets, -1);
        targets[0] = 0;
        for (var e = 0; e < from.ElementQuestions.Count; e++)
        {
            var code = from.Definition.Elements[e].Code;
            targets[from.Elements + e] = to.Elements + IndexOf(to.Definition.Elements, element => element.Code == code);
        }

        MapQuestions(from, to);
        Copy(from.Channels, to.Channels, TallyLayout.ChannelCount);
        Copy(from.Assurances, to.Assurances, TallyLayout.AssuranceCount);
        Copy(from.StraightLined, to.StraightLined, 1);
        Copy(from.TooFast, to.TooFast, 1);
        Copy(from.Timed, to.Timed, 1);
        Copy(from.Hours, to.Hours, TallyLayout.HoursPerMonth);
        notStated = [.. MapProfile(from, to)];
        same = from.Length == to.Length && notStated.Length == 0 && targets.Index().All(slot => slot.Item == slot.Index);
    }

    /// <exception cref="ArgumentException">The versions cannot be pooled.</exception>
    public static LayoutMap Between(TallyLayout from, TallyLayout to)
    {
        if (from.Definition.PoolingKey != to.Definition.PoolingKey)
        {
            throw new ArgumentException(
                $"{from.Definition.Code} version {from.Definition.Version} cannot be pooled with {to.Definition.Code} version {to.Definition.Version}: "
                + "formula, scale or elements differ.",
                nameof(from));
        }

        return Known.GetOrCreateValue(from).GetValue(to, target => new LayoutMap(from, target));
    }

    public void Add(long[] from, long[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            if (same)
            {
                to[i] += from[i];
            }
            else if (targets[i] >= 0)
            {
                to[targets[i]] += from[i];
            }
        }

        foreach (var slot in notStated)
        {
            to[slot] += from[0];
        }
    }

    private void MapQuestions(TallyLayout from, TallyLayout to)
    {
        var place = from.Definition.QuestionKeys.Select(key => IndexOf(to.Definition.QuestionKeys, other => other == key)).ToArray();
        for (var q = 0; q < from.QuestionCount; q++)
        {
            Copy(from.Scores + (q * TallyLayout.ScoreSlots), to.Scores + (place[q] * TallyLayout.ScoreSlots), TallyLayout.ScoreSlots);
            for (var p = 0; p <= q; p++)
            {
                var (source, first, second) = (from.Pair(p, q), place[p], place[q]);
                var target = to.Pair(Math.Min(first, second), Math.Max(first, second));
                Copy(source, target, 4);
                if (first > second)
                {
                    (targets[source + 1], targets[source + 2]) = (target + 2, target + 1);
                }
            }
        }
    }

    private IEnumerable<int> MapProfile(TallyLayout from, TallyLayout to)
    {
        for (var field = 0; field < to.ProfileStarts.Count; field++)
        {
            var wanted = to.Definition.Profile[field];
            var source = IndexOf(from.Definition.Profile, other => other.Code == wanted.Code);
            if (source < 0)
            {
                yield return to.ProfileStarts[field] + wanted.Options.Count;
                continue;
            }

            var options = from.Definition.Profile[source].Options;
            for (var option = 0; option <= options.Count; option++)
            {
                var place = option < options.Count ? IndexOf(wanted.Options, other => other.Code == options[option].Code) : -1;
                targets[from.ProfileStarts[source] + option] = to.ProfileStarts[field] + (place >= 0 ? place : wanted.Options.Count);
            }
        }
    }

    private void Copy(int from, int to, int count)
    {
        for (var i = 0; i < count; i++)
        {
            targets[from + i] = to + i;
        }
    }

    private static int IndexOf<T>(IReadOnlyList<T> list, Func<T, bool> match)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (match(list[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
