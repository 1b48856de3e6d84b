using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>For the script while somebody writes: similar topics as a piece of HTML. Asked by POST, so that no log keeps unsent words.</summary>
public sealed class SimilarModel(UnitDirectory units, PublicPosts posts, PostLimits limits) : PageModel
{
    [BindProperty]
    public PostDraft Draft { get; set; } = new();

    public IReadOnlyList<PostListing> Found { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(string unit, CancellationToken cancellationToken)
    {
        if (await units.FindAsync(unit, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Draft.Tidy();
        if (limits.Take(HttpContext, Limit.Similar) is null && !Draft.IsConfidential)
        {
            Found = await posts.SimilarAsync(found, Draft.Title!, Draft.Text!, cancellationToken);
        }

        return Page();
    }
}
