namespace PublicVoice.Benchmarks;

/// <summary>Latency at a steady 2,000 forms a second while every flush of the disk takes 5 ms more (tests/bench/slow-flush.c).</summary>
public static class FlushBenchmark
{
    private const int PerSecond = 2000;
    private const int Connections = 256;
    private const int Rounds = 3;
    private const double Demanded = 50;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var shim = Environment.GetEnvironmentVariable("PUBLICVOICE_BENCH_SLOW_FLUSH");
        if (shim is null)
        {
            await Console.Error.WriteLineAsync("Run it through tests/bench.sh flush, which compiles the shim that slows the disk.");
            return 2;
        }

        var met = await RunAsync("SQLite, synchronous=FULL", null, shim);
        if (Environment.GetEnvironmentVariable("PUBLICVOICE_BENCH_SLOW_POSTGRES") is { } slowPostgres)
        {
            Environment.SetEnvironmentVariable("PUBLICVOICE_BENCH_POSTGRES", slowPostgres); // its flushes are slowed in the server
            met &= await RunAsync("PostgreSQL, synchronous_commit=on", slowPostgres, null);
        }

        return met ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string database, string? postgres, string? shim)
    {
        await using var scratch = await Scratch.CreateAsync(postgres, responses: 1000);
        var percentiles = new List<double>();
        Console.WriteLine($"   {database}, {PerSecond}/s offered (open loop), flushes 5 ms slower");
        for (var round = 1; round <= Rounds; round++)
        {
            var server = scratch.NewServer();
            await using (server)
            {
                if (shim is not null)
                {
                    server.Preload(shim);
                }

                await server.StartAsync();
                var visitor = await SurveyVisitor.OpenAsync(server.Address, IntakeBenchmark.SurveyPath);
                await FormLoad.ClosedAsync(server.Address, visitor, 64, Warmup);
                var before = await IntakeBenchmark.StoredAsync(scratch);
                var result = await FormLoad.OpenAsync(server.Address, visitor, Connections, PerSecond, Measured);
                var stored = await IntakeBenchmark.StoredAsync(scratch) - before;
                if (result.Refused > 0 || stored != result.Stored)
                {
                    throw new InvalidOperationException($"{result.Stored} acknowledged, {result.Refused} refused, {stored} stored.");
                }

                percentiles.Add(result.Percentile(0.99));
                Console.WriteLine($"   round {round} p50 {result.Percentile(0.5):0.0} ms  p99 {result.Percentile(0.99):0.0} ms  most {result.Percentile(1):0.0} ms  {result.PerSecond:0}/s  load {Machine.Load()}");
            }
        }

        Console.WriteLine($"   {database}: median p99 {Machine.Median(percentiles):0.0} ms (demanded under {Demanded:0})");
        return Machine.Median(percentiles) < Demanded;
    }
}
