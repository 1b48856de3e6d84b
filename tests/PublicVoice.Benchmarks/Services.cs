using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PublicVoice.Web;

namespace PublicVoice.Benchmarks;

/// <summary>The product's services over a scratch database, inside this process: for what would drown in the start of a process.</summary>
public static class Services
{
    public static IHost Over(Scratch scratch)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PublicVoice:DataDirectory"] = scratch.DataDirectory,
            ["PublicVoice:Database:Provider"] = scratch.PostgresConnection is null ? "Sqlite" : "Postgres",
            ["ConnectionStrings:PublicVoice"] = scratch.PostgresConnection ?? $"Data Source={scratch.DatabasePath}",
        });
        builder.Services.AddPublicVoice(builder.Configuration);
        return builder.Build();
    }

    /// <summary>Runs in a scope of its own, as a request or a command does.</summary>
    public static async Task<T> ScopedAsync<T>(this IHost host, Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }
}
