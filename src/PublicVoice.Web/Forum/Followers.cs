using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Forum;

/// <summary>Who is told by mail what becomes of a post.</summary>
public sealed class Followers(PublicVoiceDbContext context, PostMails mails, FollowTokens tokens, PostReactions reactions, FirstPublication first, TimeProvider clock)
{
    /// <summary>So many questions at most go to one address in a day: nobody can be flooded in another's name.</summary>
    private const int MostQuestionsADay = 5;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Asks an address to confirm that it follows, in the caller's transaction. Nothing tells whether it follows already.</summary>
    /// <param name="email">In small letters.</param>
    /// <param name="supports">Whether the address supports the post too, once it is confirmed.</param>
    public async Task AskAsync(Post post, string unitName, string email, bool isWriter, bool supports, Language language, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var follower = await context.PostFollowers.SingleOrDefaultAsync(row => row.PostId == post.Id && row.Email == email, cancellationToken);
        if (follower is not null && (follower.ConfirmedOn is not null || now - follower.AskedOn < AskAgainAfter)
            || await context.PostFollowers.CountAsync(row => row.Email == email && row.AskedOn > now.AddDays(-1), cancellationToken) >= MostQuestionsADay)
        {
            return;
        }

        if (follower is null)
        {
            follower = new PostFollower { PostId = post.Id, Email = email, IsWriter = isWriter, Language = language == Language.English ? "en" : "id", AskedOn = now };
            context.PostFollowers.Add(follower);
        }

        (follower.AskedOn, follower.IsSupporter) = (now, supports);
        await context.SaveChangesAsync(cancellationToken); // its number stands in the link
        mails.AskToConfirm(follower, unitName);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Follows a public post.</summary>
    public async Task FollowAsync(Post post, string unitName, string email, bool supports, Language language, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await AskAsync(post, unitName, email, isWriter: false, supports, language, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear(); // asked twice at once: the other one asks
            if (!await context.PostFollowers.AnyAsync(row => row.PostId == post.Id && row.Email == email, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <returns>The follower, where the link is theirs and still works.</returns>
    public async Task<PostFollower?> FindAsync(FollowAct act, int id, string token, CancellationToken cancellationToken)
    {
        var follower = await context.PostFollowers.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return follower is not null && tokens.Allows(act, follower, token) ? follower : null;
    }

    /// <param name="reader">The browser in which the button was pressed, if it is known: whoever supports the post by it counts no second time.</param>
    public async Task ActAsync(FollowAct act, PostFollower follower, Guid? reader, CancellationToken cancellationToken)
    {
        var row = context.PostFollowers.Where(row => row.Id == follower.Id);
        if (act == FollowAct.Stop)
        {
            await row.ExecuteDeleteAsync(cancellationToken);
            if (follower.IsSupporter)
            {
                await reactions.TakeBackAsync(follower.PostId, reactions.Of(follower.Email), cancellationToken);
            }
        }
        else if (await row.Where(row => row.ConfirmedOn == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedOn, clock.GetUtcNow().UtcDateTime), cancellationToken) == 1)
        {
            if (follower.IsSupporter && !(reader is { } browser && await reactions.IsSupporterAsync(follower.PostId, reactions.Of(browser), cancellationToken)))
            {
                await reactions.SupportAsync(follower.PostId, reactions.Of(follower.Email), cancellationToken);
            }

            if (follower.IsWriter)
            {
                await first.TryAsync(follower, cancellationToken);
            }
        }
    }
}
