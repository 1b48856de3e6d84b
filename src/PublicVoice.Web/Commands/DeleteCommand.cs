using System.CommandLine;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Commands;

public static class DeleteCommand
{
    private static readonly Option<string> Receipt = new("--receipt") { Description = "Receipt code such as K7QF-3M9X-TR4W.", Required = true };

    public static Command Create(CommandHost host)
    {
        var comment = new Command("comment", "Deletes the comment of one rating, when its writer asks for it. The answers stay.") { Receipt };
        comment.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                if (await services.GetRequiredService<StoredRatings>().DeleteCommentAsync(parsed.GetRequiredValue(Receipt), token))
                {
                    await Console.Out.WriteLineAsync("The comment was deleted. Reports made before still hold it: make them again.");
                    return ExitCode.Done;
                }

                await Console.Error.WriteLineAsync("There is no rating with this receipt code, or it has no comment. Nothing was deleted.");
                return ExitCode.Refused;
            },
            cancellationToken));
        return new Command("delete", "Deletes what a citizen may ask to have deleted.") { comment };
    }
}
