using System.CommandLine;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Commands;

public static class ExportCommand
{
    public static Command Create(CommandHost host)
    {
        var unit = new Option<string>("--unit") { Description = "Code of the unit; everything that was below it in these days is included.", Required = true };
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

                var found = await CommandHost.UnitAsync(services, parsed.GetRequiredValue(unit), token);
                var path = parsed.GetRequiredValue(output).FullName;
                var count = 0;
                await OutputFile.WriteAsync(path, async stream => count = await services.GetRequiredService<ResponseExport>()
                    .WriteAsync(found, parsed.GetValue(from), parsed.GetValue(to), stream, token));
                await CommandHost.RecordAsync(
                    services, "responses.exported", found, new { from = parsed.GetValue(from), to = parsed.GetValue(to), responses = count }, token);
                await Console.Out.WriteLineAsync($"{count} responses written to {path}.");
                return ExitCode.Done;
            },
            cancellationToken));
        return new Command("export", "Writes what is stored to files.") { responses };
    }
}
