using System.CommandLine;

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

        command.SetAction((parsed, _) => RunAsync(
            [.. settings, .. HostSwitches.Select(option => (option.Name, Value: parsed.GetValue(option))).Where(given => given.Value is not null).Select(given => $"{given.Name}={given.Value}")]));
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
        var app = builder.Build();
        app.UsePublicVoice();
        await CommandHost.OpenAsync(app.Services, CancellationToken.None);
        await app.RunAsync();
        return ExitCode.Done;
    });
}
