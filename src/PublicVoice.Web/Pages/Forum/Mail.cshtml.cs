using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>Links in mails to followers. Opening one changes nothing, since mail scanners open links too: the button does.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MailModel(Followers followers, ReaderCookie reader, PostLimits limits) : PageModel
{
    public FollowAct Act { get; private set; }

    public PostFollower? Follower { get; private set; }

    public bool IsDone { get; private set; }

    public Task<IActionResult> OnGetAsync(string act, int id, string token, CancellationToken cancellationToken) => FindAsync(act, id, token, cancellationToken);

    public async Task<IActionResult> OnPostAsync(string act, int id, string token, CancellationToken cancellationToken)
    {
        var result = await FindAsync(act, id, token, cancellationToken);
        if (Follower is not null)
        {
            await followers.ActAsync(Act, Follower, reader.Of(Request), cancellationToken);
            IsDone = true;
        }

        return result;
    }

    private async Task<IActionResult> FindAsync(string act, int id, string token, CancellationToken cancellationToken)
    {
        if (act is not ("konfirmasi" or "berhenti"))
        {
            return NotFound();
        }

        if (limits.Take(HttpContext, Limit.Receipt) is not null)
        {
            return new EmptyResult();
        }

        Act = act == "berhenti" ? FollowAct.Stop : FollowAct.Confirm;
        Follower = await followers.FindAsync(Act, id, token, cancellationToken);
        Response.StatusCode = Follower is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Page();
    }
}
