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
}
