using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Forum;

public sealed class FlagModel(TopicScope scope, PostReactions reactions, ReaderCookie reader, PostLimits limits, Wording w) : PageModel
{
    /// <summary><see cref="FlagReason"/> as a number.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public ShownTopic Shown { get; private set; } = null!;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        (context.Result, var shown) = await scope.FindAsync(this);
        if (shown is not null)
        {
            Shown = shown;
            await next();
        }
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Words = ForumText.Plain(Words);
        var isKnown = Enum.TryParse<FlagReason>(Reason, out var reason) && Enum.IsDefined(reason);
        if (!isKnown)
        {
            ModelState.AddModelError(nameof(Reason), w["Pilih satu alasan.", "Choose a reason."]);
        }

        if (Words.Length > PostFlag.WordsMaxLength)
        {
            ModelState.AddModelError(nameof(Words), w[PostDraft.TooLong("Penjelasan", "The explanation", Words.Length, PostFlag.WordsMaxLength)]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (limits.Take(HttpContext, Limit.Reaction) is { } wait)
        {
            ModelState.AddModelError("", w[wait]);
            return Page();
        }

        await reactions.FlagAsync(Shown.Listing.Post, reactions.Of(reader.Ensure(HttpContext)), reason, Words.Length > 0 ? Words : null, cancellationToken);
        return Redirect(w.Link($"{Shown.Listing.Path}?dilaporkan"));
    }
}
