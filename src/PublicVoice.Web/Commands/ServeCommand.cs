using System.CommandLine;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Commands;

public static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serves the web pages (this is also what happens without a command).") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, _) => RunAsync([.. parsed.UnmatchedTokens]));
        return command;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = Directory.Exists("wwwroot") ? null : AppContext.BaseDirectory, // a published server finds its pages from anywhere
        });
        builder.AddPublicVoiceWeb();
        var app = builder.Build();
        app.UsePublicVoice();
        await DatabaseMigration.RunAsync(app.Services, CancellationToken.None);
        await app.RunAsync();
        return ExitCode.Done;
    }
}
