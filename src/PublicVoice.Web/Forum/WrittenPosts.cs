using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>A post as its writer sees it.</summary>
/// <param name="Into">What it was merged into.</param>
/// <param name="Possible">What the writer may do now.</param>
public sealed record WrittenPost(Post Post, ForumPlace Place, string? Service, PostListing? Into, IReadOnlySet<MessageKind> Possible)
{
    public string? PublicPath => Post.IsPublic ? ForumLinks.Topic(Place.Unit.Code, Post.PublicationNumber!.Value) : Into?.Path;
}

/// <summary>What writers do with their posts afterwards, by receipt code: add, correct, appeal, say whether it is solved, take back.</summary>
public sealed class WrittenPosts(PublicVoiceDbContext context, ReceiptCodes receipts, PostIndex index, PostMails mails, ForumRules rules, ForumPlaces places, PublicPosts posts, TimeProvider clock)
{
    private const int MostWaiting = 5;

    private static readonly LocalText Changed = new(
        "Status topik ini baru saja berubah, jadi belum ada yang tersimpan. Lihat statusnya, lalu putuskan lagi.",
        "The status of this topic has just changed, so nothing has been saved. Look at it and decide again.");

    private static readonly LocalText NotNow = new(
        "Dengan status topik ini sekarang, hal itu tidak dapat dilakukan. Tidak ada yang tersimpan.",
        "This cannot be done while the topic has its present status. Nothing has been saved.");

    private static readonly LocalText TooMany = new(
        $"Masih ada {MostWaiting} tulisan Anda yang menunggu moderator. Tunggu sampai dibaca, lalu kirim lagi.",
        $"{MostWaiting} of your messages still wait for a moderator. Wait until they were read, then send again.");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<WrittenPost?> FindAsync(string receipt, CancellationToken cancellationToken)
    {
        var hash = receipts.Hash(receipt);
        if (receipt.Length > ReceiptCodes.MaxTypedLength
            || await context.Posts.AsNoTracking().SingleOrDefaultAsync(post => post.ReceiptHash == hash, cancellationToken) is not { } post)
        {
            return null;
        }

        var unit = await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == post.UnitId, cancellationToken);
        return new WrittenPost(
            post,
            await places.OfAsync(unit, cancellationToken),
            await context.Services.Where(service => service.Id == post.ServiceId).Select(service => service.Name).SingleOrDefaultAsync(cancellationToken),
            await posts.MergedIntoAsync(post, cancellationToken),
            await PossibleAsync(post, cancellationToken));
    }

    /// <summary>What the writer may do now.</summary>
    private async Task<IReadOnlySet<MessageKind>> PossibleAsync(Post post, CancellationToken cancellationToken)
    {
        var possible = new HashSet<MessageKind>();
        if (post.IsUnderway)
        {
            possible.UnionWith([MessageKind.Reply, MessageKind.Correction]);
        }

        var earlier = await context.PostMessages.Where(message => message.PostId == post.Id && message.Kind != MessageKind.Reply && message.Kind != MessageKind.Correction)
            .Select(message => new { message.Kind, message.WrittenOn }).ToListAsync(cancellationToken);
        if (post.MayBeAppealed && earlier.TrueForAll(message => message.Kind != MessageKind.Appeal))
        {
            possible.Add(MessageKind.Appeal);
        }

        if (post.Status == PostStatus.Done && !earlier.Exists(message => message.Kind is MessageKind.Solved && message.WrittenOn >= post.ClosedOn))
        {
            possible.UnionWith([MessageKind.Solved, MessageKind.NotSolved]);
        }

        return possible;
    }

    /// <param name="seenVersion">Version of the post that the writer saw.</param>
    /// <param name="key">Of the form: sending it again stores nothing more.</param>
    /// <returns>Why it was refused; null when it is stored.</returns>
    public async Task<LocalText?> AddAsync(int postId, int seenVersion, MessageKind kind, string text, Guid key, CancellationToken cancellationToken)
    {
        if (await IsStoredAsync(postId, key, cancellationToken))
        {
            return null;
        }

        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var post = await context.Posts.SingleAsync(post => post.Id == postId, cancellationToken);
            if (!(await PossibleAsync(post, cancellationToken)).Contains(kind))
            {
                return post.Version == seenVersion ? NotNow : Changed;
            }

            if (await context.PostMessages.CountAsync(message => message.PostId == postId && message.DecidedOn == null, cancellationToken) >= MostWaiting)
            {
                return TooMany;
            }

            var isDecided = text.Length == 0 || kind == MessageKind.Appeal || (kind == MessageKind.Correction && post.MayBeRewritten); // nothing is left for a moderator to let through
            await ApplyAsync(post, kind, text, cancellationToken);
            context.PostMessages.Add(new PostMessage { PostId = postId, SubmissionKey = key, Kind = kind, Text = text, WrittenOn = Now, DecidedOn = isDecided ? Now : null });
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException failure) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            if (await IsStoredAsync(postId, key, cancellationToken))
            {
                return null;
            }

            if (failure is DbUpdateConcurrencyException)
            {
                return Changed;
            }

            throw;
        }
    }

    /// <returns>Why it was refused; null when it is taken back, now or before.</returns>
    public async Task<LocalText?> WithdrawAsync(int postId, int seenVersion, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var post = await context.Posts.SingleAsync(post => post.Id == postId, cancellationToken);
            if (post.Status == PostStatus.Withdrawn)
            {
                return null;
            }

            if (!post.IsUnderway || post.Version != seenVersion)
            {
                return post.Version == seenVersion ? NotNow : Changed;
            }

            post.Withdraw(Now);
            await context.SaveChangesAsync(cancellationToken);
            await index.RemoveAsync(post, cancellationToken);
            await context.PostPictures.Where(picture => picture.PostId == postId).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return Changed;
        }
    }

    private async Task ApplyAsync(Post post, MessageKind kind, string text, CancellationToken cancellationToken)
    {
        if (kind == MessageKind.Correction && post.MayBeRewritten)
        {
            post.Correct(text);
        }
        else if (kind is MessageKind.Appeal or MessageKind.NotSolved)
        {
            var unit = await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == post.UnitId, cancellationToken);
            if (kind == MessageKind.Appeal)
            {
                post.Appeal(await rules.DeadlineAsync(unit, rule => rule.ReviewDays, cancellationToken), Now);
            }
            else
            {
                post.Reopen(await rules.DeadlineAsync(unit, rule => rule.AnswerDays(post.Kind), cancellationToken));
                await mails.TellAsync(post, cancellationToken);
            }
        }
    }

    private Task<bool> IsStoredAsync(int postId, Guid key, CancellationToken cancellationToken) =>
        context.PostMessages.AnyAsync(message => message.PostId == postId && message.SubmissionKey == key, cancellationToken);
}
