using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Benchmarks;

/// <summary>Search in a forum of a million topics, over the real page, and the moderators' queue with a hundred thousand that wait.</summary>
internal static class ForumBenchmark
{
    private const int Waiting = 100_000;
    private const int Warmups = 5;
    private const int Runs = 21;
    private const double MostSearch = 100;
    private const double MostQueue = 50;

    public static async Task<int> RunAsync(string[] args)
    {
        var topics = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var met = args.Contains("postgres") || await RunAsync("SQLite", null, topics);
        if (Scratch.Postgres is { } postgres && !args.Contains("sqlite"))
        {
            met &= await RunAsync("PostgreSQL", postgres, topics);
        }

        return met ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string database, string? postgres, int topics)
    {
        var clock = Stopwatch.StartNew();
        await using var scratch = await Scratch.CreateAsync(postgres, responses: 0, forum: false);
        using var host = Services.Over(scratch);
        var world = new ForumWorld(topics, Waiting);
        await world.FillAsync(host);
        Console.WriteLine($"   {database}: {topics:N0} public topics and {Waiting:N0} that wait, made in {clock.Elapsed.TotalSeconds:0} s; medians (slowest) of {Runs} runs; load {Machine.Load()}");
        var met = true;
        await using (var server = scratch.NewServer())
        {
            await server.StartAsync();
            using var client = new HttpClient { BaseAddress = server.Address };
            foreach (var path in Searches(world, topics))
            {
                met &= await MeasureAsync(path, MostSearch, async () => (await client.GetStringAsync(path)).Split("class=\"state\"").Length - 1);
            }
        }

        foreach (var (name, filter) in new[] { ("first page", new QueueFilter()), ("one office", new QueueFilter(UnitPath: $"plg/{ForumWorld.SmallUnit}/")), ("late", new QueueFilter(Overdue: true)) })
        {
            met &= await MeasureAsync($"queue with counts, {name}", MostQueue, () => host.ScopedAsync(services => QueueAsync(services, filter)));
        }

        foreach (var code in new[] { ForumWorld.SmallUnit, "plg" })
        {
            await MeasureAsync($"report data of {code}", double.MaxValue, () => host.ScopedAsync(services => ReportAsync(services, code)));
        }

        return met;
    }

    private static IEnumerable<string> Searches(ForumWorld world, int topics) =>
    [
        "/forum", "/forum/plg", $"/forum/{ForumWorld.LargeUnit}", $"/forum/{ForumWorld.TinyUnit}", $"/forum?setelah=0.{topics / 2}", "/forum?urut=dukungan", $"/forum/{ForumWorld.LargeUnit}?urut=dukungan", $"/forum/{ForumWorld.SmallUnit}?urut=dukungan",
        "/forum?q=antrean", "/forum?q=saran", $"/forum?q={world.Rare}", "/forum?q=tidakada", "/forum?q=pe", "/forum?q=antrean+petugas", "/forum?q=seragam+trotoar+lurah", $"/forum?q=petugas+{world.Rare}",
        "/forum?q=yang+di+dan+tidak+untuk", $"/forum?q=antrean&setelah=0.{topics / 5}", "/forum?q=antrean&urut=dukungan", "/forum?q=seragam&urut=dukungan",
        "/forum/plg?q=antrean", $"/forum/{ForumWorld.SmallUnit}?q=antrean", $"/forum/{ForumWorld.TinyUnit}?q=antrean", $"/forum/{ForumWorld.TinyUnit}?q={world.Rare}", $"/forum/{ForumWorld.TinyUnit}?q=antrean&urut=dukungan",
        "/forum?status=3", "/forum?unsur=BIAYA&jenis=2", "/forum?unsur=TIDAKADA", "/forum?q=antrean&unsur=BIAYA&status=8", "/forum?q=antrean&unsur=TIDAKADA",
    ];

    private static async Task<int> QueueAsync(IServiceProvider services, QueueFilter filter)
    {
        var context = services.GetRequiredService<PublicVoiceDbContext>();
        var city = await context.Units.AsNoTracking().SingleAsync(unit => unit.Code == "plg");
        services.GetRequiredService<CurrentStaff>().SignIn(new Account { Id = 1, Name = "Moderator" }, Guid.Empty, [new HeldRole(StaffRole.Moderator, city.Id, city.Path)]);
        var (queue, today) = (services.GetRequiredService<WaitingPosts>(), new DateOnly(2026, 11, 10));
        var counts = await queue.CountAsync(today, CancellationToken.None);
        var (posts, _) = await queue.FindAsync(filter, today, CancellationToken.None);
        return counts.Waiting > 0 ? posts.Count : -1;
    }

    private static async Task<int> ReportAsync(IServiceProvider services, string code)
    {
        var unit = await services.GetRequiredService<UnitDirectory>().FindAsync(code, CancellationToken.None);
        var facts = await services.GetRequiredService<EvaluationFactsLoader>().LoadAsync(unit!, new DateOnly(2026, 10, 1), null, withComments: false, CancellationToken.None);
        return (int)facts.Forum!.Kinds.Sum(kind => kind.Current.Received);
    }

    private static async Task<bool> MeasureAsync(string name, double most, Func<Task<int>> work)
    {
        var (times, found) = (new List<double>(), 0);
        for (var run = 0; run < Warmups + Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            found = await work();
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (run >= Warmups)
            {
                times.Add(took);
            }

            if (took > 20 * most && run < Warmups)
            {
                times.Add(took); // far too slow: once tells enough
                break;
            }
        }

        var median = Machine.Median(times);
        Console.WriteLine($"   {name,-58} {median,8:0.0} ms ({times.Max(),7:0.0}) {found,6} found{(median > most ? "   TOO SLOW" : "")}");
        return median <= most;
    }
}
