using System.CommandLine;
using System.Text.RegularExpressions;

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
public static partial class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        // Settings such as --PublicVoice:Database:Provider=Postgres belong to the host of every command; none has an option with a colon in its name.
        var settings = args.Where(arg => SettingPattern().IsMatch(arg)).ToArray();
        var words = args.Where(arg => !SettingPattern().IsMatch(arg)).ToArray();
        var host = new CommandHost(settings);
        var root = new RootCommand("PublicVoice: citizen feedback and satisfaction surveys (SKM) for local governments.")
        {
            DatabaseCommand.Create(host),
            CheckCommand.Create(host),
            IndexCommand.Create(host),
            ReportCommand.Create(host),
            PublishCommand.Create(host),
            ServeCommand.Create(settings),
            ImportCommand.Create(host),
            SeedCommand.Create(host),
            ExportCommand.Create(host),
            DeleteCommand.Create(host),
            UserCommand.Create(host),
        };

        // Without a command switches are the web host's, as whatever hosts the application gives them.
        if (words.Length == 0 || (words[0].StartsWith('-') && words[0] is not ("--help" or "-h" or "-?" or "--version")))
        {
            return await ServeCommand.RunAsync(args);
        }

        var parsed = root.Parse(words);
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

    [GeneratedRegex("^--[^=:]+:[^=]+=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SettingPattern();
}
