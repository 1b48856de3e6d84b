using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>What writers added afterwards and nobody looked at yet, oldest first.</summary>
[Needs(StaffTask.ModerateForum)]
public sealed class MessagesModel(WaitingPosts queue, Moderating moderating, PublicVoiceDbContext context, ReaderTime times, Wording w) : PageModel
{
    public const int Most = 50;

    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [BindProperty]
    public int Id { get; set; }

    public IReadOnlyList<(PostMessage Message, Post Post, string Unit)> Messages { get; private set; } = [];

    public string Time(DateTime utc) => times.Text(utc, zone);

    public async Task OnGetAsync()
    {
        zone = await times.ZoneAsync(HttpContext.RequestAborted);
        var rows = await context.PostMessages.AsNoTracking().Where(message => message.DecidedOn == null)
            .Join(queue.Posts(StaffTask.ModerateForum).AsNoTracking(), message => message.PostId, post => post.Id, (message, post) => new { Message = message, Post = post })
            .OrderBy(row => row.Message.WrittenOn).ThenBy(row => row.Message.Id).Take(Most)
            .Select(row => new { row.Message, row.Post, Unit = context.Units.Where(unit => unit.Id == row.Post.UnitId).Select(unit => unit.Name).First() })
            .ToListAsync(HttpContext.RequestAborted);
        Messages = rows.ConvertAll(row => (row.Message, row.Post, row.Unit));
    }

    public Task<IActionResult> OnPostPublishAsync() => DecideAsync(publish: true);

    public Task<IActionResult> OnPostKeepAsync() => DecideAsync(publish: false);

    private async Task<IActionResult> DecideAsync(bool publish)
    {
        if (!await queue.Posts(StaffTask.ModerateForum).AnyAsync(post => context.PostMessages.Any(message => message.Id == Id && message.PostId == post.Id), HttpContext.RequestAborted))
        {
            return NotFound();
        }

        TempData["Notice"] = await moderating.DecideMessageAsync(Id, publish, HttpContext.RequestAborted)
            ? w["Pesan diputuskan.", "The message is decided."]
            : w["Pesan itu sudah diputuskan orang lain.", "Somebody else had decided that message."];
        return Redirect(w.Link("/staff/forum/messages"));
    }
}
