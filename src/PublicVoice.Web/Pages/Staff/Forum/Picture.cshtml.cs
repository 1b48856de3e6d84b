using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Forum;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>A picture of a post, public or not, for those who may read the post.</summary>
[Needs(StaffTask.ReadForum)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PictureModel(PostScope scope, PostPictures pictures) : PageModel
{
    public async Task<IActionResult> OnGetAsync(int post, int number, bool small)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(post, StaffTask.ReadForum, cancellationToken) is not { } shown
            || (await pictures.OfAsync(shown.Post, cancellationToken)).Find(picture => picture.Position == number) is not { } found
            || await pictures.ContentAsync(found.Id, small, cancellationToken) is not { } content)
        {
            return NotFound();
        }

        return File(content, PictureFiles.Type);
    }
}
