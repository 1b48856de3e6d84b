using System.CommandLine;

namespace PublicVoice.Web.Commands;

public static class DatabaseCommand
{
    public static Command Create()
    {
        var migrate = new Command("migrate", "Creates the database or brings it up to date.");
        migrate.SetAction((_, cancellationToken) => CommandHost.RunAsync(
            async (_, _) =>
            {
                await Console.Out.WriteLineAsync("The database is up to date.");
                return ExitCode.Done;
            },
            cancellationToken));
        return new Command("database", "Looks after the database.") { migrate };
    }
}
