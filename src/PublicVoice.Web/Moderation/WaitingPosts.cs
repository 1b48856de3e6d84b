using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Moderation;

/// <summary>What of the queue is asked for.</summary>
/// <param name="UnitPath">Only this unit and everything below it; null for all of the moderator's.</param>
/// <param name="Mine">Only what the moderator has in hand.</param>
/// <param name="Marked">Only what has a notable signal.</param>
/// <param name="After">Deadline and id of the last post of the page before.</param>
public sealed record QueueFilter(string? UnitPath = null, PostKind? Kind = null, bool Overdue = false, bool Mine = false, bool Marked = false, (DateOnly ReviewBy, int Id)? After = null);

/// <param name="ClaimedBy">Who has it in hand; null for nobody.</param>
public sealed record QueuedPost(int Id, string Unit, PostKind Kind, string Title, DateTime WrittenOn, DateOnly ReviewBy, bool IsConfidential, string? ClaimedBy, int Version, PostSignals Signals, bool IsUnreviewed, int Pictures);

/// <param name="Messages">Additions and appeals of writers that nobody looked at yet.</param>
/// <param name="Flags">Notices of readers that nobody looked at yet.</param>
public sealed record QueueCounts(int Waiting, int Overdue, int Mine, int Messages, int Flags);

/// <summary>Posts that wait for a moderator, those whose time runs out first.</summary>
public sealed class WaitingPosts(PublicVoiceDbContext context, CurrentStaff staff)
{
    public const int PageSize = 50;

    private static readonly PostStatus[] Waiting = [PostStatus.Received, PostStatus.InReview];

    /// <returns>One page, and whether there are more.</returns>
    public async Task<(IReadOnlyList<QueuedPost> Posts, bool More)> FindAsync(QueueFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var posts = Posts(StaffTask.ModerateForum).Where(post => Waiting.Contains(post.Status));
        if (filter.UnitPath is { } path)
        {
            posts = posts.Where(post => context.Units.Any(unit => unit.Id == post.UnitId && unit.Path.StartsWith(path)));
        }

        if (filter.Kind is { } kind)
        {
            posts = posts.Where(post => post.Kind == kind);
        }

        if (filter.Overdue)
        {
            posts = posts.Where(post => post.ReviewBy < today);
        }

        if (filter.Mine)
        {
            posts = posts.Where(post => post.ClaimedById == staff.Account!.Id);
        }

        if (filter.Marked)
        {
            posts = posts.Where(post => (post.Signals & Post.NotableSignals) != PostSignals.None);
        }

        if (filter.After is var (day, id))
        {
            posts = posts.Where(post => post.ReviewBy > day || (post.ReviewBy == day && post.Id > id));
        }

        var found = await posts.OrderBy(post => post.ReviewBy).ThenBy(post => post.Id).Take(PageSize + 1)
            .Join(context.Units, post => post.UnitId, unit => unit.Id, (post, unit) => new QueuedPost(
                post.Id, unit.Name, post.Kind, post.Title, post.WrittenOn, post.ReviewBy, post.IsConfidential,
                context.Accounts.Where(account => account.Id == post.ClaimedById).Select(account => account.Name).FirstOrDefault(), post.Version,
                post.Signals, post.IsUnreviewed, context.PostPictures.Count(picture => picture.PostId == post.Id)))
            .ToListAsync(cancellationToken);
        return ([.. found.OrderBy(post => post.ReviewBy).ThenBy(post => post.Id).Take(PageSize)], found.Count > PageSize);
    }

    public async Task<QueueCounts> CountAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var mine = Posts(StaffTask.ModerateForum);
        var waiting = mine.Where(post => Waiting.Contains(post.Status));
        return new QueueCounts(
            await waiting.CountAsync(cancellationToken),
            await waiting.CountAsync(post => post.ReviewBy < today, cancellationToken),
            await waiting.CountAsync(post => post.ClaimedById == staff.Account!.Id, cancellationToken),
            await context.PostMessages.CountAsync(message => message.DecidedOn == null && mine.Any(post => post.Id == message.PostId), cancellationToken),
            await context.PostFlags.CountAsync(flag => flag.DecidedOn == null && mine.Any(post => post.Id == flag.PostId), cancellationToken));
    }

    /// <summary>The post that nobody has in hand and whose time runs out first.</summary>
    public Task<Post?> NextAsync(CancellationToken cancellationToken) =>
        Posts(StaffTask.ModerateForum).AsNoTracking().Where(post => post.Status == PostStatus.Received).OrderBy(post => post.ReviewBy).ThenBy(post => post.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Posts of the units where the reader may do a task.</summary>
    public IQueryable<Post> Posts(StaffTask task)
    {
        var scopes = staff.Scopes(task);
        return context.Posts.Where(post => context.Units.Any(unit => unit.Id == post.UnitId && scopes.Any(scope => unit.Path.StartsWith(scope))));
    }
}
