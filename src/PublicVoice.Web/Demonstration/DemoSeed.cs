using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Demonstration;

/// <summary>Puts demonstration cities with simulated answers in. A second run with the same seed adds only what is missing.</summary>
public sealed class DemoSeed(IServiceProvider services, PublicVoiceDbContext context, ResponseWriter writer, TimeProvider clock)
{
    /// <summary>Root codes of the cities whose citizens are simulated.</summary>
    public static readonly IReadOnlyList<string> Cities = ["plg", "slo", "dmi"];

    private const string RealCity = "mtr";
    private const int BatchSize = 20_000;

    /// <summary>Units and services of the cities; with all of them also Kota Metro, whose answers are real.</summary>
    public async Task ImportStructureAsync(IReadOnlyList<string> cities, CancellationToken cancellationToken)
    {
        foreach (var city in cities.Count == Cities.Count ? cities.Append(RealCity) : cities)
        {
            await ImportAsync<UnitImport>("units.csv", city, (import, file) => import.RunAsync(file, AppContext.BaseDirectory, cancellationToken));
            await ImportAsync<UnitImport>("letterheads.csv", city, (import, file) => import.RunAsync(file, AppContext.BaseDirectory, cancellationToken));
            await ImportAsync<ServiceImport>("services.csv", city, (import, file) => import.RunAsync(file, cancellationToken));
            if (city != RealCity)
            {
                await ImportAsync<ReferenceImport>("references.csv", city, (import, file) => import.RunAsync(file, cancellationToken));
            }
        }
    }

    /// <summary>The answers of Kecamatan Metro Pusat 2020–2021, which are real.</summary>
    public async Task<int> ImportRealAnswersAsync(CancellationToken cancellationToken)
    {
        var file = Encoding.UTF8.GetBytes(Text("responses-metro-pusat.csv"));
        var summary = await services.GetRequiredService<ResponseImport>().RunAsync(
            new ResponseImportRequest { Open = () => new MemoryStream(file), Unit = "mtr-kec-metro-pusat", Channel = Channel.Paper }, cancellationToken);
        return summary.New;
    }

    /// <summary>Simulated answers of the last closed months and of the current one so far.</summary>
    /// <param name="progress">Called with the number stored so far.</param>
    /// <returns>How many were new.</returns>
    public async Task<int> AnswerAsync(IReadOnlyList<string> cities, int responses, int months, ulong seed, Action<int> progress, CancellationToken cancellationToken)
    {
        var comments = new DemoComments(Text("comments.txt"));
        var now = clock.GetUtcNow().UtcDateTime;
        var units = SimulatedCity.Units(await FindUnitsAsync(cities, cancellationToken), seed);
        var today = units.Count == 0 ? DateOnly.FromDateTime(now) : GovernmentTime.Day(now, units[0].Zone);
        var batch = new List<NewSurveyResponse>(BatchSize);
        var added = 0;
        foreach (var (month, monthsAgo, unit, count) in SimulatedCity.Plan(units, new DateOnly(today.Year, today.Month, 1), months, responses))
        {
            foreach (var response in new SimulatedCitizens(unit, month, monthsAgo, seed, now, comments).Answer(count))
            {
                batch.Add(response);
                if (batch.Count == BatchSize)
                {
                    await FlushAsync();
                }
            }
        }

        await FlushAsync();
        return added;

        async Task FlushAsync()
        {
            added += writer.Write(context, batch);
            context.ChangeTracker.Clear();
            batch.Clear();
            progress(added);
        }
    }

    /// <summary>Topics of the forum, as of now.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> FillForumsAsync(IReadOnlyList<string> cities, ulong seed, CancellationToken cancellationToken)
    {
        var (topics, added, now) = (DemoTopic.Read(Text("forum.txt")), 0, clock.GetUtcNow().UtcDateTime);
        foreach (var city in cities)
        {
            var root = await services.GetRequiredService<UnitDirectory>().FindAsync(city, cancellationToken) ?? throw new InvalidOperationException($"{city} has not been imported.");
            added += await ActivatorUtilities.CreateInstance<DemoForum>(services).FillAsync(root, topics, seed, now, cancellationToken);
            context.ChangeTracker.Clear();
        }

        return added;
    }

    /// <summary>Reports of each city and one of its offices, from the month before the last closed one on.</summary>
    public async Task SubscribeReportsAsync(IReadOnlyList<string> cities, CancellationToken cancellationToken)
    {
        var month = await services.GetRequiredService<DueReports>().TodayAsync(await context.Units.AsNoTracking().FirstAsync(unit => unit.Code == cities[0], cancellationToken), cancellationToken);
        var codes = cities.Concat(cities.Select(city => $"{city}-disdukcapil")).ToList();
        var units = await context.Units.Where(unit => codes.Contains(unit.Code) && !context.ReportSubscriptions.Any(known => known.UnitId == unit.Id)).ToListAsync(cancellationToken);
        context.AddRange(units.Select(unit => new ReportSubscription { UnitId = unit.Id, FirstMonth = new DateOnly(month.Year, month.Month, 1).AddMonths(-2) }));
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<List<(Unit Unit, Service[] Services, LoadedVersion Version, TimeZoneInfo Zone)>> FindUnitsAsync(
        IReadOnlyList<string> cities, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<UnitDirectory>();
        var versions = services.GetRequiredService<QuestionnaireVersions>();
        var found = new List<(Unit, Service[], LoadedVersion, TimeZoneInfo)>();
        foreach (var city in cities)
        {
            var root = await directory.FindAsync(city, cancellationToken) ?? throw new InvalidOperationException($"{city} has not been imported.");
            var offers = (await context.Services.AsNoTracking().Where(service => !service.Archived).OrderBy(service => service.Code).ToListAsync(cancellationToken))
                .ToLookup(service => service.UnitId);
            foreach (var unit in await directory.Within(root).AsNoTracking().ToListAsync(cancellationToken))
            {
                var settings = await directory.SettingsAsync(unit, cancellationToken);
                found.Add((unit, [.. offers[unit.Id]], await versions.CurrentAsync(settings, cancellationToken), settings.TimeZone));
            }
        }

        return found;
    }

    private async Task ImportAsync<T>(string name, string city, Func<T, CsvFile, Task> import)
        where T : notnull
    {
        var lines = Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rows = lines.Skip(1).Where(line => line.StartsWith(city + ",", StringComparison.Ordinal) || line.StartsWith(city + "-", StringComparison.Ordinal));
        using var file = CsvFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(lines[0])))));
        await using var scope = services.CreateAsyncScope();
        await import(scope.ServiceProvider.GetRequiredService<T>(), file);
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(DemoSeed).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
