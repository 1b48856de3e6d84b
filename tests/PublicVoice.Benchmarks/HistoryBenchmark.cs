using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Benchmarks;

/// <summary>Index, report data and the city matrix over the same 24 months, from few and from many stored responses.</summary>
public static class HistoryBenchmark
{
    private const int Few = 100_000;
    private const int Months = 24;
    private const int Warmups = 5;
    private const int Runs = 21;
    private const double MostGrowth = 1.5;
    private const double MostMatrixMilliseconds = 150;

    private static readonly (string Name, Func<IServiceProvider, Task<object>> Work)[] Works =
    [
        ("index of a unit, 12 months", services => IndexAsync(services, "plg-disdukcapil")),
        ("index of the city, 12 months", services => IndexAsync(services, "plg")),
        ("report data of a unit, without comments", services => FactsAsync(services, "plg-disdukcapil", withComments: false)),
        ("report data of a unit, with comments", services => FactsAsync(services, "plg-disdukcapil", withComments: true)),
        ("report data of the city, without comments", services => FactsAsync(services, "plg", withComments: false)),
        ("city matrix: units x 24 months x elements", MatrixAsync),
    ];

    private static DateOnly LastMonth
    {
        get
        {
            var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
            return new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        }
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var many = args.Length > 0 ? int.Parse(args[0]) : 10_000_000;
        var met = await RunAsync("SQLite", null, many);
        if (Scratch.Postgres is { } postgres)
        {
            met &= await RunAsync("PostgreSQL", postgres, many);
        }

        return met ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string database, string? postgres, int many)
    {
        var few = await MeasureAsync(postgres, Few);
        var all = await MeasureAsync(postgres, many);
        Console.WriteLine($"   {database}, medians of {Runs} runs: {Few:N0} responses, {many:N0} responses, ratio; load {Machine.Load()}");
        foreach (var (name, _) in Works)
        {
            Console.WriteLine($"   {name,-42} {few[name],8:0.0} ms {all[name],8:0.0} ms {all[name] / few[name],6:0.00}");
        }

        // Comments of the month are read one by one and grow with the month; everything else is demanded to stay.
        return Works.Where(work => !work.Name.EndsWith("with comments", StringComparison.Ordinal)).All(work => all[work.Name] <= few[work.Name] * MostGrowth)
            && all[Works[^1].Name] < MostMatrixMilliseconds;
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(string? postgres, int responses)
    {
        var clock = Stopwatch.StartNew();
        await using var scratch = await Scratch.CreateAsync(postgres, responses, Months);
        Console.WriteLine($"   seeded {await IntakeBenchmark.StoredAsync(scratch):N0} responses in {clock.Elapsed.TotalSeconds:0} s");
        using var host = Services.Over(scratch);
        var medians = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, work) in Works)
        {
            var times = new List<double>();
            for (var run = 0; run < Warmups + Runs; run++)
            {
                clock.Restart();
                await host.ScopedAsync(work);
                if (run >= Warmups)
                {
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }
            }

            medians[name] = Machine.Median(times);
        }

        return medians;
    }

    private static async Task<object> IndexAsync(IServiceProvider services, string code)
    {
        var unit = await UnitAsync(services, code);
        var period = new Period(LastMonth.AddMonths(-11), LastMonth.AddMonths(1).AddDays(-1));
        var facts = await services.GetRequiredService<SurveyFacts>().PeriodAsync(unit, null, period, CancellationToken.None);
        var definition = await DefinitionAsync(services, unit);
        return SatisfactionIndex.Of(facts.Versions.Pool(definition.Definition, facts.Population).Counted, facts.Population);
    }

    private static async Task<object> FactsAsync(IServiceProvider services, string code, bool withComments) =>
        await services.GetRequiredService<EvaluationFactsLoader>().LoadAsync(await UnitAsync(services, code), LastMonth, null, withComments, CancellationToken.None);

    private static async Task<object> MatrixAsync(IServiceProvider services)
    {
        var unit = await UnitAsync(services, "plg");
        var from = LastMonth.AddMonths(1 - Months);
        var cells = await services.GetRequiredService<SurveyFacts>().MatrixAsync(
            unit, (from.Year * 100) + from.Month, (LastMonth.Year * 100) + LastMonth.Month, CancellationToken.None);
        var definition = await DefinitionAsync(services, unit);
        return cells.Values.Select(cell => SatisfactionIndex.Of(cell.Pool(definition.Definition, null).Counted, null)).ToList();
    }

    private static async Task<Unit> UnitAsync(IServiceProvider services, string code) =>
        await services.GetRequiredService<UnitDirectory>().FindAsync(code, CancellationToken.None) ?? throw new InvalidOperationException($"No unit {code}.");

    private static async Task<LoadedVersion> DefinitionAsync(IServiceProvider services, Unit unit) =>
        await services.GetRequiredService<QuestionnaireVersions>().CurrentAsync(
            await services.GetRequiredService<UnitDirectory>().SettingsAsync(unit, CancellationToken.None), CancellationToken.None);
}
