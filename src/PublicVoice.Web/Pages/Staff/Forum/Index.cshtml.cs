using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>The moderators' queue.</summary>
[Needs(StaffTask.ModerateForum)]
public sealed class IndexModel(WaitingPosts queue, QueueFilters filters, Moderating moderating, ChosenPosts chosen, Wording w) : PageModel
{
    /// <summary>Deadline and id of the last post of the page before, as 2026-11-22.17.</summary>
    [FromQuery]
    public string? After { get; set; }

    /// <summary>Chosen posts, each with the version that was seen: 17.3.</summary>
    [BindProperty]
    public IReadOnlyList<string> Chosen { get; set; } = [];

    [BindProperty]
    public RejectionReason? Reason { get; set; }

    public QueueView View => QueueView.Of(Request.Query);

    public DateOnly Today { get; private set; }

    public QueueCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

    public IReadOnlyList<QueuedPost> Posts { get; private set; } = [];

    public bool More { get; private set; }

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<PostKind>().Select(kind => new SelectListItem(w[ForumWords.Kind(kind)], kind.ToString())).Prepend(new(w["Semua", "All"], ""));

    public IEnumerable<SelectListItem> Reasons =>
        Enum.GetValues<RejectionReason>().Select(reason => new SelectListItem(w[ForumWords.Reason(reason)], reason.ToString())).Prepend(new(w["Pilih alasan", "Choose a reason"], ""));

    public string LinkTo(string? only, QueuedPost? after = null)
    {
        var position = after is null ? null : string.Create(CultureInfo.InvariantCulture, $"{after.ReviewBy:yyyy-MM-dd}.{after.Id}");
        return w.Link((View with { Only = only }).To("/staff/forum", ("after", position)));
    }

    public string Action(string handler) => w.Link(View.To("/staff/forum", ("after", After), ("handler", handler)));

    public string LinkTo(QueuedPost post) => w.Link(View.To($"/staff/forum/{post.Id}"));

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>Takes the post whose time runs out first and that nobody has in hand.</summary>
    public async Task<IActionResult> OnPostNextAsync()
    {
        var (filter, today) = await filters.OfAsync(View, ModelState, HttpContext.RequestAborted);
        while (filter is not null && await queue.NextAsync(filter, today, HttpContext.RequestAborted) is { } next)
        {
            if (await moderating.ClaimAsync(next.Id, next.Version, HttpContext.RequestAborted))
            {
                return Redirect(w.Link(View.To($"/staff/forum/{next.Id}")));
            }
        }

        TempData["Notice"] = w["Tidak ada lagi yang menunggu.", "Nothing is waiting any more."];
        return Redirect(LinkTo(View.Only));
    }

    public Task<IActionResult> OnPostPublishAsync() => DecideAsync(post => new Verdict(
        post.IsConfidential ? DecisionOutcome.Accept : Masking.Found(post.Title, post.Text).Count > 0 ? DecisionOutcome.PublishMasked : DecisionOutcome.Publish)
    {
        Masked = Masking.Found(post.Title, post.Text),
    });

    public Task<IActionResult> OnPostRejectAsync()
    {
        if (Reason is null || !Enum.IsDefined(Reason.Value))
        {
            ModelState.AddModelError(nameof(Reason), w["Pilih alasan penolakan", "Choose the reason for rejecting"]);
        }

        return DecideAsync(_ => new Verdict(DecisionOutcome.Reject) { Reason = Reason });
    }

    private async Task<IActionResult> DecideAsync(Func<Post, Verdict> verdict)
    {
        if (Chosen.Count == 0)
        {
            ModelState.AddModelError("", w["Pilih dahulu topik di daftar", "Choose posts in the list first"]);
        }

        if (!ModelState.IsValid)
        {
            await ShowAsync();
            return this.Invalid();
        }

        if (await chosen.DecideAsync(Chosen, verdict, HttpContext.RequestAborted) is not { } done)
        {
            return NotFound();
        }

        TempData["Notice"] = done;
        return Redirect(LinkTo(View.Only));
    }

    private async Task<IActionResult> ShowAsync()
    {
        (var filter, Today) = await filters.OfAsync(View, ModelState, HttpContext.RequestAborted);
        if (filter is null)
        {
            return this.Invalid();
        }

        Counts = await queue.CountAsync(Today, HttpContext.RequestAborted);
        (Posts, More) = await queue.FindAsync(filter with { After = Position(After) }, Today, HttpContext.RequestAborted);
        return Page();
    }

    private static (DateOnly, int)? Position(string? after) =>
        after?.Split('.') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var reviewBy)
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (reviewBy, number) : null;
}
