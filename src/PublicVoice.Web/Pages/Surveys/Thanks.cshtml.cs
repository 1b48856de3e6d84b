using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Surveys;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ThanksModel(StoredRatings ratings, RateLimits limits, VisitorAddresses addresses) : PageModel
{
    public StoredRating? Rating { get; private set; }

    /// <summary>As people should write it down.</summary>
    public string Code { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string receipt, CancellationToken cancellationToken)
    {
        if (limits.Take(Limit.Receipt, addresses.Of(HttpContext)) is { } wait)
        {
            Response.TooMany(wait);
            return new EmptyResult();
        }

        Code = ReceiptCodes.Grouped(receipt);
        Rating = await ratings.FindAsync(receipt, cancellationToken);
        if (Rating is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Page();
    }
}
