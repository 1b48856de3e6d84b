using System.CommandLine;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class ExportCommand
{
    public static Command Create(CommandHost host)
    {
        var unit = new Option<string>("--unit") { Description = "Code of the unit; everything below it is included.", Required = true };
        var from = DateOptions.Day("--from", "First day.");
        var to = DateOptions.Day("--to", "Last day.");
        var output = new Option<FileInfo>("--out") { Description = "File to write.", Required = true };
        var responses = new Command("responses", "Writes survey responses as CSV that a spreadsheet opens safely and import reads back (docs/import.md).")
        {
            unit, from, to, output,
        };
        responses.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                if (parsed.GetValue(from) > parsed.GetValue(to))
                {
                    await Console.Error.WriteLineAsync("--from lies after --to.");
                    return ExitCode.Misuse;
                }

                var code = parsed.GetRequiredValue(unit);
                if (await services.GetRequiredService<UnitDirectory>().FindAsync(code, token) is not { } found)
                {
                    await Console.Error.WriteLineAsync($"There is no unit {Imports.ImportText.Quote(code)}.");
                    return ExitCode.Refused;
                }

                return await WriteAsync(
                    parsed.GetRequiredValue(output).FullName,
                    stream => services.GetRequiredService<ResponseExport>().WriteAsync(found, parsed.GetValue(from), parsed.GetValue(to), stream, token));
            },
            cancellationToken));
        return new Command("export", "Writes what is stored to files.") { responses };
    }

    /// <summary>A file of that name is replaced only by a complete one.</summary>
    private static async Task<int> WriteAsync(string path, Func<Stream, Task<int>> write)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            await Console.Error.WriteLineAsync($"There is no directory {Path.GetDirectoryName(path)}.");
            return ExitCode.Refused;
        }

        var unfinished = $"{path}.part";
        try
        {
            int count;
            await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                count = await write(stream);
            }

            File.Move(unfinished, path, overwrite: true);
            await Console.Out.WriteLineAsync($"{count} responses written to {path}.");
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The file cannot be written: {exception.Message}");
            return ExitCode.Refused;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
