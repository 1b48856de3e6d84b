using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Reports;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class ReportCommand
{
    private static readonly Option<string?> UnitCode = new("--unit") { Description = "Code of one unit; everything below it is pooled." };
    private static readonly Option<bool> All = new("--all") { Description = "All units, one file each, named by unit code." };
    private static readonly Option<DateOnly> Month = DateOptions.Month("--month", "Month of the report.");
    private static readonly Option<string> Lang = new("--lang") { Description = "Language of the PDF: id or en.", DefaultValueFactory = _ => "id" };
    private static readonly Option<string> Format = new("--format") { Description = "pdf, json or csv.", DefaultValueFactory = _ => "pdf" };
    private static readonly Option<string> Out = new("--out") { Description = "File to write; with --all the directory.", Required = true };
    private static readonly Option<string?> QuestionnaireCode = new("--questionnaire") { Description = "Code of the questionnaire, where answers to several cannot be added up." };
    private static readonly Option<bool> WithoutComments = new("--without-comments") { Description = "Leave the annex of comments out." };

    public static Command Create(CommandHost host)
    {
        Lang.AcceptOnlyFromAmong("id", "en");
        Format.AcceptOnlyFromAmong("pdf", "json", "csv");
        var command = new Command("report", "Writes the evaluation report of a unit and month.")
        {
            UnitCode, All, Month, Lang, Format, Out, QuestionnaireCode, WithoutComments,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(All) is { Implicit: false } == result.GetResult(UnitCode) is { Implicit: false })
            {
                result.AddError("Give either --unit CODE or --all.");
            }
        });
        command.Add(CreateIssue(host));
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await WarnUnlessOverAsync(services, parsed.GetValue(Month));
                var form = new ReportForm(
                    Enum.Parse<ReportFormat>(parsed.GetRequiredValue(Format), ignoreCase: true),
                    parsed.GetValue(Lang) == "en" ? Language.English : Language.Indonesian,
                    !parsed.GetValue(WithoutComments),
                    parsed.GetValue(QuestionnaireCode));
                return parsed.GetValue(UnitCode) is { } code
                    ? await WriteOneAsync(services, code, parsed.GetValue(Month), form, parsed.GetRequiredValue(Out), token)
                    : await WriteAllAsync(services, parsed.GetValue(Month), form, parsed.GetRequiredValue(Out), token);
            },
            cancellationToken));
        return command;
    }

    private static Command CreateIssue(CommandHost host)
    {
        var month = DateOptions.Month("--month", "Month of the reports.");
        var command = new Command("issue", "Issues the reports of a month that are subscribed and due: gives each its number and keeps file and figures.") { month };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                var (issued, failed) = await ReportIssuer.IssueDueAsync(services.GetRequiredService<IServiceScopeFactory>(), parsed.GetValue(month), AuditLog.CommandLine, token);
                foreach (var (report, failure) in failed)
                {
                    await Console.Error.WriteLineAsync($"{report.Unit.Code}: {failure.Message}");
                }

                await Console.Out.WriteLineAsync($"{issued} reports of {parsed.GetValue(month):yyyy-MM} issued, {failed.Count} failed.");
                return failed.Count == 0 ? ExitCode.Done : ExitCode.Refused;
            },
            cancellationToken));
        return command;
    }

    private static async Task WarnUnlessOverAsync(IServiceProvider services, DateOnly month)
    {
        var zone = GovernmentTime.Zone(services.GetRequiredService<IOptions<PublicVoiceOptions>>().Value.TimeZone);
        if (GovernmentTime.Day(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, zone) < month.AddMonths(1))
        {
            await Console.Error.WriteLineAsync($"Note: {month:yyyy-MM} is not over. "
                + "The report holds what has come in so far, against the target of the whole month.");
        }
    }

    private static async Task<int> WriteOneAsync(
        IServiceProvider services, string code, DateOnly month, ReportForm form, string path, CancellationToken cancellationToken)
    {
        var unit = await CommandHost.UnitAsync(services, code, cancellationToken);
        try
        {
            await WriteAsync(services, unit, month, form, path, cancellationToken);
            await CommandHost.RecordAsync(services, "report.written", unit, Written(month, form, 1), cancellationToken);
            return ExitCode.Done;
        }
        catch (InvalidOperationException refused)
        {
            throw new RefusedException(refused.Message);
        }
    }

    private static async Task<int> WriteAllAsync(
        IServiceProvider services,
        DateOnly month,
        ReportForm form,
        string directory,
        CancellationToken cancellationToken)
    {
        if (File.Exists(directory))
        {
            throw new RefusedException($"{Path.GetFullPath(directory)} is a file; with --all, --out names a directory.");
        }

        var units = await UnitsAsync(services, month, cancellationToken);
        Directory.CreateDirectory(directory);
        var watch = Stopwatch.StartNew();
        var (done, failed) = (0, 0);
        await Parallel.ForEachAsync(
            units,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (unit, token) =>
        {
            try
            {
                await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
                var path = Path.Combine(directory, $"{unit.Code}.{form.Format.ToString().ToLowerInvariant()}");
                await WriteAsync(scope.ServiceProvider, unit, month, form, path, token);
                Interlocked.Increment(ref done);
            }
#pragma warning disable CA1031 // One unit's report never stops the others; the reason is told.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref failed);
                await Console.Error.WriteLineAsync($"{unit.Code}: {failure.Message}");
            }

            if (!Console.IsErrorRedirected)
            {
                await Console.Error.WriteAsync($"\r{done + failed} of {units.Count}, {(done + failed) / watch.Elapsed.TotalSeconds:0.0} per second ");
            }
        });

        foreach (var government in units.Where(unit => unit.ParentId is null))
        {
            await CommandHost.RecordAsync(services, "report.written", government, Written(month, form, units.Count(unit => unit.IsWithin(government))), cancellationToken);
        }

        await Console.Error.WriteAsync(Console.IsErrorRedirected ? "" : "\r");
        await Console.Out.WriteLineAsync(
            $"{done} reports of {month:yyyy-MM} written to {directory} in {watch.Elapsed.TotalSeconds:0.0} s "
            + $"({done / watch.Elapsed.TotalSeconds:0.0} per second), {failed} failed.");
        return failed == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    /// <summary>Units that there were at the end of the month: not those opened or archived since.</summary>
    private static async Task<List<Unit>> UnitsAsync(IServiceProvider services, DateOnly month, CancellationToken cancellationToken)
    {
        var history = services.GetRequiredService<UnitHistory>();
        var units = new List<Unit>();
        foreach (var unit in await services.GetRequiredService<PublicVoiceDbContext>().Units.AsNoTracking().OrderBy(unit => unit.Path).ToListAsync(cancellationToken))
        {
            if ((await history.OfAsync(unit, cancellationToken)).At(unit, month.AddMonths(1).AddDays(-1)).Status != UnitStatus.Archived)
            {
                units.Add(unit);
            }
        }

        return units;
    }

    private static object Written(DateOnly month, ReportForm form, int units) =>
        new { month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture), units, format = form.Format.ToString(), comments = form.WithComments };

    private static Task WriteAsync(
        IServiceProvider services, Unit unit, DateOnly month, ReportForm form, string path, CancellationToken cancellationToken) =>
        OutputFile.WriteAsync(path, async stream => await stream.WriteAsync(
            await services.GetRequiredService<EvaluationReports>().RenderAsync(unit, month, form, cancellationToken), cancellationToken));
}
