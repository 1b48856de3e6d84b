using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Forum;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ReceiptModel(WrittenPosts written, PostTimeline timeline, PostPictures pictures, RateLimits limits, VisitorAddresses addresses, Wording w) : PageModel
{
    /// <summary>Typed by hand.</summary>
    [FromQuery(Name = "kode")]
    public string? Typed { get; set; }

    public WrittenPost? Shown { get; private set; }

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public IReadOnlyList<InlinePicture> Pictures { get; private set; } = [];

    /// <summary>As people should write it down; empty where none was given.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Just sent: a bookmarked address shows the thanks no more once somebody has decided.</summary>
    public bool IsNew => Request.Query.ContainsKey("baru") && Shown is { Post.IsWaiting: true };

    /// <summary>What was done just now.</summary>
    public LocalText? Notice => ReceiptActs.Find(Request.Query["sudah"].ToString())?.Done;

    public async Task<IActionResult> OnGetAsync(string? receipt, CancellationToken cancellationToken)
    {
        if (limits.Take(Limit.Receipt, addresses.Of(HttpContext)) is { } wait)
        {
            Response.TooMany(wait);
            return new EmptyResult();
        }

        if (receipt is null && ReceiptCodes.Grouped(Typed ?? "") is { Length: > 0 and <= ReceiptCodes.MaxTypedLength } typed)
        {
            return Redirect(w.Link(ForumLinks.Receipt(typed)));
        }

        if (receipt is null)
        {
            return Page();
        }

        Code = ReceiptCodes.Grouped(receipt);
        Shown = await written.FindAsync(receipt, cancellationToken);
        if (Shown is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Pictures = await pictures.InlineAsync(await pictures.OfAsync(Shown.Post, cancellationToken), cancellationToken);
        Timeline = await timeline.OfAsync(Shown.Post, TimelineReader.Writer, cancellationToken);
        return Page();
    }
}
