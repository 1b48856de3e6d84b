using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

/// <summary>What readers do with public posts: support them, or point out that one needs a look. Each reader once for each post.</summary>
public sealed class PostReactions(PublicVoiceDbContext context, ReceiptCodes secrets, TimeProvider clock)
{
    private readonly byte[] secret = secrets.Derive("forum reader");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<bool> IsSupporterAsync(Post post, Guid reader, CancellationToken cancellationToken)
    {
        var hash = HashOf(reader);
        return context.PostSupports.AnyAsync(support => support.PostId == post.Id && support.Supporter == hash, cancellationToken);
    }

    public async Task SupportAsync(Post post, Guid reader, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(reader), Now);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var added = await context.Database.ExecuteSqlAsync(
            $"INSERT INTO post_supports (post_id, supporter, given_on) VALUES ({post.Id}, {hash}, {now}) ON CONFLICT (post_id, supporter) DO NOTHING", cancellationToken);
        await CountAsync(post, added, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task TakeBackAsync(Post post, Guid reader, CancellationToken cancellationToken)
    {
        var hash = HashOf(reader);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var removed = await context.PostSupports.Where(support => support.PostId == post.Id && support.Supporter == hash).ExecuteDeleteAsync(cancellationToken);
        await CountAsync(post, -removed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A reader's second notice about the same post changes nothing.</summary>
    public async Task FlagAsync(Post post, Guid reader, FlagReason reason, string? words, CancellationToken cancellationToken)
    {
        try
        {
            context.PostFlags.Add(new PostFlag { PostId = post.Id, Reader = HashOf(reader), Reason = reason, Words = words, GivenOn = Now });
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            var hash = HashOf(reader);
            if (!await context.PostFlags.AnyAsync(flag => flag.PostId == post.Id && flag.Reader == hash, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>Never by way of the entity: supporting a post must not come between two moderators.</summary>
    private async Task CountAsync(Post post, int more, CancellationToken cancellationToken)
    {
        if (more != 0)
        {
            await context.Posts.Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Supports, row => row.Supports + more), cancellationToken);
        }
    }

    private long HashOf(Guid reader) => BitConverter.ToInt64(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(reader.ToString("N"))));
}
