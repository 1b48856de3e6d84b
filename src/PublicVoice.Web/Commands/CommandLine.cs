using System.CommandLine;

namespace PublicVoice.Web.Commands;

/// <summary>Exit codes shared by all commands.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Understood, but refused; the reasons are on standard error.</summary>
    public const int Refused = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Misuse = 2;
}

/// <summary>The commands of the executable; without one it serves.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("PublicVoice: citizen feedback and satisfaction surveys (SKM) for local governments.");
        root.Add(DatabaseCommand.Create());
        root.Add(CheckCommand.Create());
        root.Add(IndexCommand.Create());
        root.Add(ReportCommand.Create());
        root.Add(ServeCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(SeedCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(DeleteCommand.Create());

        // Configuration switches such as --PublicVoice:Database:Provider=Postgres or --urls belong to the host, not to the commands.
        var isCommand = args.Length > 0 && (root.Subcommands.Any(command => command.Name == args[0]) || args[0] is "--help" or "-h" or "-?" or "--version");
        if (!isCommand && (args.Length == 0 || args[0].StartsWith('-')))
        {
            return await ServeCommand.RunAsync(args);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Run with --help to see how commands are used.");
            return ExitCode.Misuse;
        }

        return await parsed.InvokeAsync();
    }
}
