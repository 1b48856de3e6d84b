using System.Text;

namespace PublicVoice.Web.Demonstration;

/// <summary>Numbers that look random and are always the same for the same start (SplitMix64, S. Vigna, public domain).</summary>
internal struct Dice(ulong state)
{
    private ulong state = state;

    public static Dice Of(ulong seed, string text, ulong number = 0)
    {
        // FNV-1a, so that neighbouring codes do not give neighbouring sequences.
        var hash = 14695981039346656037UL ^ seed;
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        var dice = new Dice(hash + (number * 0x9E3779B97F4A7C15UL));
        return new Dice(dice.Next() ^ number);
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int count) => (int)(Unit() * count);

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Near enough to a standard normal variable: twelve uniform ones from three draws.</summary>
    public double Normal()
    {
        var sum = 0L;
        for (var draw = 0; draw < 3; draw++)
        {
            var bits = Next();
            sum += (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);
        }

        return (sum / 65536.0) - 6 + (6 / 65536.0);
    }
}
