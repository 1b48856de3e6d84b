using System.Data.Common;

namespace PublicVoice.Web.Commands;

/// <summary>The services of the product without the web server, for one command.</summary>
public static class CommandHost
{
    /// <summary>
    /// Runs a command in one scope, with the configuration sources of the web host and the database brought up to date. What the machine
    /// refuses is told in a sentence.
    /// </summary>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await RunInScopeAsync(command, cancellationToken);
        }
        catch (Exception failure) when (Reason(failure) is not null)
        {
            await Console.Error.WriteLineAsync(Reason(failure));
            return ExitCode.Refused;
        }
    }

    /// <summary>EF wraps what a database says into exceptions of its own.</summary>
    private static string? Reason(Exception? failure) => failure switch
    {
        null => null,
        DbException => $"The database cannot be used: {failure.Message}",
        IOException or UnauthorizedAccessException or InvalidDataException => failure.Message,
        _ => Reason(failure.InnerException),
    };

    private static async Task<int> RunInScopeAsync(Func<IServiceProvider, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None); // what it logs is thrown as well, and told in a sentence
        builder.Services.AddPublicVoice(builder.Configuration);
        using var host = builder.Build();
        await Data.DatabaseMigration.RunAsync(host.Services, cancellationToken);
        await using var scope = host.Services.CreateAsyncScope();
        return await command(scope.ServiceProvider, cancellationToken);
    }
}
