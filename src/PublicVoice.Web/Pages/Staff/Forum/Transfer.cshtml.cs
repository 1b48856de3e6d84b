using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>An officer passes a post to a unit of the office, or back.</summary>
[Needs(StaffTask.AnswerPosts)]
public sealed class TransferModel(PostScope scope, Transferring transferring, Wording w) : PageModel
{
    [FromRoute(Name = "post")]
    public int Id { get; set; }

    /// <summary>Version of the post that the officer saw.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public ShownPost Shown { get; private set; } = null!;

    public IReadOnlyList<Unit> Targets { get; private set; } = [];

    public IEnumerable<SelectListItem> Choices => Targets.Select(unit => new SelectListItem(unit.Name, unit.Code)).Prepend(new(w["Pilih unit", "Choose a unit"], ""));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(Id, StaffTask.AnswerPosts, HttpContext.RequestAborted) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Targets) = (shown, await transferring.TargetsAsync(shown.Post, shown.Unit, HttpContext.RequestAborted));
        await next();
    }

    public void OnGet() => Seen = Shown.Post.Version;

    public async Task<IActionResult> OnPostAsync()
    {
        if (Seen != Shown.Post.Version)
        {
            return Refused(VerdictResult.DecidedMeanwhile);
        }

        var (to, note) = (Targets.FirstOrDefault(unit => unit.Code == To), CommentText.Plain(Note ?? "").Trim());
        if (to is null)
        {
            ModelState.AddModelError(nameof(To), w["Pilih unit yang akan menjawab", "Choose the unit that will answer"]);
        }

        if (note.Length > PostTransfer.NoteMaxLength)
        {
            ModelState.AddModelError(nameof(Note), w[$"Paling banyak {PostTransfer.NoteMaxLength} huruf", $"At most {PostTransfer.NoteMaxLength} letters"]);
        }

        if (to is null || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var result = await transferring.PassAsync(Id, Seen, Shown.Unit, to, note.Length == 0 ? null : note, HttpContext.RequestAborted);
        if (result != VerdictResult.Done)
        {
            return Refused(result);
        }

        TempData["Notice"] = w[$"Topik #{Id} diteruskan kepada {to.Name}. Tenggatnya tetap dan penulis diberi tahu.", $"Post #{Id} was passed to {to.Name}. Its deadline stays and the writer is told."];
        return Redirect(w.Link("/staff/forum/answers"));
    }

    private PageResult Refused(VerdictResult result)
    {
        ModelState.AddModelError("", result == VerdictResult.NotPossible
            ? w["Topik ini tidak dapat diteruskan pada keadaannya sekarang.", "This post cannot be passed on as it stands now."]
            : w["Topik ini berubah sejak Anda membukanya; belum ada yang diteruskan. Lihat topiknya, lalu putuskan lagi.", "This post has changed since you opened it; nothing was passed on. Look at it and decide again."]);
        Response.StatusCode = result == VerdictResult.NotPossible ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }
}
