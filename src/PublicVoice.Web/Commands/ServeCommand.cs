using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace PublicVoice.Web.Commands;

public static class ServeCommand
{
    /// <summary>Switches of the web host; settings such as --PublicVoice:TimeZone=… are not among the words of a command.</summary>
    private static readonly Option<string?>[] HostSwitches =
    [
        new("--urls") { Description = "Addresses to listen on, such as http://127.0.0.1:5000." },
        new("--environment") { Description = "Production (default) or Development." },
        new("--contentRoot") { Description = "Folder of the settings and pages." },
    ];

    public static Command Create(string[] settings)
    {
        var command = new Command("serve", "Serves the web pages (this is also what happens without a command).");
        foreach (var option in HostSwitches)
        {
            command.Add(option);
        }

        command.SetAction((parsed, _) =>
        {
            var switches = HostSwitches.Where(option => parsed.GetValue(option) is not null).Select(option => $"{option.Name}={parsed.GetValue(option)}");
            return RunAsync([.. settings, .. switches]);
        });
        return command;
    }

    public static Task<int> RunAsync(string[] args) => CommandHost.ToldAsync(async () =>
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = Directory.Exists("wwwroot") ? null : AppContext.BaseDirectory, // a published server finds its pages from anywhere
        });
        builder.AddPublicVoiceWeb();
        var started = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Information); // what stops the start is thrown as well, and told in a sentence
        await using var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => started = true);
        app.UsePublicVoice();
        await CommandHost.OpenAsync(app.Services, CancellationToken.None);
        _ = app.Services.GetRequiredService<IKeyManager>().GetAllKeys(); // a wrong receipt key is told now, not with the first form
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await app.StopAsync(); // the address is opened last: what already runs in the background ends before its services are disposed
            throw;
        }

        await app.WaitForShutdownAsync();
        return ExitCode.Done;
    });
}
