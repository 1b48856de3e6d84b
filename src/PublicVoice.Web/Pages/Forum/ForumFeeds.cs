using System.Globalization;
using System.Text;
using System.Xml;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>The newest posts of a unit, or of a query, as an Atom feed. Texts go out as plain text: a reader has nothing to interpret.</summary>
public static class ForumFeeds
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static void MapForumFeeds(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/forum/feed.atom", [HttpMethods.Get, HttpMethods.Head], (ForumPlaces places, PublicPosts posts, ForumLinks links, TimeProvider clock, HttpContext context) =>
            WriteAsync(null, places, posts, links, clock, context));
        routes.MapMethods("/forum/{unit}/feed.atom", [HttpMethods.Get, HttpMethods.Head], (string unit, ForumPlaces places, PublicPosts posts, ForumLinks links, TimeProvider clock, HttpContext context) =>
            WriteAsync(unit, places, posts, links, clock, context));
    }

    private static async Task<IResult> WriteAsync(string? unit, ForumPlaces places, PublicPosts posts, ForumLinks links, TimeProvider clock, HttpContext context)
    {
        ForumPlace? place = null;
        if (unit is not null && (place = await places.FindAsync(unit, context.RequestAborted)) is null)
        {
            return Results.NotFound();
        }

        var query = PostQueries.Read(context.Request.Query, place) with { Order = PostOrder.Newest, After = null };
        var found = (await posts.FindAsync(query, context.RequestAborted)).Take(PublicPosts.PageSize).ToList();
        var path = place is null ? "/forum" : ForumLinks.Unit(place.Unit.Code);
        var self = links.Absolute($"{path}/feed.atom{context.Request.QueryString}");
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(Feed(place?.Unit.Name, query.Words, found, self, links, clock.GetUtcNow().UtcDateTime), "application/atom+xml", Encoding.UTF8);
    }

    private static string Feed(string? unit, string words, List<PostListing> found, string self, ForumLinks links, DateTime now)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "id", self);
            Element(xml, "title", $"Forum warga{(unit is null ? "" : $": {unit}")}{(words.Length > 0 ? $" – {words}" : "")}");
            Element(xml, "updated", Instant(found.Count > 0 ? found.Max(listing => Changed(listing.Post)) : now));
            Link(xml, "self", self);
            foreach (var listing in found)
            {
                var address = links.Absolute(listing.Path);
                xml.WriteStartElement("entry", Atom);
                Element(xml, "id", address);
                Element(xml, "title", listing.Post.PublicTitle!);
                Element(xml, "published", Instant(listing.Post.PublishedOn!.Value));
                Element(xml, "updated", Instant(Changed(listing.Post)));
                Link(xml, "alternate", address);
                xml.WriteStartElement("author", Atom);
                Element(xml, "name", ForumWords.Writer(listing.Post.Name, listing.Post.NameShown).Indonesian);
                xml.WriteEndElement();
                Element(xml, "summary", $"[{ForumWords.Status(listing.Post).Indonesian}] {listing.UnitName}: {PostMarkdown.Excerpt(listing.Post.PublicText!, 400)}");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static DateTime Changed(Post post) => post.ClosedOn ?? post.AnsweredOn ?? post.PublishedOn!.Value;

    private static string Instant(DateTime on) => on.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    /// <summary>Characters that XML cannot hold are left out.</summary>
    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Atom, string.Concat(text.EnumerateRunes().Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))));
}
