using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Forum;

public sealed class TopicModel(TopicScope scope, PostReactions reactions, Followers followers, ReaderCookie reader, PostLimits limits, Wording w) : PageModel
{
    /// <summary>Of whoever wants to follow.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The address supports the topic too, once it is confirmed.</summary>
    [BindProperty]
    public bool AlsoSupport { get; set; }

    public ShownTopic Shown { get; private set; } = null!;

    public Post Post => Shown.Listing.Post;

    public bool Supports { get; private set; }

    /// <summary>The address was taken; whether it follows already is not said.</summary>
    public bool IsAsked => Request.Query.ContainsKey("ikuti");

    public bool IsFlagged => Request.Query.ContainsKey("dilaporkan");

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        (context.Result, var shown) = await scope.FindAsync(this);
        if (shown is null)
        {
            return;
        }

        Shown = shown;
        Supports = reader.Of(Request) is { } known && await reactions.IsSupporterAsync(Post.Id, reactions.Of(known), HttpContext.RequestAborted);
        await next();
    }

    public Task OnGetAsync(CancellationToken cancellationToken) => scope.LoadTimelineAsync(Shown, cancellationToken);

    public Task<IActionResult> OnPostSupportAsync(CancellationToken cancellationToken) =>
        LimitedAsync(Limit.Reaction, "#dukungan", () => reactions.SupportAsync(Post.Id, reactions.Of(reader.Ensure(HttpContext)), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancellationToken) =>
        LimitedAsync(Limit.Reaction, "#dukungan", () => reactions.TakeBackAsync(Post.Id, reactions.Of(reader.Ensure(HttpContext)), cancellationToken), cancellationToken);

    public async Task<IActionResult> OnPostFollowAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA1308 // addresses are kept in small letters
        var email = ForumText.OneLine(Email).ToLowerInvariant();
#pragma warning restore CA1308
        if (!Account.IsAddress(email))
        {
            ModelState.AddModelError(nameof(Email), w["Tulis alamat surel yang lengkap, misalnya nama@contoh.id.", "Write a complete e-mail address such as name@example.org."]);
            await scope.LoadTimelineAsync(Shown, cancellationToken);
            return this.Invalid();
        }

        return await LimitedAsync(
            Limit.Follow, "?ikuti#ikuti", () => followers.FollowAsync(Post, Shown.Listing.UnitName, email, AlsoSupport, w.Language, cancellationToken), cancellationToken);
    }

    private async Task<IActionResult> LimitedAsync(Limit limit, string back, Func<Task> act, CancellationToken cancellationToken)
    {
        if (limits.Take(HttpContext, limit) is { } wait)
        {
            ModelState.AddModelError("", w[wait]);
            await scope.LoadTimelineAsync(Shown, cancellationToken);
            return Page();
        }

        await act();
        var at = back.IndexOf('#', StringComparison.Ordinal);
        return Redirect(w.Link(Shown.Listing.Path + back[..at]) + back[at..]);
    }
}
