namespace PublicVoice.Reports.Indicators;

/// <summary>What stays out of public view so that no single answer can be told from published numbers.</summary>
public static class SmallNumbers
{
    /// <summary>Of fewer responses nothing is shown in public.</summary>
    public const int FewestShown = 5;

    /// <summary>Of fewer responses no distribution over options or profiles is shown in public.</summary>
    public const int FewestForDistribution = 30;

    public static bool MayShow(long n) => n >= FewestShown;

    public static bool MayShowDistribution(long n) => n >= FewestForDistribution;

    /// <summary>
    /// Whether published counts may be replaced by newer ones of the same responses' scope, so that what tells the two apart stands for at least
    /// 5 answers: there must be at least 5 responses more, and of each question at least 5 scored answers more or none changed.
    /// </summary>
    /// <param name="published">Counts of the same questionnaire version.</param>
    public static bool MayReplace(AnswerTally published, AnswerTally now) =>
        MayShow(now.N - published.N)
        && Enumerable.Range(0, now.Layout.QuestionCount).All(question =>
            MayShow(now.Question(question).N - published.Question(question).N)
            || Enumerable.Range(1, 9).All(score => now.Count(question, score) == published.Count(question, score)));

    /// <summary>
    /// Which of sibling cells must be hidden when their total is public: every cell of 1–4, and then the smallest others until the
    /// hidden ones total at least 5, since a single hidden cell is the total less the rest. Empty cells concern nobody and stay.
    /// </summary>
    /// <returns>One entry per cell, true = hidden.</returns>
    public static IReadOnlyList<bool> Hidden(IReadOnlyList<long> cells)
    {
        var hidden = cells.Select(count => count is > 0 and < FewestShown).ToArray();
        var total = cells.Where((_, cell) => hidden[cell]).Sum();
        if (total == 0)
        {
            return hidden;
        }

        foreach (var cell in Enumerable.Range(0, cells.Count).Where(cell => cells[cell] >= FewestShown).OrderBy(cell => cells[cell]))
        {
            if (total >= FewestShown)
            {
                break;
            }

            hidden[cell] = true;
            total += cells[cell];
        }

        return hidden;
    }

    /// <summary>
    /// Which questions of one unit must be hidden: those with 1–4 answers, and where that is a single one also the answered question with
    /// the fewest answers, since one hidden mean is the index less the others. Questions nobody answered concern nobody.
    /// </summary>
    /// <param name="answers">Scored answers per question.</param>
    /// <param name="hiddenBefore">Questions that are hidden for another reason.</param>
    public static bool[] HiddenQuestions(IReadOnlyList<long> answers, IReadOnlyList<bool>? hiddenBefore = null)
    {
        var hidden = answers.Select((count, question) => count is > 0 and < FewestShown || hiddenBefore?[question] == true).ToArray();
        var answered = Enumerable.Range(0, answers.Count).Where(question => answers[question] > 0).ToLookup(question => hidden[question]);
        if (answered[true].Count() == 1 && answered[false].Any())
        {
            hidden[answered[false].MinBy(question => answers[question])] = true;
        }

        return hidden;
    }

    /// <summary>
    /// Which questions sibling units must hide. What the parent hides they hide too; of every other question, the answers of the parent that
    /// no child shows must be none or at least 5, else the next smallest child that shows the question hides it.
    /// </summary>
    /// <param name="parent">Scored answers per question, everything below included.</param>
    /// <param name="hiddenByParent">Questions the parent does not show.</param>
    /// <param name="children">Scored answers per question of the children that are shown at all.</param>
    /// <returns>One row per child, true = hidden.</returns>
    public static IReadOnlyList<bool[]> HiddenQuestions(
        IReadOnlyList<long> parent, IReadOnlyList<bool> hiddenByParent, IReadOnlyList<IReadOnlyList<long>> children)
    {
        var hidden = children.Select(child => HiddenQuestions(child, hiddenByParent)).ToArray();
        for (var question = 0; question < parent.Count; question++)
        {
            var showing = Enumerable.Range(0, children.Count).Where(child => !hidden[child][question] && children[child][question] > 0).ToList();
            var rest = parent[question] - showing.Sum(child => children[child][question]);
            if (hiddenByParent[question] || showing.Count == 0 || rest is not (> 0 and < FewestShown))
            {
                continue;
            }

            // Hiding one question may take another with it, so every question is looked at again.
            var next = showing.MinBy(child => children[child][question]);
            hidden[next][question] = true;
            hidden[next] = HiddenQuestions(children[next], hidden[next]);
            question = -1;
        }

        return hidden;
    }
}
