using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Web.Questionnaires;

/// <summary>Whether answers to two questionnaires may be added up (decision 0007), and why not.</summary>
public static class Comparability
{
    /// <returns>Every reason; none where they are added up.</returns>
    public static IReadOnlyList<LocalText> Obstacles(QuestionnaireDefinition earlier, QuestionnaireDefinition later)
    {
        if (earlier.PoolingKey == later.PoolingKey)
        {
            return [];
        }

        var reasons = new List<LocalText>();
        if (earlier.Formula != later.Formula)
        {
            reasons.Add(new($"rumusnya lain ({earlier.Formula} menjadi {later.Formula})", $"the formula differs ({earlier.Formula} becomes {later.Formula})"));
        }

        if ((earlier.ScaleMin, earlier.ScaleMax) != (later.ScaleMin, later.ScaleMax))
        {
            var (before, after) = ($"{earlier.ScaleMin}–{earlier.ScaleMax}", $"{later.ScaleMin}–{later.ScaleMax}");
            reasons.Add(new($"skalanya lain ({before} menjadi {after})", $"the scale differs ({before} becomes {after})"));
        }

        var (old, current) = (earlier.Elements.Select(element => element.Code).ToList(), later.Elements.Select(element => element.Code).ToList());
        if (current.Except(old, StringComparer.Ordinal).ToList() is { Count: > 0 } added)
        {
            reasons.Add(new($"unsur baru: {string.Join(", ", added)}", $"elements that are new: {string.Join(", ", added)}"));
        }

        if (old.Except(current, StringComparer.Ordinal).ToList() is { Count: > 0 } gone)
        {
            reasons.Add(new($"unsur yang tidak ada lagi: {string.Join(", ", gone)}", $"elements that are left out: {string.Join(", ", gone)}"));
        }

        foreach (var code in old.Intersect(current, StringComparer.Ordinal))
        {
            var (before, after) = (earlier.QuestionsOf(code).Count, later.QuestionsOf(code).Count);
            if (before != after)
            {
                reasons.Add(new($"unsur {code} ditanyakan {before} kali, menjadi {after} kali", $"element {code} has {before} question(s), now {after}"));
            }
        }

        return reasons;
    }
}
