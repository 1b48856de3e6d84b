using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>What the reader's offices have to answer, nearest deadline first, or what they have promised to do.</summary>
[Needs(StaffTask.ReadForum)]
public sealed class AnswersModel(WaitingPosts queue, PublicVoiceDbContext context, ReaderTime times, CurrentStaff staff, TimeProvider clock) : PageModel
{
    public const int Most = 200;

    /// <summary>"progress" for what is being done, else what waits for an answer.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    /// <summary>Code of the unit whose templates the reader writes; null for nobody's.</summary>
    public string? TemplatesOf => staff.Scopes(StaffTask.WriteTemplates) is [var path, ..] ? path.TrimEnd('/').Split('/')[^1] : null;

    public DateOnly Today { get; private set; }

    public IReadOnlyList<(Post Post, string Unit, bool HasDraft)> Posts { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        Today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, await times.ZoneAsync(cancellationToken));
        var status = Only == "progress" ? PostStatus.InProgress : PostStatus.Published;
        var rows = await queue.Posts(StaffTask.ReadForum).AsNoTracking().Where(post => post.Status == status).OrderBy(post => post.AnswerBy).ThenBy(post => post.Id).Take(Most)
            .Join(context.Units, post => post.UnitId, unit => unit.Id, (post, unit) => new
            {
                Post = post,
                Unit = unit.Name,
                HasDraft = context.OfficialAnswers.Any(answer => answer.PostId == post.Id && answer.PublishedOn == null),
            }).ToListAsync(cancellationToken);
        Posts = [.. rows.OrderBy(row => row.Post.AnswerBy).ThenBy(row => row.Post.Id).Select(row => (row.Post, row.Unit, row.HasDraft))];
    }
}
