using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Public posts that readers gave notice of.</summary>
[Needs(StaffTask.ModerateForum)]
public sealed class FlagsModel(WaitingPosts queue, Moderating moderating, PostScope scope, PublicVoiceDbContext context, Wording w) : PageModel
{
    public const int Most = 200;

    [BindProperty]
    public int Id { get; set; }

    public IReadOnlyList<(Post Post, IReadOnlyList<PostFlag> Flags)> Posts { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var flags = await context.PostFlags.AsNoTracking().Where(flag => flag.DecidedOn == null && queue.Posts(StaffTask.ModerateForum).Any(post => post.Id == flag.PostId))
            .OrderBy(flag => flag.GivenOn).Take(Most).ToListAsync(HttpContext.RequestAborted);
        var ids = flags.Select(flag => flag.PostId).Distinct().ToList();
        var posts = await context.Posts.AsNoTracking().Where(post => ids.Contains(post.Id)).ToListAsync(HttpContext.RequestAborted);
        Posts = [.. posts.OrderBy(post => ids.IndexOf(post.Id)).Select(post => (post, (IReadOnlyList<PostFlag>)flags.FindAll(flag => flag.PostId == post.Id)))];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await scope.FindAsync(Id, StaffTask.ModerateForum, HttpContext.RequestAborted) is not { } shown)
        {
            return NotFound();
        }

        await moderating.DismissFlagsAsync(shown.Post, shown.Unit, HttpContext.RequestAborted);
        TempData["Notice"] = w["Laporan ditandai sudah dilihat.", "The notices are marked as looked at."];
        return Redirect(w.Link("/staff/forum/flags"));
    }
}
