using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Comments;
using PublicVoice.Web.Data;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>
/// Publishes what a writer with a good record sends before a moderator reads it, where the unit wants it so
/// (docs/decisions/0027-pictures-and-publishing-first.md). It waits for a moderator all the same.
/// </summary>
public sealed class FirstPublication(PublicVoiceDbContext context, ForumRules rules, PostIndex index, TimeProvider clock)
{
    /// <summary>So many posts with the same confirmed address must be public.</summary>
    public const int FewestPublished = 3;

    /// <summary>Publishes the post of a writer whose address has just been confirmed, if it may be.</summary>
    public async Task TryAsync(PostFollower writer, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await PublishAsync(writer, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear(); // a moderator has just taken it in hand: then it waits
        }
    }

    private async Task PublishAsync(PostFollower writer, CancellationToken cancellationToken)
    {
        var post = await context.Posts.SingleAsync(post => post.Id == writer.PostId, cancellationToken);
        var unit = await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == post.UnitId, cancellationToken);
        if (IsPlain(post) && (await rules.OfAsync(unit, cancellationToken)).PublishesFirst
            && !await context.ModerationDecisions.AnyAsync(decision => decision.PostId == post.Id, cancellationToken)
            && !await context.PostPictures.AnyAsync(picture => picture.PostId == post.Id, cancellationToken)
            && await HasGoodRecordAsync(writer, unit, cancellationToken))
        {
            post.PublishFirst(await index.NextNumberAsync(cancellationToken), clock.GetUtcNow().UtcDateTime);
            await context.SaveChangesAsync(cancellationToken);
            await index.PutAsync(post, cancellationToken);
        }
    }

    private static bool IsPlain(Post post) => post is { Status: PostStatus.Received, IsConfidential: false, PublicationNumber: null, Signals: PostSignals.None }
        && !ForumText.HasLink($"{post.Title}\n{post.Text}") && PersonalData.Find(post.Title).Count == 0 && PersonalData.Find(post.Text).Count == 0; // it may have been corrected since

    private async Task<bool> HasGoodRecordAsync(PostFollower writer, Unit unit, CancellationToken cancellationToken)
    {
        var (government, yearAgo) = ($"{unit.RootCode}/", clock.GetUtcNow().UtcDateTime.AddYears(-1));
        var own = context.Posts.Where(post => context.Units.Any(other => other.Id == post.UnitId && other.Path.StartsWith(government))
            && context.PostFollowers.Any(row => row.PostId == post.Id && row.Email == writer.Email && row.IsWriter && row.ConfirmedOn != null));
        return await own.CountAsync(post => post.PublicationNumber != null && !post.IsConfidential && Post.StatusesWithOffice.Contains(post.Status), cancellationToken) >= FewestPublished
            && !await own.AnyAsync(
                post => !Post.StatusesWithOffice.Contains(post.Status) && context.ModerationDecisions.Any(decision => decision.PostId == post.Id && decision.DecidedOn > yearAgo
                    && (decision.Outcome == DecisionOutcome.Reject || decision.Outcome == DecisionOutcome.Hide)),
                cancellationToken);
    }
}
