using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>A public post with what stands around it on its page.</summary>
/// <param name="Pictures">Those that the public may see.</param>
public sealed record ShownTopic(PostListing Listing, ForumPlace Place, string? Service, int Merged, IReadOnlyList<PostPicture> Pictures)
{
    public IReadOnlyList<TimelineEntry> Timeline { get; set; } = [];
}

/// <summary>Finds the post of an address /forum/{unit}/{number}, and leads on where it went elsewhere.</summary>
public sealed class TopicScope(PublicPosts posts, PostPictures pictures, ForumPlaces places, PostTimeline timeline, Wording w)
{
    /// <returns>The post, or the answer in its place.</returns>
    public async Task<(IActionResult? Result, ShownTopic? Topic)> FindAsync(PageModel page)
    {
        var (values, cancellationToken) = (page.RouteData.Values, page.HttpContext.RequestAborted);
        if (!int.TryParse((string?)values["number"], out var number) || await places.FindAsync((string)values["unit"]!, cancellationToken) is not { } asked
            || await posts.FindAsync(number, cancellationToken) is not { } found)
        {
            return (new NotFoundResult(), null);
        }

        var listing = found.Post.IsPublic ? found : await posts.MergedIntoAsync(found.Post, cancellationToken);
        var place = listing is null ? asked : await places.FindAsync(listing.UnitCode, cancellationToken);
        if (place!.Unit.RootCode != asked.Unit.RootCode)
        {
            return (new NotFoundResult(), null);
        }

        if (listing is null)
        {
            return (new StatusCodeResult(StatusCodes.Status410Gone), null); // hidden, withdrawn or with the moderators again: nothing tells which
        }

        if (listing.Post.PublicationNumber != number || place.Unit.Code != asked.Unit.Code)
        {
            return (new RedirectResult(w.Link(listing.Path)), null);
        }

        var service = place.Services.FirstOrDefault(service => service.Id == listing.Post.ServiceId)?.Name;
        var shown = (await pictures.OfAsync(listing.Post, cancellationToken)).FindAll(picture => picture.IsShown);
        return (null, new ShownTopic(listing, place, service, await posts.MergedCountAsync(listing.Post, cancellationToken), shown));
    }

    public async Task LoadTimelineAsync(ShownTopic topic, CancellationToken cancellationToken) =>
        topic.Timeline = await timeline.OfAsync(topic.Listing.Post, TimelineReader.Everybody, cancellationToken);
}
