namespace PublicVoice.Benchmarks;

/// <summary>Start to first answered request with an existing database, and resident memory at rest and after work.</summary>
public static class StartBenchmark
{
    private const int Rounds = 5;
    private const double DemandedSeconds = 2;
    private const double DemandedMegabytes = 250;
    private static readonly string[] Pages = ["/", "/s/plg-disdukcapil", IntakeBenchmark.SurveyPath, "/hasil/plg-disdukcapil", "/hasil/plg", "/metode"];

    public static async Task<int> RunAsync(string[] args)
    {
        await using var scratch = await Scratch.CreateAsync(null, responses: 100_000, months: 13);
        var starts = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = scratch.NewServer();
            starts.Add((await server.StartAsync(IntakeBenchmark.SurveyPath)).TotalSeconds);
        }

        await using var resting = scratch.NewServer();
        await resting.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var atRest = resting.MemoryBytes("VmRSS") / 1e6;
        using var client = new HttpClient { BaseAddress = resting.Address };
        for (var i = 0; i < 300; i++)
        {
            using var answer = await client.GetAsync(Pages[i % Pages.Length]);
            answer.EnsureSuccessStatusCode();
        }

        var most = resting.MemoryBytes("VmHWM") / 1e6;
        Console.WriteLine($"   start to the first survey page: median {Machine.Median(starts):0.00} s, slowest {starts.Max():0.00} s (demanded under {DemandedSeconds:0} s)");
        Console.WriteLine($"   server memory at rest {atRest:0} MB (demanded under {DemandedMegabytes:0}); most while serving 300 pages {most:0} MB; load {Machine.Load()}");
        return Machine.Median(starts) < DemandedSeconds && atRest < DemandedMegabytes ? 0 : 1;
    }
}
