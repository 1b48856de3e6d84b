using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>The moderators' queue.</summary>
[Needs(StaffTask.ModerateForum)]
public sealed class IndexModel(WaitingPosts queue, Moderating moderating, PostScope scope, UnitScope units, ReaderTime times, TimeProvider clock, Wording w) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public PostKind? Kind { get; set; }

    /// <summary>"overdue", "mine", "marked", or nothing for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    /// <summary>Deadline and id of the last post of the page before, as 2026-11-22.17.</summary>
    [FromQuery]
    public string? After { get; set; }

    /// <summary>Chosen posts, each with the version that was seen: 17.3.</summary>
    [BindProperty]
    public IReadOnlyList<string> Chosen { get; set; } = [];

    [BindProperty]
    public RejectionReason? Reason { get; set; }

    public DateOnly Today { get; private set; }

    public QueueCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    public IReadOnlyList<QueuedPost> Posts { get; private set; } = [];

    public bool More { get; private set; }

    public bool IsFiltered => Unit is not null || Kind is not null || Only is not null;

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<PostKind>().Select(kind => new SelectListItem(w[ForumWords.Kind(kind)], kind.ToString())).Prepend(new(w["Semua", "All"], ""));

    public IEnumerable<SelectListItem> Reasons =>
        Enum.GetValues<RejectionReason>().Select(reason => new SelectListItem(w[ForumWords.Reason(reason)], reason.ToString())).Prepend(new(w["Pilih alasan", "Choose a reason"], ""));

    public string LinkTo(string? only, QueuedPost? after = null, string? handler = null)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["unit"] = Unit,
            ["kind"] = Kind?.ToString(),
            ["only"] = only,
            ["after"] = after is null ? null : string.Create(CultureInfo.InvariantCulture, $"{after.ReviewBy:yyyy-MM-dd}.{after.Id}"),
            ["handler"] = handler,
        };
        return w.Link("/staff/forum" + QueryString.Create(query.Where(pair => !string.IsNullOrWhiteSpace(pair.Value))));
    }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>Takes the post whose time runs out first and that nobody has in hand.</summary>
    public async Task<IActionResult> OnPostNextAsync()
    {
        ModelState.Clear();
        while (await queue.NextAsync(HttpContext.RequestAborted) is { } next)
        {
            if (await moderating.ClaimAsync(next.Id, next.Version, HttpContext.RequestAborted))
            {
                return Redirect(w.Link($"/staff/forum/{next.Id}"));
            }
        }

        TempData["Notice"] = w["Tidak ada lagi yang menunggu.", "Nothing is waiting any more."];
        return Redirect(w.Link("/staff/forum"));
    }

    public Task<IActionResult> OnPostPublishAsync() => DecideAsync(post => new Verdict(
        post.IsConfidential ? DecisionOutcome.Accept : Masking.Found(post.Title, post.Text).Count > 0 ? DecisionOutcome.PublishMasked : DecisionOutcome.Publish)
    {
        Masked = Masking.Found(post.Title, post.Text),
    });

    public Task<IActionResult> OnPostRejectAsync()
    {
        if (Reason is null)
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

        var (done, late) = (0, 0);
        foreach (var (id, version) in Chosen.Distinct(StringComparer.Ordinal).Take(WaitingPosts.PageSize).Select(Pair))
        {
            if (await scope.FindAsync(id, StaffTask.ModerateForum, HttpContext.RequestAborted) is not { } shown)
            {
                return NotFound();
            }

            var result = await moderating.DecideAsync(id, version, verdict(shown.Post), HttpContext.RequestAborted);
            (done, late) = result == VerdictResult.Done ? (done + 1, late) : (done, late + 1);
        }

        TempData["Notice"] = late == 0
            ? w[$"{done} topik diputuskan.", $"{done} posts decided."]
            : w[$"{done} topik diputuskan; {late} sudah diputuskan orang lain.", $"{done} posts decided; {late} had been decided by somebody else."];
        return Redirect(LinkTo(Only));
    }

    private async Task<IActionResult> ShowAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        Today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, await times.ZoneAsync(cancellationToken));
        string? path = null;
        if (!string.IsNullOrWhiteSpace(Unit))
        {
            if (await units.FindAsync(Unit.Trim(), StaffTask.ModerateForum, cancellationToken) is not { } unit)
            {
                ModelState.AddModelError(nameof(Unit), w["Tidak ada unit dengan kode itu dalam lingkup Anda", "There is no unit with that code within your scope"]);
                return this.Invalid();
            }

            path = unit.Path;
        }

        Counts = await queue.CountAsync(Today, cancellationToken);
        (Posts, More) = await queue.FindAsync(new QueueFilter(path, Kind, Only == "overdue", Only == "mine", Only == "marked", Position(After)), Today, cancellationToken);
        return Page();
    }

    private static (int Id, int Version) Pair(string chosen) =>
        chosen.Split('.') is [var id, var version] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? (number, seen) : default;

    private static (DateOnly, int)? Position(string? after) =>
        after?.Split('.') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var reviewBy)
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (reviewBy, number) : null;
}
