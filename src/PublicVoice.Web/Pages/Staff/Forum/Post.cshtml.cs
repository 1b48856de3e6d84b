using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>One post with everything that belongs to it, and what a moderator can decide about it.</summary>
[Needs(StaffTask.ReadForum)]
public sealed class PostModel(PostDetailsOf details, Moderating moderating, Verdicts verdicts, Wording w) : PageModel
{
    [FromRoute(Name = "post")]
    public int Id { get; set; }

    [BindProperty]
    public VerdictForm Form { get; set; } = new();

    public QueueView View { get; private set; } = null!;

    public PostDetails Details { get; private set; } = null!;

    public ShownPost Shown => Details.Shown;

    public IEnumerable<SelectListItem> Reasons =>
        Enum.GetValues<RejectionReason>().Select(reason => new SelectListItem(w[ForumWords.Reason(reason)], reason.ToString())).Prepend(new(w["Pilih alasan", "Choose a reason"], ""));

    public string Action(string handler) => LinkTo(Shown.Path, handler);

    public string LinkTo(string path, string? handler = null) => w.Link(View.To(path, ("handler", handler)));

    public bool HasErrors(params IEnumerable<string> fields) => fields.Any(field => ModelState[field]?.Errors.Count > 0);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = QueueView.Of(Request.Query);
        if (!await LoadAsync(HttpMethods.IsPost(Request.Method) ? StaffTask.ModerateForum : StaffTask.ReadForum))
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }

    /// <summary>What was found is hidden, and the pictures are shown, unless the moderator decides otherwise.</summary>
    public void OnGet() => (Form.Masked, Form.Positions, Form.Element) = (Details.Found, [.. Details.Pictures.Select(picture => picture.Position)], Shown.Post.Element);

    public async Task<IActionResult> OnPostClaimAsync() =>
        await moderating.ClaimAsync(Id, Form.Seen, HttpContext.RequestAborted) ? Redirect(LinkTo(Shown.Path)) : await TooLateAsync();

    public async Task<IActionResult> OnPostReleaseAsync() =>
        await moderating.ReleaseAsync(Id, Form.Seen, HttpContext.RequestAborted) ? Redirect(LinkTo("/staff/forum")) : await TooLateAsync();

    public Task<IActionResult> OnPostPublishAsync() => DecideAsync(verdicts.Publish(Form, Details, ModelState));

    public Task<IActionResult> OnPostRejectAsync() => DecideAsync(verdicts.Refuse(DecisionOutcome.Reject, Form, ModelState));

    public Task<IActionResult> OnPostHideAsync() => DecideAsync(verdicts.Refuse(DecisionOutcome.Hide, Form, ModelState));

    public Task<IActionResult> OnPostReverseAsync() => DecideAsync(new Verdict(DecisionOutcome.Reverse));

    public async Task<IActionResult> OnPostPassOnAsync() => await DecideAsync(await verdicts.PassOnAsync(Form, Shown.Unit, ModelState, HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostMergeAsync() => await DecideAsync(await verdicts.MergeAsync(Form, Shown.Post, ModelState, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostHandOverAsync() => DecideAsync(verdicts.HandOver(Form, ModelState));

    public async Task<IActionResult> OnPostPicturesAsync()
    {
        if (!Shown.Post.IsPublic)
        {
            return await TooLateAsync();
        }

        await moderating.ShowPicturesAsync(Shown.Post, Shown.Unit, [.. Form.Positions ?? []], HttpContext.RequestAborted);
        TempData["Notice"] = w["Pilihan foto disimpan.", "The choice of pictures is saved."];
        return Redirect(LinkTo(Shown.Path));
    }

    private async Task<IActionResult> DecideAsync(Verdict verdict)
    {
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        switch (await moderating.DecideAsync(Id, Form.Seen, verdict, HttpContext.RequestAborted))
        {
            case VerdictResult.Done:
                TempData["Notice"] = w[$"Topik #{Id}: {ForumWords.Decision(verdict.Outcome).Indonesian}.", $"Post #{Id}: {ForumWords.Decision(verdict.Outcome).English}."];
                return Redirect(LinkTo("/staff/forum"));
            case VerdictResult.DecidedMeanwhile:
                return await TooLateAsync();
            case VerdictResult.NeedsAnotherModerator:
                ModelState.AddModelError("", w["Keberatan ini diputuskan moderator lain, karena Anda yang menolak topiknya.", "Another moderator decides on this appeal, since you rejected the post."]);
                break;
            default:
                ModelState.AddModelError("", w["Keputusan ini tidak dapat diambil pada keadaan topik sekarang.", "This cannot be decided as the post stands now."]);
                break;
        }

        await LoadAsync(StaffTask.ModerateForum);
        return this.Invalid();
    }

    /// <summary>Shows the post as it stands now, with who was faster.</summary>
    private async Task<IActionResult> TooLateAsync()
    {
        if (!await LoadAsync(StaffTask.ModerateForum))
        {
            return NotFound(); // passed on to a unit of somebody else
        }

        var last = Details.Last?.PostVersion == Shown.Post.Version ? Details.Last : null;
        ModelState.Clear();
        ModelState.AddModelError("", last is null
            ? w["Topik ini berubah sejak Anda membukanya. Lihat keadaannya sekarang di bawah ini.", "This post has changed since you opened it. See below how it stands now."]
            : w[$"Sudah diputuskan oleh {last.Moderator}: {ForumWords.Decision(last.Outcome).Indonesian}.", $"Already decided by {last.Moderator}: {ForumWords.Decision(last.Outcome).English}."]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(StaffTask task)
    {
        if (await details.FindAsync(Id, task, View, HttpContext.RequestAborted) is not { } found)
        {
            return false;
        }

        Details = found;
        return true;
    }
}
