using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Tests;

/// <summary>The whole application over a real, empty database. Use as a class fixture.</summary>
public class PublicVoiceApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly TestDatabase database = new();

    /// <summary>Friday, 20 November 2026, 10 in the morning in Jakarta. A test class that moves it puts it back after each test.</summary>
    public TestClock Clock { get; } = new(new DateTime(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc));

    public TestDatabase Database => database;

    public ValueTask InitializeAsync()
    {
        _ = Server; // starts the host, which creates the database
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser without JavaScript: keeps cookies, does not follow redirects.</summary>
    public HttpClient NewBrowser(string? acceptLanguage = null)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });
        if (acceptLanguage is not null)
        {
            client.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
        }

        return client;
    }

    public Task<T> WithContextAsync<T>(Func<PublicVoiceDbContext, T> use) => WithContextAsync(context => Task.FromResult(use(context)));

    public async Task<T> WithContextAsync<T>(Func<PublicVoiceDbContext, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        var result = await use(scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>());
        ((MemoryCache)Services.GetRequiredService<IMemoryCache>()).Clear(); // what the test changed is seen at once
        return result;
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in database.Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var limit in Enum.GetNames<Limit>())
        {
            builder.UseSetting($"PublicVoice:RateLimits:{limit}:Burst", "1000000"); // every test comes from the same address, at the same instant
        }

        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1); // the product's takes a tenth of a second per sign-in
            services.Remove(services.Single(service => service.ImplementationType == typeof(MailOutbox))); // what was sent has no text left to look at
        });
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class TestClock(DateTime start) : TimeProvider
{
    private readonly DateTime start = start;

    public DateTime UtcNow { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => new(UtcNow);

    public void Reset() => UtcNow = start;
}
