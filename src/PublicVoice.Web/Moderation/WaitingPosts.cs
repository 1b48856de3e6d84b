using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Moderation;

/// <summary>What of the queue is asked for.</summary>
/// <param name="UnitPath">Only this unit and everything below it; null for all of the moderator's.</param>
/// <param name="Mine">Only what the moderator has in hand.</param>
/// <param name="Appeals">Only what writers want to have looked at again.</param>
/// <param name="Marked">Only what has a notable signal.</param>
/// <param name="After">Deadline and id of the last post of the page before.</param>
public sealed record QueueFilter(string? UnitPath = null, PostKind? Kind = null, bool Overdue = false, bool Mine = false, bool Appeals = false, bool Marked = false, (DateOnly ReviewBy, int Id)? After = null);

/// <param name="ClaimedBy">Who has it in hand; null for nobody.</param>
public sealed record QueuedPost(
    int Id, string Unit, PostKind Kind, string Title, DateTime WrittenOn, DateOnly ReviewBy, bool IsConfidential, bool IsAppeal, string? ClaimedBy, int Version, PostSignals Signals, bool IsUnreviewed, int Pictures);

/// <param name="Messages">Additions of writers that nobody looked at yet.</param>
/// <param name="Flags">Notices of readers that nobody looked at yet.</param>
public sealed record QueueCounts(int Waiting, int Overdue, int Mine, int Appeals, int Messages, int Flags);

/// <summary>Posts that wait for a moderator, those whose time runs out first.</summary>
public sealed class WaitingPosts(PublicVoiceDbContext context, CurrentStaff staff, TimeProvider clock)
{
    public const int PageSize = 50;

    // Earlier than any. Where a range of days is asked for, SQLite reads the index of deadlines in order; else it reads all that wait and sorts them.
    private static readonly DateOnly Ever = new(2000, 1, 1);

    /// <summary>What somebody took in hand and left alone for so long is offered to others.</summary>
    private static readonly TimeSpan HeldFor = TimeSpan.FromHours(1);

    // Written out in each query: an index holds just these.
    private static readonly PostStatus[] Waiting = [PostStatus.Received, PostStatus.InReview];

    /// <returns>One page, and whether there are more.</returns>
    public async Task<(IReadOnlyList<QueuedPost> Posts, bool More)> FindAsync(QueueFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var posts = Matching(filter, today);
        if (filter.After is var (day, id))
        {
            posts = posts.Where(post => post.ReviewBy > day || (post.ReviewBy == day && post.Id > id));
        }

        var found = await posts.OrderBy(post => post.ReviewBy).ThenBy(post => post.Id).Take(PageSize + 1)
            .Join(context.Units, post => post.UnitId, unit => unit.Id, (post, unit) => new QueuedPost(
                post.Id, unit.Name, post.Kind, post.Title, post.WrittenOn, post.ReviewBy, post.IsConfidential, post.AppealedOn != null,
                context.Accounts.Where(account => account.Id == post.ClaimedById).Select(account => account.Name).FirstOrDefault(), post.Version,
                post.Signals, post.IsUnreviewed, context.PostPictures.Count(picture => picture.PostId == post.Id)))
            .ToListAsync(cancellationToken);
        return ([.. found.OrderBy(post => post.ReviewBy).ThenBy(post => post.Id).Take(PageSize)], found.Count > PageSize);
    }

    /// <summary>The posts before and after one in the queue, whether or not it waits itself.</summary>
    public async Task<(int? Before, int? After)> AroundAsync(Post post, QueueFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var (posts, day, id) = (Matching(filter, today), post.ReviewBy, post.Id);
        return (
            await posts.Where(other => other.ReviewBy < day || (other.ReviewBy == day && other.Id < id))
                .OrderByDescending(other => other.ReviewBy).ThenByDescending(other => other.Id).Select(other => (int?)other.Id).FirstOrDefaultAsync(cancellationToken),
            await posts.Where(other => other.ReviewBy > day || (other.ReviewBy == day && other.Id > id))
                .OrderBy(other => other.ReviewBy).ThenBy(other => other.Id).Select(other => (int?)other.Id).FirstOrDefaultAsync(cancellationToken));
    }

    private IQueryable<Post> Matching(QueueFilter filter, DateOnly today)
    {
        var posts = Posts(StaffTask.ModerateForum).Where(post => EF.Constant(Waiting).Contains(post.Status) && post.ReviewBy > Ever);
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

        return filter.Appeals ? posts.Where(post => post.AppealedOn != null) : posts;
    }

    public async Task<QueueCounts> CountAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var mine = Posts(StaffTask.ModerateForum);
        var waiting = await mine.Where(post => EF.Constant(Waiting).Contains(post.Status)).GroupBy(_ => 1)
            .Select(all => new { All = all.Count(), Overdue = all.Count(post => post.ReviewBy < today), Mine = all.Count(post => post.ClaimedById == staff.Account!.Id), Appealed = all.Count(post => post.AppealedOn != null) })
            .SingleOrDefaultAsync(cancellationToken);
        return new QueueCounts(
            waiting?.All ?? 0,
            waiting?.Overdue ?? 0,
            waiting?.Mine ?? 0,
            waiting?.Appealed ?? 0,
            await context.PostMessages.CountAsync(message => message.DecidedOn == null && mine.Any(post => post.Id == message.PostId), cancellationToken),
            await context.PostFlags.CountAsync(flag => flag.DecidedOn == null && mine.Any(post => post.Id == flag.PostId), cancellationToken));
    }

    /// <summary>The post that nobody has in hand and whose time runs out first; not what somebody else must decide.</summary>
    public Task<Post?> NextAsync(QueueFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var (own, left) = (staff.Account!.Id, clock.GetUtcNow().UtcDateTime - HeldFor);
        return Matching(filter, today).AsNoTracking()
            .Where(post => post.Status == PostStatus.Received || (post.ClaimedOn < left && post.ClaimedById != own))
            .Where(post => post.AppealedOn == null || !context.ModerationDecisions.Any(decision =>
                decision.PostId == post.Id && decision.ModeratorId == own && (decision.Outcome == DecisionOutcome.Reject || decision.Outcome == DecisionOutcome.Hide)))
            .OrderBy(post => post.ReviewBy).ThenBy(post => post.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Posts of the units where the reader may do a task.</summary>
    public IQueryable<Post> Posts(StaffTask task)
    {
        var scopes = staff.Scopes(task);
        return context.Posts.Where(post => context.Units.Where(unit => scopes.Any(scope => unit.Path.StartsWith(scope))).Select(unit => unit.Id).Contains(post.UnitId)); // looked up once, not for each post
    }
}
