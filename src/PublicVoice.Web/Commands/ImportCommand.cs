using System.CommandLine;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The file to read." };

    public static Command Create() => new("import", "Takes units, services, questionnaires or answers from files.")
    {
        Units(),
        Services(),
    };

    /// <summary>Runs an import; when it is refused, every reason goes to standard error.</summary>
    internal static Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task> import, CancellationToken cancellationToken) =>
        CommandHost.RunAsync(
            async (services, token) =>
            {
                try
                {
                    await import(services, token);
                    return ExitCode.Done;
                }
                catch (ImportRefusedException refused)
                {
                    foreach (var reason in refused.Reasons)
                    {
                        await Console.Error.WriteLineAsync(reason);
                    }

                    await Console.Error.WriteLineAsync("Nothing was imported.");
                    return ExitCode.Refused;
                }
            },
            cancellationToken);

    private static Command Units()
    {
        var command = new Command("units", "Imports the tree of units from CSV (code, type, name, parent_code and optional columns; docs/import.md).") { File };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            async (services, token) =>
            {
                var path = parsed.GetRequiredValue(File).FullName;
                using var file = CsvFile.Open(path);
                var summary = await services.GetRequiredService<UnitImport>().RunAsync(file, Path.GetDirectoryName(path)!, token);
                await WriteAsync("Units", summary);
            },
            cancellationToken));
        return command;
    }

    private static Command Services()
    {
        var command = new Command("services", "Imports the services of units from CSV (code, unit_code, name, served_per_year; docs/import.md).") { File };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            async (services, token) =>
            {
                using var file = CsvFile.Open(parsed.GetRequiredValue(File).FullName);
                await WriteAsync("Services", await services.GetRequiredService<ServiceImport>().RunAsync(file, token));
            },
            cancellationToken));
        return command;
    }

    private static async Task WriteAsync(string what, ImportSummary summary)
    {
        foreach (var warning in summary.Warnings)
        {
            await Console.Error.WriteLineAsync($"Warning: {warning}");
        }

        await Console.Out.WriteLineAsync($"{what}: {summary.New} new, {summary.Changed} changed, {summary.Unchanged} unchanged.");
        if (summary.Vanished.Count > 0)
        {
            await Console.Out.WriteLineAsync($"Stored but not in the file ({summary.Vanished.Count}), kept as they are: {string.Join(", ", summary.Vanished)}");
        }
    }
}
