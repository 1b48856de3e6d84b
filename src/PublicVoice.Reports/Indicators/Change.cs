namespace PublicVoice.Reports.Indicators;

public enum ChangeDirection
{
    /// <summary>There is no earlier result, or one of the two is too small (n &lt; 5).</summary>
    NotComparable,
    Up,
    Down,

    /// <summary>The difference does not exceed its noise.</summary>
    TooCloseToSay,
}

/// <summary>Difference to an earlier period.</summary>
/// <param name="Difference">Later minus earlier of the rounded index values, in index points; null when not comparable.</param>
/// <param name="Noise">
/// Half width within which a difference is not told from chance, in index points. Rounded down to two decimals: a difference of two
/// decimals exceeds the printed number exactly when it exceeds the unrounded one.
/// </param>
public sealed record Change(ChangeDirection Direction, decimal? Earlier, decimal? Difference, decimal? Noise)
{
    public static readonly Change NotComparable = new(ChangeDirection.NotComparable, null, null, null);

    /// <summary>Chance of calling a change where there is none: for the unit, and for all elements of one comparison together.</summary>
    private const double Risk = 0.05;

    /// <summary>A change is real when |Δ| &gt; 1.96 √(se₁² + se₂²).</summary>
    public static Change Between(SatisfactionIndex earlier, SatisfactionIndex later) =>
        Pair(earlier.Value, earlier.ChangeError, later.Value, later.ChangeError) is { } pair ? pair.Judge(Quantiles.Normal975) : NotComparable;

    /// <summary>
    /// Changes of the elements by code, at 5 % for all of them together (S. Holm, A Simple Sequentially Rejective Multiple Test
    /// Procedure, Scandinavian Journal of Statistics 6, 1979).
    /// </summary>
    public static IReadOnlyDictionary<string, Change> OfElements(IReadOnlyList<ElementScore> earlier, IReadOnlyList<ElementScore> later)
    {
        var changes = later.ToDictionary(element => element.Code, _ => NotComparable, StringComparer.Ordinal);
        var pairs = later
            .Join(
                earlier,
                element => element.Code,
                element => element.Code,
                (now, before) => (now.Code, Pair: Pair(before.Index, before.ChangeError, now.Index, now.ChangeError)),
                StringComparer.Ordinal)
            .Where(entry => entry.Pair is not null)
            .Select(entry => (entry.Code, Pair: entry.Pair!))
            .OrderByDescending(entry => entry.Pair.Distance)
            .ToList();
        double multiple = 0;
        var stopped = false;
        for (var i = 0; i < pairs.Count; i++)
        {
            // Once one difference fails, all smaller ones are held against the limit it failed.
            multiple = stopped ? multiple : Quantiles.NormalUpper(Risk / 2 / (pairs.Count - i));
            changes[pairs[i].Code] = pairs[i].Pair.Judge(multiple);
            stopped |= changes[pairs[i].Code].Direction == ChangeDirection.TooCloseToSay;
        }

        return changes;
    }

    private static Values? Pair(decimal? earlier, double? earlierError, decimal? later, double? laterError) =>
        earlier is { } before && later is { } now && earlierError is { } first && laterError is { } second
            ? new Values(before, now, Math.Sqrt((first * first) + (second * second)))
            : null;

    private sealed record Values(decimal Earlier, decimal Later, double Error)
    {
        public double Distance => (double)Math.Abs(Later - Earlier) / Error;

        public Change Judge(double multiple)
        {
            var difference = Later - Earlier;
            var noise = Math.Floor((decimal)(multiple * Error) * 100) / 100;
            var direction = Math.Abs(difference) <= noise ? ChangeDirection.TooCloseToSay : difference > 0 ? ChangeDirection.Up : ChangeDirection.Down;
            return new Change(direction, Earlier, difference, noise);
        }
    }
}
