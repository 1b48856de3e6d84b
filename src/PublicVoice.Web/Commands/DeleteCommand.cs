using System.CommandLine;
using System.Globalization;
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
                var (ratings, receipt) = (services.GetRequiredService<StoredRatings>(), parsed.GetRequiredValue(Receipt));
                if (await ratings.FindAsync(receipt, token) is { } rating && await ratings.DeleteCommentAsync(receipt, token))
                {
                    var unit = await CommandHost.UnitAsync(services, rating.UnitCode, token);
                    await CommandHost.RecordAsync(services, "comment.deleted", unit, new { month = rating.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture) }, token);
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
