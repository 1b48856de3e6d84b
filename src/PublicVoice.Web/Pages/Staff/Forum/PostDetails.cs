using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Everything that staff see of a post, and what the reader may do with it.</summary>
/// <param name="Found">What looks like personal data.</param>
/// <param name="Last">The last decision.</param>
/// <param name="Elements">That it can be about; the first for none.</param>
/// <param name="Around">Neighbours in the moderator's queue.</param>
/// <param name="Tasks">What the reader may do at its unit.</param>
/// <param name="IsForAnother">The reader rejected what is appealed now.</param>
/// <param name="IsMine">The reader has it in hand.</param>
public sealed record PostDetails(
    ShownPost Shown,
    IReadOnlyList<PostPicture> Pictures,
    IReadOnlyList<string> Found,
    IReadOnlyList<TimelineEntry> Timeline,
    ModerationDecision? Last,
    IReadOnlyList<SelectListItem> Elements,
    (int? Before, int? After) Around,
    IReadOnlySet<StaffTask> Tasks,
    bool IsForAnother,
    bool IsMine,
    Func<DateTime, string> Time)
{
    public bool MayReverse => Last is { Outcome: not DecisionOutcome.Reverse } last && last.PostVersion == Shown.Post.Version;

    public string? Element => Elements.FirstOrDefault(item => item.Value == Shown.Post.Element && item.Value.Length > 0)?.Text;
}

/// <summary>Collects what the page of a post shows.</summary>
public sealed class PostDetailsOf(
    PostScope scope, PostPictures pictures, Moderating moderating, WaitingPosts queue, QueueFilters filters, PostTimeline timelines, PostElements choices, ReaderTime times, CurrentStaff staff)
{
    private static readonly StaffTask[] Asked = [StaffTask.ModerateForum, StaffTask.AnswerPosts, StaffTask.ApproveAnswers, StaffTask.LinkPosts];

    /// <returns>Null where the reader may not do the task at the post's unit, or there is no post.</returns>
    public async Task<PostDetails?> FindAsync(int id, StaffTask task, QueueView view, CancellationToken cancellationToken)
    {
        if (await scope.FindAsync(id, task, cancellationToken) is not { } shown)
        {
            return null;
        }

        var (post, zone) = (shown.Post, await times.ZoneAsync(cancellationToken));
        var tasks = Asked.Where(asked => staff.Has(asked, shown.Unit)).ToHashSet();
        var moderates = tasks.Contains(StaffTask.ModerateForum);
        var shownPictures = await pictures.OfAsync(post, cancellationToken);
        var (filter, today) = await filters.OfAsync(view, new(), cancellationToken);
        return new PostDetails(
            shown,
            shownPictures,
            Masking.Found([post.Title, post.Text, .. shownPictures.Select(picture => picture.Alt ?? "")]),
            await timelines.OfAsync(post, TimelineReader.Staff, cancellationToken),
            await moderating.LastAsync(id, cancellationToken),
            await choices.OfAsync(shown.Unit, cancellationToken),
            moderates ? await queue.AroundAsync(post, filter ?? new QueueFilter(), today, cancellationToken) : default,
            tasks,
            moderates && await moderating.IsForAnotherAsync(post, shown.Unit, cancellationToken),
            post.ClaimedById == staff.Account!.Id,
            utc => times.Text(utc, zone));
    }
}
