using System.CommandLine;
using System.Diagnostics;
using PublicVoice.Web.Demonstration;

namespace PublicVoice.Web.Commands;

public static class SeedCommand
{
    public static Command Create(CommandHost host)
    {
        var city = new Option<string>("--city")
        {
            Description = "plg (Palembang), slo (Surakarta), dmi (Dumai) or all (these and Kota Metro with its real answers).",
            DefaultValueFactory = _ => "plg",
        };
        city.AcceptOnlyFromAmong([.. DemoSeed.Cities, "all"]);
        var responses = Number("--responses", "How many answers to simulate, over all months.", 20_000, 0, 100_000_000);
        var months = Number("--months", "Closed months before the current one.", 15, 0, 120);
        var seed = new Option<ulong>("--seed") { Description = "Start of the random numbers; the same seed gives the same answers.", DefaultValueFactory = _ => 2017 };
        var withoutForum = new Option<bool>("--without-forum") { Description = "Leaves the citizens' forum empty." };
        var demo = new Command("demo", "Puts a demonstration city with units, services, simulated answers and a forum in. Running it again adds only what is missing.")
        {
            city, responses, months, seed, withoutForum,
        };
        demo.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                var cities = parsed.GetRequiredValue(city) is var wanted && wanted == "all" ? DemoSeed.Cities : [wanted];
                var work = services.GetRequiredService<DemoSeed>();
                var watch = Stopwatch.StartNew();
                await work.ImportStructureAsync(cities, token);
                await services.GetRequiredService<DemoConsultations>().HoldAsync(cities, token);
                var added = await work.AnswerAsync(
                    cities,
                    parsed.GetValue(responses),
                    parsed.GetValue(months),
                    parsed.GetValue(seed),
                    done => Console.Error.Write(Console.IsErrorRedirected ? "" : $"\r{done} answers "),
                    token);
                added += cities.Count > 1 ? await work.ImportRealAnswersAsync(token) : 0;
                await work.SubscribeReportsAsync(cities, token);
                var topics = parsed.GetValue(withoutForum) ? 0 : await work.FillForumsAsync(cities, parsed.GetValue(seed), token);
                await Console.Error.WriteAsync(Console.IsErrorRedirected ? "" : "\r");
                await Console.Out.WriteLineAsync($"{added} new answers and {topics} topics in {watch.Elapsed.TotalSeconds:0.0} s. Look at /s/{cities[0]}-disdukcapil, /hasil/{cities[0]} and /forum/{cities[0]}.");
                return ExitCode.Done;
            },
            cancellationToken));
        return new Command("seed", "Fills an installation for trying it out.") { demo };
    }

    private static Option<int> Number(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < least || given > most))
            {
                result.AddError($"{name} must be {least} to {most}.");
            }
        });
        return option;
    }
}
