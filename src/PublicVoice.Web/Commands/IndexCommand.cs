using System.CommandLine;
using System.Text.Json;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class IndexCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(CommandHost host)
    {
        var unit = new Option<string>("--unit") { Description = "Code of the unit; everything below it is pooled.", Required = true };
        var from = DateOptions.Day("--from", "First day.");
        var to = DateOptions.Day("--to", "Last day.");
        var service = new Option<string?>("--service") { Description = "Code or name of one service; default: all and the unit as such." };
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Code of the questionnaire, where answers to several cannot be added up." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("index", "Prints the satisfaction index of a unit for a period.") { unit, from, to, service, questionnaire, json };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            (services, token) => RunAsync(
                services,
                new Query(
                    parsed.GetRequiredValue(unit),
                    new Period(parsed.GetValue(from), parsed.GetValue(to)),
                    parsed.GetValue(service),
                    parsed.GetValue(questionnaire),
                    parsed.GetValue(json)),
                token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, Query query, CancellationToken cancellationToken)
    {
        if (query.Period.Days < 1)
        {
            await Console.Error.WriteLineAsync("--from must not be later than --to.");
            return ExitCode.Misuse;
        }

        var directory = services.GetRequiredService<UnitDirectory>();
        var versions = services.GetRequiredService<QuestionnaireVersions>();
        var facts = services.GetRequiredService<SurveyFacts>();
        var unit = await CommandHost.UnitAsync(services, query.Unit, cancellationToken);
        Service? service = null;
        if (query.Service is { } name)
        {
            var offered = (await facts.ServicesAsync(unit, query.Period.To, cancellationToken)).ConvertAll(within => within.Service);
            service = Service.Find(offered.Where(own => own.UnitId == unit.Id), name) ?? Below(offered, name);
            if (service is null)
            {
                throw new RefusedException($"{unit.Code} has no service {ImportText.Quote(name)}, or more than one. {Listed(offered)}");
            }
        }

        var own = query.Questionnaire is null
            ? await versions.CurrentAsync(await directory.SettingsAsync(unit, cancellationToken), cancellationToken)
            : await versions.NewestAsync(query.Questionnaire, cancellationToken)
                ?? throw new RefusedException($"There is no questionnaire {ImportText.Quote(query.Questionnaire)}.");

        var counted = await facts.PeriodAsync(unit, service, query.Period, cancellationToken);
        var definition = counted.Versions.Choose(own, named: query.Questionnaire is not null).Definition;
        var tallies = counted.Versions.Pool(definition, counted.Population);
        var index = SatisfactionIndex.Of(tallies.Counted, counted.Population);
        var excluded = new ExcludedResponses(
            tallies.Excluded.N,
            tallies.Excluded.N == 0 ? index.Value : SatisfactionIndex.Of(AnswerTally.Sum(tallies.Excluded.Layout, [tallies.Counted, tallies.Excluded]), null).Value);
        foreach (var other in counted.Versions.Others(definition, counted.Population))
        {
            await Console.Error.WriteLineAsync(
                $"Not included: {other.Tallies.Counted.N} responses to {other.Definition.Code} version {other.Definition.Version}, "
                + "which cannot be added up with these.");
        }

        await Console.Out.WriteLineAsync(query.AsJson ? JsonOf(unit, query.Period, definition, index, excluded) : TextOf(unit, service, query.Period, definition, index, excluded));
        return ExitCode.Done;
    }

    /// <summary>A service of the units below; a short code or name that several of them share names none.</summary>
    private static Service? Below(List<Service> offered, string name)
    {
        var found = offered.GroupBy(service => service.UnitId).Select(services => Service.Find(services, name)).OfType<Service>().ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static string Listed(List<Service> offered) => offered.Count == 0
        ? "No services are stored for it."
        : string.Join($"{Environment.NewLine}  ", offered.OrderBy(service => service.Code, StringComparer.Ordinal)
            .Select(service => $"{service.Code}  {service.Name}").Prepend("Its services:"));

    private static string JsonOf(Unit unit, Period period, QuestionnaireDefinition definition, SatisfactionIndex index, ExcludedResponses excluded) => JsonSerializer.Serialize(
        new
        {
            Unit = unit.Code,
            From = period.From.ToString("yyyy-MM-dd"),
            To = period.To.ToString("yyyy-MM-dd"),
            Questionnaire = definition.Code,
            definition.Formula,
            index.N,
            Index = index.Value?.ToString("F2"),
            Grade = index.Grade?.Letter,
            index.Headline,
            IntervalLow = index.Interval?.Low.ToString("F2"),
            IntervalHigh = index.Interval?.High.ToString("F2"),
            index.Target,
            Elements = index.Elements.Select(element => new
            {
                element.Code,
                element.N,
                Mean = element.Mean?.ToString("F3"),
                Weighted = element.Weighted?.ToString("F3"),
                Index = element.Index?.ToString("F2"),
                Grade = element.Grade?.Letter,
            }),
            Excluded = excluded.Count,
            IndexWithExcluded = excluded.IndexWith?.ToString("F2"),
        },
        Json);

    private static string TextOf(Unit unit, Service? service, Period period, QuestionnaireDefinition definition, SatisfactionIndex index, ExcludedResponses excluded)
    {
        var lines = new List<string>
        {
            service is null ? unit.Name : $"{unit.Name}, {service.Name}",
            $"{Formats.Day(period.From, Language.English)} to {Formats.Day(period.To, Language.English)}, {definition.Code} version {definition.Version}",
            index.Value is { } value
                ? $"Index {value:F2}  grade {index.Grade!.Letter}  "
                    + (index.Interval is { } interval ? $"95 % interval {interval.Low:F2} to {interval.High:F2}" : "no interval")
                : "No responses",
            $"n = {index.N} of {index.Target?.ToString() ?? "an unknown target"}{(index.Headline ? "" : ": too few for a headline")}",
        };
        if (excluded.Count > 0)
        {
            lines.Add($"{excluded.Count} responses excluded by a person; index with them {excluded.IndexWith:F2}");
        }

        var width = index.Elements.Max(element => element.Code.Length);
        lines.AddRange(index.Elements.Select(element =>
            $"  {element.Code.PadRight(width)}  n {element.N,6}  mean {element.Mean?.ToString("F3") ?? "-",5}  weighted "
            + $"{element.Weighted?.ToString("F3") ?? "-",5}  "
            + $"index {element.Index?.ToString("F2") ?? "-",6}  {element.Grade?.Letter ?? "-"}"));
        return string.Join(Environment.NewLine, lines);
    }

    /// <param name="IndexWith">What the index would be if they counted.</param>
    private sealed record ExcludedResponses(long Count, decimal? IndexWith);

    private sealed record Query(string Unit, Period Period, string? Service, string? Questionnaire, bool AsJson);
}
