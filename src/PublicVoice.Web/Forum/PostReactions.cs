using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

/// <summary>What readers do with public posts: support them, or point out that one needs a look. Each browser, and each confirmed address, once for each post.</summary>
public sealed class PostReactions(PublicVoiceDbContext context, ReceiptCodes secrets, TimeProvider clock)
{
    private readonly byte[] secret = secrets.Derive("forum reader");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What is kept of a browser.</summary>
    public long Of(Guid reader) => HashOf(reader.ToString("N"));

    /// <summary>What is kept of a confirmed address.</summary>
    public long Of(string email) => HashOf($"mail:{email}");

    public Task<bool> IsSupporterAsync(int postId, long supporter, CancellationToken cancellationToken) =>
        context.PostSupports.AnyAsync(support => support.PostId == postId && support.Supporter == supporter, cancellationToken);

    public async Task SupportAsync(int postId, long supporter, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var added = await context.Database.ExecuteSqlAsync(
            $"INSERT INTO post_supports (post_id, supporter, given_on) VALUES ({postId}, {supporter}, {now}) ON CONFLICT (post_id, supporter) DO NOTHING", cancellationToken);
        await CountAsync(postId, added, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task TakeBackAsync(int postId, long supporter, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var removed = await context.PostSupports.Where(support => support.PostId == postId && support.Supporter == supporter).ExecuteDeleteAsync(cancellationToken);
        await CountAsync(postId, -removed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A reader's second notice about the same post changes nothing.</summary>
    public async Task FlagAsync(Post post, long reader, FlagReason reason, string? words, CancellationToken cancellationToken)
    {
        try
        {
            context.PostFlags.Add(new PostFlag { PostId = post.Id, Reader = reader, Reason = reason, Words = words, GivenOn = Now });
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            if (!await context.PostFlags.AnyAsync(flag => flag.PostId == post.Id && flag.Reader == reader, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>Never by way of the entity: supporting a post must not come between two moderators.</summary>
    private async Task CountAsync(int postId, int more, CancellationToken cancellationToken)
    {
        if (more != 0)
        {
            await context.Posts.Where(row => row.Id == postId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Supports, row => row.Supports + more), cancellationToken);
        }
    }

    private long HashOf(string who) => BitConverter.ToInt64(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(who)));
}
