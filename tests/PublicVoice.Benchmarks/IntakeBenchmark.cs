using Microsoft.Data.Sqlite;
using Npgsql;

namespace PublicVoice.Benchmarks;

/// <summary>Durable submissions a second, 64 connections, against the same POST without its database and against one save per request.</summary>
public static class IntakeBenchmark
{
    public const string SurveyPath = "/s/plg-disdukcapil/umum";

    private const int Connections = 64;
    private const int Rounds = 7;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var met = await RunAsync("SQLite, synchronous=FULL", null);
        if (Scratch.Postgres is { } postgres)
        {
            met &= await RunAsync("PostgreSQL, synchronous_commit=on", postgres);
        }
        else
        {
            Console.WriteLine("   PostgreSQL: not measured (tests/bench.sh starts one)");
        }

        return met ? 0 : 1;
    }

    public static async Task<long> StoredAsync(Scratch scratch)
    {
        await using System.Data.Common.DbConnection connection = scratch.PostgresConnection is { } postgres
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection($"Data Source={scratch.DatabasePath};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM survey_responses";
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    private static async Task<bool> RunAsync(string database, string? postgres)
    {
        await using var scratch = await Scratch.CreateAsync(postgres, responses: 1000);
        var rates = new Dictionary<string, List<double>>(StringComparer.Ordinal) { ["none"] = [], ["product"] = [], ["each"] = [] };
        Console.WriteLine($"   {database}, {Connections} connections, {Measured.TotalSeconds:0} s a round; the load generator shares the cores");
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (intake, measured) in rates)
            {
                var server = scratch.NewServer();
                await using (server)
                {
                    await server.StartHostAsync(intake);
                    var visitor = await SurveyVisitor.OpenAsync(server.Address, SurveyPath);
                    await FormLoad.ClosedAsync(server.Address, visitor, Connections, Warmup);
                    var before = await StoredAsync(scratch);
                    var processor = server.ProcessorTime();
                    var result = await FormLoad.ClosedAsync(server.Address, visitor, Connections, Measured);
                    processor = server.ProcessorTime() - processor;
                    var stored = await StoredAsync(scratch) - before;
                    if (result.Refused > 0 || stored != (intake == "none" ? 0 : result.Stored))
                    {
                        throw new InvalidOperationException($"{intake}: {result.Stored} acknowledged, {result.Refused} refused, {stored} stored.");
                    }

                    measured.Add(result.PerSecond);
                    Console.WriteLine($"   round {round} {intake,-8} {result.PerSecond,8:0}/s  p50 {result.Percentile(0.5):0.0} ms  p99 {result.Percentile(0.99):0.0} ms  server processor {processor.TotalMilliseconds / result.Stored:0.00} ms each  load {Machine.Load()}");
                }
            }
        }

        // The speed of a shared machine drifts from minute to minute, so each round is compared in itself.
        var (ofNone, ofEach) = (Ratio("none"), Ratio("each"));
        Console.WriteLine(
            $"   {database}: median {Machine.Median(rates["product"]):0}/s; {ofNone:0.00} of {Machine.Median(rates["none"]):0}/s without the database (demanded 0.5); "
            + $"{ofEach:0.0} x {Machine.Median(rates["each"]):0}/s with one save per request (demanded 5)");
        return ofNone >= 0.5 && ofEach >= 5;

        double Ratio(string other) => Machine.Median(rates["product"].Zip(rates[other], (product, compared) => product / compared));
    }
}
