using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

/// <summary>The services of the product without the web server, for one command.</summary>
/// <param name="settings">Configuration switches of the command line, such as --PublicVoice:TimeZone=Asia/Jayapura.</param>
public sealed class CommandHost(string[] settings)
{
    /// <summary>Runs a command in one scope, with the configuration sources of the web host and the database brought up to date.</summary>
    public Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> command, CancellationToken cancellationToken) => ToldAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = settings,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"),
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None); // what it logs is thrown as well, and told in a sentence
        builder.Services.AddPublicVoice(builder.Configuration);
        using var host = builder.Build();
        await OpenAsync(host.Services, cancellationToken);
        await using (var due = host.Services.CreateAsyncScope())
        {
            await due.ServiceProvider.GetRequiredService<DueReorganisations>().CarryOutAsync(cancellationToken);
        }

        await using var scope = host.Services.CreateAsyncScope();
        return await command(scope.ServiceProvider, cancellationToken);
    });

    /// <summary>Checks the settings, then brings the database up to date.</summary>
    public static Task OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<IOptions<PublicVoiceOptions>>().Value;
        return DatabaseMigration.RunAsync(services, cancellationToken);
    }

    /// <summary>The unit that a command is asked about.</summary>
    /// <exception cref="RefusedException">There is none of that code.</exception>
    public static async Task<Unit> UnitAsync(IServiceProvider services, string code, CancellationToken cancellationToken) =>
        await services.GetRequiredService<UnitDirectory>().FindAsync(code, cancellationToken)
            ?? throw new RefusedException($"There is no unit {ImportText.Quote(code)}.");

    /// <summary>Writes down in the audit log what a command did for a unit.</summary>
    /// <param name="after">What was done, without personal data.</param>
    public static Task RecordAsync(IServiceProvider services, string action, Unit unit, object after, CancellationToken cancellationToken) =>
        services.GetRequiredService<AuditLog>().SaveAsync(new(action, UnitAdministration.Named(unit), unit.Path, After: after), cancellationToken);

    /// <summary>Tells in a sentence what the command, the machine, the database or the settings refuse.</summary>
    public static async Task<int> ToldAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (Reason(failure) is not null)
        {
            await Console.Error.WriteLineAsync(Reason(failure));
            return ExitCode.Refused;
        }
    }

    /// <summary>EF wraps what a database says into exceptions of its own. No message quotes the connection string: it may hold a password.</summary>
    private static string? Reason(Exception? failure) => failure switch
    {
        null => null,
        DbException or SocketException => $"The database cannot be used: {failure.Message.TrimEnd('.')}. Check that it runs and can be reached, "
            + "and the settings PublicVoice:Database:Provider and ConnectionStrings:PublicVoice.",
        RefusedException or IOException or UnauthorizedAccessException or InvalidDataException or OptionsValidationException => failure.Message,
        _ => Reason(failure.InnerException),
    };
}
