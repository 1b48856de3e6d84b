namespace PublicVoice.Web.Commands;

/// <summary>The services of the product without the web server, for one command.</summary>
public static class CommandHost
{
    /// <summary>Runs a command in one scope, with the configuration sources of the web host and the database brought up to date.</summary>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPublicVoice(builder.Configuration);
        using var host = builder.Build();
        await Data.DatabaseMigration.RunAsync(host.Services, cancellationToken);
        await using var scope = host.Services.CreateAsyncScope();
        return await command(scope.ServiceProvider, cancellationToken);
    }
}
