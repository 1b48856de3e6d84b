using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>One post with everything that belongs to it, and what a moderator can decide about it.</summary>
[Needs(StaffTask.ReadForum)]
public sealed class PostModel(
    PostScope scope, Moderating moderating, PostPictures pictures, PostTimeline timelines, UnitDirectory units, QuestionnaireVersions versions, ReaderTime times, CurrentStaff staff, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [FromRoute(Name = "post")]
    public int Id { get; set; }

    /// <summary>Version that the moderator saw.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Passages that were found and are to be hidden.</summary>
    [BindProperty]
    public IReadOnlyList<string> Masked { get; set; } = [];

    /// <summary>More passages to hide, one a line.</summary>
    [BindProperty]
    public string? Passages { get; set; }

    /// <summary>Of the pictures that everybody sees.</summary>
    [BindProperty]
    public IReadOnlyList<int> Positions { get; set; } = [];

    [BindProperty]
    public string? Element { get; set; }

    [BindProperty]
    public RejectionReason? Reason { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? UnitCode { get; set; }

    /// <summary>Words to the writer of a post that is passed on.</summary>
    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Into { get; set; }

    [BindProperty]
    public string? TrackingNumber { get; set; }

    public ShownPost Shown { get; private set; } = null!;

    public Post Post => Shown.Post;

    public IReadOnlyList<string> Found { get; private set; } = [];

    public IReadOnlyList<PostPicture> Pictures { get; private set; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public ModerationDecision? Last { get; private set; }

    public IEnumerable<SelectListItem> Elements { get; private set; } = [];

    public bool MayModerate { get; private set; }

    public bool MayAnswer { get; private set; }

    public bool IsMine => Post.ClaimedById == staff.Account!.Id;

    public bool MayReverse => Last is { Outcome: not DecisionOutcome.Reverse } last && last.PostVersion == Post.Version;

    public IEnumerable<SelectListItem> Reasons =>
        Enum.GetValues<RejectionReason>().Select(reason => new SelectListItem(w[ForumWords.Reason(reason)], reason.ToString())).Prepend(new(w["Pilih alasan", "Choose a reason"], ""));

    public string Time(DateTime utc) => times.Text(utc, zone);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!await LoadAsync(HttpMethods.IsPost(Request.Method) ? StaffTask.ModerateForum : StaffTask.ReadForum))
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }

    /// <summary>What was found is hidden, and the pictures are shown, unless the moderator decides otherwise.</summary>
    public void OnGet() => (Masked, Positions) = (Found, [.. Pictures.Select(picture => picture.Position)]);

    public async Task<IActionResult> OnPostClaimAsync()
    {
        ModelState.Clear();
        return await moderating.ClaimAsync(Id, Seen, HttpContext.RequestAborted) ? Redirect(w.Link(Shown.Path)) : await TooLateAsync();
    }

    public Task<IActionResult> OnPostPublishAsync()
    {
        var passages = Masked.Concat((Passages ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        foreach (var passage in passages.Where(passage => !Shown.Contains(passage) && !Found.Contains(passage, StringComparer.OrdinalIgnoreCase)))
        {
            ModelState.AddModelError(nameof(Passages), w[$"“{passage}” tidak ada dalam tulisan", $"“{passage}” is not in the text"]);
        }

        return DecideAsync(new Verdict(Post.IsConfidential ? DecisionOutcome.Accept : passages.Count > 0 ? DecisionOutcome.PublishMasked : DecisionOutcome.Publish)
        {
            Masked = passages,
            Pictures = [.. Positions],
            Element = Elements.Any(item => item.Value == Element) && !string.IsNullOrEmpty(Element) ? Element : null,
        });
    }

    public Task<IActionResult> OnPostRejectAsync() => DecideAsync(new Verdict(DecisionOutcome.Reject) { Reason = ReasonGiven(), Words = WordsGiven(nameof(Words), Words) });

    public Task<IActionResult> OnPostHideAsync() => DecideAsync(new Verdict(DecisionOutcome.Hide) { Reason = ReasonGiven(), Words = WordsGiven(nameof(Words), Words) });

    public Task<IActionResult> OnPostReverseAsync() => DecideAsync(new Verdict(DecisionOutcome.Reverse));

    public async Task<IActionResult> OnPostPassOnAsync()
    {
        var to = await units.FindAsync((UnitCode ?? "").Trim(), HttpContext.RequestAborted);
        if (to is null || to.Status != UnitStatus.Active || to.RootCode != Shown.Unit.RootCode || to.Id == Shown.Unit.Id)
        {
            ModelState.AddModelError(nameof(UnitCode), w["Isi kode unit lain yang aktif dari pemerintah daerah yang sama", "Enter the code of another active unit of the same government"]);
        }

        return await DecideAsync(new Verdict(DecisionOutcome.PassOn) { To = to, Words = WordsGiven(nameof(Note), Note) });
    }

    public async Task<IActionResult> OnPostMergeAsync()
    {
        var into = int.TryParse((Into ?? "").Trim().TrimStart('#'), out var id) && id != Id ? await scope.FindAsync(id, StaffTask.ModerateForum, HttpContext.RequestAborted) : null;
        if (into is not { Post.IsPublic: true })
        {
            ModelState.AddModelError(nameof(Into), w["Isi nomor topik lain yang sudah terbit dalam lingkup Anda", "Enter the number of another public post within your scope"]);
        }

        return await DecideAsync(new Verdict(DecisionOutcome.Merge) { Into = into?.Post });
    }

    public Task<IActionResult> OnPostHandOverAsync()
    {
        var number = (TrackingNumber ?? "").Trim();
        if (number.Length is 0 or > Post.TrackingNumberMaxLength || !number.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '/' or '.'))
        {
            ModelState.AddModelError(nameof(TrackingNumber), w["Isi nomor pelacakan dari SP4N-LAPOR!", "Enter the tracking number of SP4N-LAPOR!"]);
        }

        return DecideAsync(new Verdict(DecisionOutcome.HandOver) { TrackingNumber = number });
    }

    public async Task<IActionResult> OnPostPicturesAsync()
    {
        if (!Post.IsPublic)
        {
            return await TooLateAsync();
        }

        await moderating.ShowPicturesAsync(Post, Shown.Unit, [.. Positions], HttpContext.RequestAborted);
        TempData["Notice"] = w["Pilihan foto disimpan.", "The choice of pictures is saved."];
        return Redirect(w.Link(Shown.Path));
    }

    private RejectionReason? ReasonGiven()
    {
        if (Reason is null || !Enum.IsDefined(Reason.Value))
        {
            ModelState.AddModelError(nameof(Reason), w["Pilih alasan", "Choose a reason"]);
        }

        return Reason;
    }

    private string? WordsGiven(string field, string? typed)
    {
        var words = CommentText.Plain(typed ?? "").Trim();
        if (words.Length > ModerationDecision.WordsMaxLength)
        {
            ModelState.AddModelError(field, w[$"Paling banyak {ModerationDecision.WordsMaxLength} huruf", $"At most {ModerationDecision.WordsMaxLength} letters"]);
        }

        return words.Length == 0 ? null : words;
    }

    private async Task<IActionResult> DecideAsync(Verdict verdict)
    {
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        switch (await moderating.DecideAsync(Id, Seen, verdict, HttpContext.RequestAborted))
        {
            case VerdictResult.Done:
                TempData["Notice"] = w[$"Topik #{Id}: {ForumWords.Decision(verdict.Outcome).Indonesian}.", $"Post #{Id}: {ForumWords.Decision(verdict.Outcome).English}."];
                return Redirect(w.Link("/staff/forum"));
            case VerdictResult.NotPossible:
                ModelState.AddModelError("", w["Keputusan ini tidak dapat diambil pada keadaan topik sekarang.", "This cannot be decided as the post stands now."]);
                break;
            default:
                return await TooLateAsync();
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

        var who = Last?.PostVersion == Post.Version ? Last.Moderator : null;
        ModelState.Clear();
        ModelState.AddModelError("", who is null
            ? w["Topik ini berubah sejak Anda membukanya. Lihat keadaannya sekarang di bawah ini.", "This post has changed since you opened it. See below how it stands now."]
            : w[$"Sudah diputuskan oleh {who}: {ForumWords.Decision(Last!.Outcome).Indonesian}.", $"Already decided by {who}: {ForumWords.Decision(Last.Outcome).English}."]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(StaffTask task)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(Id, task, cancellationToken) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        (MayModerate, MayAnswer) = (staff.Has(StaffTask.ModerateForum, shown.Unit), staff.Has(StaffTask.ApproveAnswers, shown.Unit));
        zone = await times.ZoneAsync(cancellationToken);
        Pictures = await pictures.OfAsync(Post, cancellationToken);
        Found = Masking.Found([Post.Title, Post.Text, .. Pictures.Select(picture => picture.Alt ?? "")]);
        Last = await moderating.LastAsync(Id, cancellationToken);
        Timeline = await timelines.OfAsync(Post, forWriter: true, cancellationToken);
        var definition = (await versions.CurrentAsync(await units.SettingsAsync(shown.Unit, cancellationToken), cancellationToken)).Definition;
        Elements = [new SelectListItem("–", ""), .. definition.Elements.Select(element => new SelectListItem(w[element.Name], element.Code))];
        return true;
    }
}
