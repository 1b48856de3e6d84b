using System.CommandLine;

namespace PublicVoice.Web.Commands;

public static class ServeCommand
{
    public static Command Create(string[] settings)
    {
        var command = new Command("serve", "Serves the web pages (this is also what happens without a command).") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, _) => RunAsync([.. settings, .. parsed.UnmatchedTokens]));
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
