using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Web.Questionnaires;

/// <summary>What publishing a version does to the series of figures.</summary>
public enum SeriesEffect
{
    /// <summary>Nobody has answered an earlier version.</summary>
    Starts,

    /// <summary>It goes on with the version answered last.</summary>
    GoesOn,

    /// <summary>It is not added up with the version answered last, but with one before it.</summary>
    Resumes,

    /// <summary>A new series beside the old one.</summary>
    Breaks,
}

/// <param name="Obstacles">Why its answers are not added up with those of the version that is to come; none where they are.</param>
public sealed record EarlierVersion(ListedVersion Listed, IReadOnlyList<LocalText> Obstacles)
{
    public int Number => Listed.Version.Definition.Version;
}

/// <summary>Whether answers to two questionnaires may be added up (decision 0007), and why not.</summary>
public static class Comparability
{
    /// <param name="earlier">Newest first.</param>
    /// <returns>With the version that the series goes on with, or that was answered last.</returns>
    public static (SeriesEffect Effect, EarlierVersion? With) EffectOf(IReadOnlyList<EarlierVersion> earlier)
    {
        var answered = earlier.Where(version => version.Listed.IsAnswered).ToList();
        return (answered.FirstOrDefault(), answered.Find(version => version.Obstacles.Count == 0)) switch
        {
            (null, _) => (SeriesEffect.Starts, null),
            ({ } last, null) => (SeriesEffect.Breaks, last),
            ({ } last, { } pooled) => (pooled == last ? SeriesEffect.GoesOn : SeriesEffect.Resumes, pooled),
        };
    }

    /// <summary>What the arithmetic of added-up answers cannot see, or makes unreachable.</summary>
    /// <param name="earlier">One that <paramref name="later"/> is added up with; null where there is none.</param>
    /// <param name="later">What is to be used.</param>
    public static IReadOnlyList<LocalText> Cautions(QuestionnaireDefinition? earlier, QuestionnaireDefinition later)
    {
        var cautions = new List<LocalText>();
        foreach (var (key, question) in later.QuestionKeys.Zip(later.Questions))
        {
            var (lowest, highest) = (question.Options.Min(option => option.Score), question.Options.Max(option => option.Score));
            if (lowest > later.ScaleMin || highest < later.ScaleMax)
            {
                cautions.Add(new(
                    $"pertanyaan {key} hanya menawarkan skor {lowest}–{highest} dari skala {later.ScaleMin}–{later.ScaleMax}: indeksnya tidak dapat mencapai kedua ujung",
                    $"question {key} offers only the scores {lowest}–{highest} of the scale {later.ScaleMin}–{later.ScaleMax}: its index cannot reach both ends"));
            }

            if (earlier is not null && earlier.QuestionKeys.ToList().IndexOf(key) is >= 0 and var at)
            {
                cautions.AddRange(Cautions(key, earlier.Questions[at], question));
            }
        }

        if (earlier is null)
        {
            return cautions;
        }

        foreach (var code in later.Elements.Select(element => element.Code))
        {
            string[] Texts(QuestionnaireDefinition definition) => [.. definition.QuestionsOf(code).Select(question => definition.Questions[question].Text.Indonesian)];
            var (before, after) = (Texts(earlier), Texts(later));
            if (!before.SequenceEqual(after, StringComparer.Ordinal) && before.Order(StringComparer.Ordinal).SequenceEqual(after.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                cautions.Add(new(
                    $"urutan pertanyaan dalam unsur {code} berubah: jawaban lama dan baru dijumlahkan menurut urutan, jadi hasil per pertanyaan tercampur",
                    $"the questions of element {code} change places: old and new answers are added up by place, so that results of single questions are mixed"));
            }
        }

        if (!earlier.QualityTable.Grades.SequenceEqual(later.QualityTable.Grades))
        {
            cautions.Add(new(
                "tabel mutu berubah: begitu versi baru dijawab, seluruh tren memakai huruf menurut tabel yang baru; laporan yang sudah terbit tetap",
                "the quality table changes: once the new version is answered, the whole trend shows letters of the new table; issued reports stay"));
        }

        return cautions;
    }

    private static IEnumerable<LocalText> Cautions(string key, Question earlier, Question later)
    {
        foreach (var option in later.Options)
        {
            var before = earlier.Options.Where(other => other.Label.Indonesian.Equals(option.Label.Indonesian, StringComparison.OrdinalIgnoreCase)).ToList();
            if (before.Count > 0 && before.TrueForAll(other => other.Score != option.Score))
            {
                yield return new(
                    $"pertanyaan {key}: pilihan “{option.Label.Indonesian}” berpindah dari skor {before[0].Score} ke {option.Score}; jawaban lama tetap dihitung dengan skor lamanya",
                    $"question {key}: the option “{option.Label.English}” moves from score {before[0].Score} to {option.Score}; old answers keep their old score");
            }
        }

        var (old, current) = (Scores(earlier), Scores(later));
        if (old != current)
        {
            yield return new($"pertanyaan {key}: skor yang ditawarkan {old} menjadi {current}", $"question {key}: the scores offered, {old}, become {current}");
        }

        static string Scores(Question question) => string.Join(", ", question.Options.Select(option => option.Score).Order());
    }

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
