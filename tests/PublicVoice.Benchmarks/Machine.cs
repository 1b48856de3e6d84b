using System.Runtime.InteropServices;

namespace PublicVoice.Benchmarks;

/// <summary>Where a figure was measured, and what else was going on there.</summary>
public static class Machine
{
    public static string Describe()
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {processor ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, "
            + $".NET {Environment.Version}, {RuntimeInformation.OSDescription}, load average {Load()}";
    }

    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
