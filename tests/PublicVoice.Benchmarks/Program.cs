using PublicVoice.Benchmarks;

// Each mode stops by itself and talks to loopback only. tests/bench.sh prepares what they need and runs them all.
var modes = new Dictionary<string, (string Description, Func<string[], Task<int>> Run)>(StringComparer.Ordinal)
{
    ["intake"] = ("durable submissions a second through the real page, against the same POST without its database and one save per request", IntakeBenchmark.RunAsync),
    ["flush"] = ("latency at 2,000 submissions a second where every flush of the disk takes 5 ms", FlushBenchmark.RunAsync),
    ["history"] = ("index, report data and city matrix from 100,000 and from 10 million stored responses", HistoryBenchmark.RunAsync),
    ["forum"] = ("search among a million topics of the forum, and the moderators' queue with 100,000 that wait", ForumBenchmark.RunAsync),
    ["reports"] = ("the reports of 300 units out of a million responses", ReportsBenchmark.RunAsync),
    ["start"] = ("time from start to the first answered request, and memory", StartBenchmark.RunAsync),
    ["coverage"] = ("how often the interval holds the true index, and how often a change is called where there is none", Coverage.RunAsync),
    ["pdf"] = ("time and size of a warm evaluation report", PdfBenchmark.RunAsync),
    [BenchmarkHost.Mode] = ("(started by the others) the web server with another intake", BenchmarkHost.RunAsync),
};

if (args.Length == 0 || !modes.TryGetValue(args[0], out var mode))
{
    Console.Error.WriteLine("Usage: PublicVoice.Benchmarks MODE");
    foreach (var (name, (description, _)) in modes)
    {
        Console.Error.WriteLine($"  {name,-8} {description}");
    }

    return 2;
}

if (args[0] != BenchmarkHost.Mode)
{
    Console.WriteLine($"== {args[0]}: {mode.Description}");
    Console.WriteLine($"   {Machine.Describe()}");
}

return await mode.Run(args[1..]);
