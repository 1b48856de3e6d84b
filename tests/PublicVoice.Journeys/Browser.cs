using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PublicVoice.Journeys.Browser))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace PublicVoice.Journeys;

/// <summary>Headless Chromium and one server with a demonstration city, shared by all journeys.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? chromium;

    // Chromium's sandbox does not run as root, where continuous integration often is; the pages are our own.
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    private static string Executable => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    public ServerProcess Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.CommandAsync("seed", "demo", "--city", "plg", "--responses", "3000", "--months", "6", "--seed", "7", "--without-forum");
        await Server.StartAsync();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Arguments });
    }

    /// <summary>A fresh visitor: no cookies, no storage.</summary>
    public async Task<Visit> VisitAsync(Visitor visitor)
    {
        var address = (visitor.Server ?? Server).Address;
        var context = await chromium!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = visitor.Language == "id" ? "id-ID" : "en-GB",
            ColorScheme = visitor.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = visitor.Width, Height = visitor.Width < 600 ? 740 : 900 },
            JavaScriptEnabled = visitor.JavaScript,
            IsMobile = visitor.Width < 600,
            HasTouch = visitor.Width < 600,
        });
        context.SetDefaultTimeout(15_000);
        return new Visit(await context.NewPageAsync(), address);
    }

    /// <summary>A browser of its own that keeps its data in a folder, as a tablet does.</summary>
    public async Task<Visit> OpenTabletAsync(string folder, Uri server)
    {
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Executable,
            Args = Arguments,
            BaseURL = server.ToString(),
            Locale = "id-ID",
            ViewportSize = new ViewportSize { Width = 800, Height = 1280 },
            HasTouch = true,
        });
        context.SetDefaultTimeout(15_000);
        return new Visit(context.Pages[0], server);
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Who comes, and with what.</summary>
/// <param name="Width">Of the window, in CSS pixels; below 600 it is a phone.</param>
/// <param name="Server">Null for the shared one.</param>
public sealed record Visitor(int Width = 360, string Language = "id", bool Dark = false, bool JavaScript = true, ServerProcess? Server = null);
