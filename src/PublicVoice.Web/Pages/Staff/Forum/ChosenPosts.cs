using System.Globalization;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Decides on posts that were chosen in the queue, one after the other.</summary>
public sealed class ChosenPosts(PostScope scope, Moderating moderating, Wording w)
{
    /// <param name="chosen">Each with the version that was seen: 17.3.</param>
    /// <returns>What was done, in words; null where one of them is not the reader's, and nothing was done.</returns>
    public async Task<string?> DecideAsync(IEnumerable<string> chosen, Func<Post, Verdict> verdict, CancellationToken cancellationToken)
    {
        var posts = new List<(Post Post, int Seen)>();
        foreach (var (id, version) in chosen.Distinct(StringComparer.Ordinal).Take(WaitingPosts.PageSize).Select(Pair))
        {
            if (await scope.FindAsync(id, StaffTask.ModerateForum, cancellationToken) is not { } shown)
            {
                return null;
            }

            posts.Add((shown.Post, version));
        }

        var results = new List<VerdictResult>();
        foreach (var (post, seen) in posts)
        {
            results.Add(await moderating.DecideAsync(post.Id, seen, verdict(post), cancellationToken));
        }

        var (done, others) = (results.Count(result => result == VerdictResult.Done), results.Count(result => result == VerdictResult.NeedsAnotherModerator));
        var late = results.Count - done - others;
        return w[$"{done} topik diputuskan", $"{done} posts decided"]
            + (late > 0 ? w[$"; {late} sudah diputuskan orang lain", $"; {late} had been decided by somebody else"] : "")
            + (others > 0 ? w[$"; {others} keberatan harus diputuskan moderator lain", $"; {others} appeals must be decided by another moderator"] : "") + ".";
    }

    private static (int Id, int Version) Pair(string chosen) =>
        chosen.Split('.') is [var id, var version] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? (number, seen) : default;
}
