using System.CommandLine;
using System.Globalization;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class PublishCommand
{
    private static readonly Option<string> UnitCode = new("--unit") { Description = "Code of a unit; its whole government is published.", Required = true };
    private static readonly Option<DateOnly> Month = DateOptions.Month("--month", "Month that is over.");

    public static Command Create(CommandHost host)
    {
        var command = new Command("publish", "Publishes a month anew as it is counted now: after a correction, or once all paper forms are typed in.")
        {
            UnitCode, Month,
        };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                var month = parsed.GetValue(Month);
                var unit = await CommandHost.UnitAsync(services, parsed.GetRequiredValue(UnitCode), token);
                var settings = await services.GetRequiredService<UnitDirectory>().SettingsAsync(unit, token);
                if (GovernmentTime.Day(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, settings.TimeZone) < month.AddMonths(1))
                {
                    throw new RefusedException($"{month:yyyy-MM} is not over: it is published when someone looks after its end.");
                }

                await services.GetRequiredService<Publication>().RenewAsync(settings.Root, month, token);
                await CommandHost.RecordAsync(services, "month.published", settings.Root, new { month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture) }, token);
                await Console.Out.WriteLineAsync(
                    $"{month:yyyy-MM} of {settings.Root.Name} is published as it is counted now; pages show it within a minute. "
                    + "Whoever kept the older pages can work out what changed, also where it is fewer than five answers.");
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }
}
