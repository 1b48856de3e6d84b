using System.Text.RegularExpressions;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Evaluation;

/// <summary>Compares services or sub-units without ranking by chance.</summary>
internal static partial class Comparisons
{
    public static Comparison Of(IReadOnlyList<PartFacts> parts)
    {
        var compared = parts
            .Select(part => (part.Code, part.Name, Index: SatisfactionIndex.Of(part.Tallies.Counted, part.Tallies.Population)))
            .Select(part => new ComparedPart(
                part.Code, part.Name, part.Index.N, part.Index.Target, part.Index.Value, part.Index.Grade, part.Index.Interval, part.Index.Headline, null))
            .ToList();
        var tiers = Tiers(compared);
        var ranked = compared.Count > 1 && tiers.Count == compared.Count && tiers.Values.Distinct().Count() == compared.Count;
        var named = compared.Select(part => tiers.TryGetValue(part.Code, out var tier) ? part with { Tier = tier } : part);
        return new Comparison(
            ranked
                ? [.. named.OrderBy(part => part.Tier)]
                : [.. named.OrderBy(part => part.IsUnitItself).ThenBy(part => Sortable(part.Name), StringComparer.OrdinalIgnoreCase)
                    .ThenBy(part => part.Code, StringComparer.Ordinal)],
            ranked);
    }

    /// <summary>"Loket 2" stands before "Loket 10".</summary>
    private static string Sortable(string name) => Digits().Replace(name, digits => digits.Value.PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    /// <summary>A new tier begins where an interval lies wholly below all intervals above it.</summary>
    private static Dictionary<string, int> Tiers(List<ComparedPart> parts)
    {
        var tiers = new Dictionary<string, int>(StringComparer.Ordinal);
        var tier = 0;
        decimal? lowest = null;
        foreach (var part in parts.Where(part => part.Interval is not null).OrderByDescending(part => part.Interval!.High).ThenBy(part => part.Code, StringComparer.Ordinal))
        {
            if (lowest is null || part.Interval!.High < lowest)
            {
                tier++;
                lowest = part.Interval!.Low;
            }

            lowest = Math.Min(lowest.Value, part.Interval.Low);
            tiers[part.Code] = tier;
        }

        return tiers;
    }
}
