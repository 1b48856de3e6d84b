using System.CommandLine;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The file to read." };

    public static Command Create(CommandHost host) => new("import", "Takes units, services, questionnaires or answers from files.")
    {
        Units(host),
        Services(host),
        Questionnaire(host),
        References(host),
        Responses(host),
    };

    /// <summary>Runs an import; when it is refused, every reason goes to standard error.</summary>
    private static Task<int> RunAsync(CommandHost host, Func<IServiceProvider, CancellationToken, Task> import, CancellationToken cancellationToken) =>
        host.RunAsync(
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

    private static Command Units(CommandHost host)
    {
        var correction = new Option<bool>("--correction") { Description = "New names and places always were so; else they hold from today on, and months that are over keep the former ones." };
        var command = new Command("units", "Imports the tree of units from CSV (code, type, name, parent_code and optional columns; docs/import.md).") { File, correction };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host,
            async (services, token) =>
            {
                var path = parsed.GetRequiredValue(File).FullName;
                using var file = CsvFile.Open(path);
                var request = new StructureImportRequest { IsCorrection = parsed.GetValue(correction) };
                await WriteAsync("Units", (await services.GetRequiredService<UnitImport>().RunAsync(file, Path.GetDirectoryName(path)!, request, token)).Summary);
                await RecordAsync(services, "units.imported", Path.GetFileName(path), token);
            },
            cancellationToken));
        return command;
    }

    private static Command Services(CommandHost host)
    {
        var correction = new Option<bool>("--correction") { Description = "New names, states and numbers of people always were so; else they hold from today on, and months that are over keep the former ones." };
        var command = new Command("services", "Imports the services of units from CSV (code, unit_code, name, served_per_year; docs/import.md).") { File, correction };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host,
            async (services, token) =>
            {
                using var file = CsvFile.Open(parsed.GetRequiredValue(File).FullName);
                var request = new StructureImportRequest { IsCorrection = parsed.GetValue(correction) };
                await WriteAsync("Services", (await services.GetRequiredService<ServiceImport>().RunAsync(file, request, token)).Summary);
                await RecordAsync(services, "services.imported", parsed.GetRequiredValue(File).Name, token);
            },
            cancellationToken));
        return command;
    }

    private static Command Questionnaire(CommandHost host)
    {
        var command = new Command(
            "questionnaire",
            "Imports a questionnaire from JSON. An answered version stays as it is and the next one begins (docs/questionnaires.md).") { File };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host,
            async (services, token) =>
            {
                var json = await ReadTextAsync(parsed.GetRequiredValue(File), token);
                var summary = await services.GetRequiredService<QuestionnaireImport>().RunAsync(json, token);
                await RecordAsync(services, "questionnaire.imported", $"{summary.Code} {summary.Number}", token);
                await Console.Out.WriteLineAsync($"{summary.Code} version {summary.Number}: {(summary switch
                {
                    { Stored: false } => "nothing to do, it is stored already",
                    { ReplacesUnanswered: true } => "stored in place of the version that nobody had answered",
                    _ => "stored",
                })}.");
            },
            cancellationToken));
        return command;
    }

    private static Command References(CommandHost host)
    {
        var command = new Command(
            "references",
            "Imports results published earlier, shown as marked points of the trend (unit_code, from, to, index, n, source and element codes; "
            + "docs/import.md).") { File };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host,
            async (services, token) =>
            {
                using var file = CsvFile.Open(parsed.GetRequiredValue(File).FullName);
                await WriteAsync("References", await services.GetRequiredService<ReferenceImport>().RunAsync(file, token));
                await RecordAsync(services, "references.imported", parsed.GetRequiredValue(File).Name, token);
            },
            cancellationToken));
        return command;
    }

    private static async Task<string> ReadTextAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            if (file.Length > QuestionnaireImport.MaxBytes)
            {
                throw new ImportRefusedException($"The file is larger than {QuestionnaireImport.MaxBytes} bytes.");
            }

            var bytes = await System.IO.File.ReadAllBytesAsync(file.FullName, cancellationToken);
            var text = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes.AsMemory(3) : bytes;
            return System.Text.Unicode.Utf8.IsValid(text.Span)
                ? System.Text.Encoding.UTF8.GetString(text.Span)
                : throw new ImportRefusedException("The file is not UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The file {ImportText.Quote(file.FullName)} cannot be read: {exception.Message}");
        }
    }

    private static Command Responses(CommandHost host)
    {
        var unit = new Option<string>("--unit") { Description = "Code of the rated unit, or of one above those named in the column unit.", Required = true };
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Code of the questionnaire. Default: the one the unit uses now." };
        var channel = new Option<string>("--channel") { Description = "How the answers were given, for rows that do not say.", DefaultValueFactory = _ => "import" };
        channel.AcceptOnlyFromAmong("self", "kiosk", "assisted", "paper", "import");
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks everything and says what would happen, but stores nothing." };
        var skipInvalid = new Option<bool>("--skip-invalid") { Description = "Imports the good rows and lists the others." };
        var batch = new Option<string>("--batch") { Description = "Separates files that look alike: the same rows under another name count again.", DefaultValueFactory = _ => "" };
        var sheet = new Option<string?>("--sheet") { Description = "Sheet of an XLSX file. Default: the first that is not hidden." };
        var command = new Command("responses", "Imports survey responses from CSV or XLSX, all rows or none; the same file twice counts once (docs/import.md).")
        {
            File, unit, questionnaire, channel, dryRun, skipInvalid, batch, sheet,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host,
            async (services, token) =>
            {
                var request = new ResponseImportRequest
                {
                    Open = () => CsvFile.OpenFile(parsed.GetRequiredValue(File).FullName),
                    Unit = parsed.GetRequiredValue(unit),
                    Questionnaire = parsed.GetValue(questionnaire),
                    Channel = Enum.Parse<Channel>(parsed.GetRequiredValue(channel), ignoreCase: true),
                    DryRun = parsed.GetValue(dryRun),
                    SkipInvalid = parsed.GetValue(skipInvalid),
                    Batch = parsed.GetRequiredValue(batch),
                    Sheet = parsed.GetValue(sheet),
                };
                var summary = await services.GetRequiredService<ResponseImport>().RunAsync(request, token);
                foreach (var line in summary.Skipped.Select(reason => reason.English).Concat(summary.Warnings.Select(warning => $"Warning: {warning.English}")))
                {
                    await Console.Error.WriteLineAsync(line);
                }

                await Console.Out.WriteLineAsync(
                    $"{summary.Rows} rows: {summary.New} {(request.DryRun ? "would be new" : "new")}, {summary.Known} already stored, "
                    + $"{summary.Skipped.Count} refused"
                    + $"{(summary.Empty > 0 ? $"; {summary.Empty} more without answers or comment passed over" : "")}.");
                if (summary.Late.Count > 0)
                {
                    await Console.Out.WriteLineAsync(
                        $"{summary.Late.Values.Sum()} of the new rows are of months that are published already "
                        + $"({string.Join(", ", summary.Late.Keys.Select(month => $"{month:yyyy-MM}"))}): "
                        + "public pages count them once a service has at least five more, or after the command publish.");
                }

                if (!request.DryRun)
                {
                    var after = new { file = parsed.GetRequiredValue(File).Name, rows = summary.Rows, added = summary.New, known = summary.Known, refused = summary.Skipped.Count };
                    await CommandHost.RecordAsync(services, "responses.imported", await CommandHost.UnitAsync(services, request.Unit, token), after, token);
                }

                if (request.DryRun)
                {
                    await Console.Out.WriteLineAsync("Dry run: nothing was stored.");
                }
            },
            cancellationToken));
        return command;
    }

    private static Task RecordAsync(IServiceProvider services, string action, string subject, CancellationToken cancellationToken) =>
        services.GetRequiredService<AuditLog>().SaveAsync(new(action, subject, ""), cancellationToken);

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
