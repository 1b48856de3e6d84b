using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Forum;

public sealed class ListModel(ForumPlaces places, PublicPosts posts, UnitSearch search, QuestionnaireVersions versions, Wording w) : PageModel
{
    /// <summary>Names of the filters in addresses; nothing else of the query is ever used.</summary>
    public static readonly IReadOnlyList<string> Filters = ["q", "layanan", "jenis", "status", "unsur", "urut"];

    /// <summary>Null for all governments.</summary>
    public ForumPlace? Place { get; private set; }

    public PostQuery Asked { get; private set; } = null!;

    public IReadOnlyList<PostListing> Found { get; private set; } = [];

    /// <summary>Address of the next page, where there is one.</summary>
    public string? Next { get; private set; }

    public IReadOnlyList<UnitListing> Below { get; private set; } = [];

    public IReadOnlyList<Element> Elements { get; private set; } = [];

    public string Path => Place is null ? "/forum" : ForumLinks.Unit(Place.Unit.Code);

    public bool IsFiltered => Filters.Any(name => name != "urut" && Value(name).Length > 0);

    public LocalText WhyNone => IsFiltered
        ? new("Tidak ada topik yang cocok. Periksa ejaan, kurangi kata, atau hapus saringan.", "No topic matches. Check the spelling, use fewer words, or remove a filter.")
        : Asked.After is not null ? new("Tidak ada topik yang lebih lama.", "There are no older topics.") : new("Belum ada topik yang terbit di sini.", "No topic has been published here yet.");

    public string Value(string name) => Request.Query[name].ToString();

    /// <summary>The first page of what is looked for.</summary>
    public string First => Path + Query(Filters);

    public string Feed => $"{Path}/feed.atom{Query(Filters.Where(name => name != "urut"))}";

    public async Task<IActionResult> OnGetAsync(string? unit, CancellationToken cancellationToken)
    {
        if (unit is not null && (Place = await places.FindAsync(unit, cancellationToken)) is null)
        {
            return NotFound();
        }

        Elements = (Place is null ? await versions.NewestAsync(QuestionnaireVersions.StandardCode, cancellationToken) : await versions.CurrentAsync(Place.Settings, cancellationToken))?.Definition.Elements ?? [];
        Asked = PostQueries.Read(Request.Query, Place);
        var found = await posts.FindAsync(Asked, cancellationToken);
        Found = [.. found.Take(PublicPosts.PageSize)];
        if (found.Count > PublicPosts.PageSize)
        {
            var last = Found[^1].Post;
            Next = w.Link(Path + Query(Filters, new PostCursor(last.Supports, last.PublicationNumber!.Value).ToString()));
        }

        Below = Place is null ? await search.GovernmentsAsync(cancellationToken) : await search.BelowAsync(Place.Unit, cancellationToken);
        return Page();
    }

    private string Query(IEnumerable<string> names, string? after = null) => QueryString.Create(
        names.Select(name => KeyValuePair.Create<string, string?>(name, Value(name))).Append(new("setelah", after)).Where(pair => !string.IsNullOrEmpty(pair.Value))).Value!;
}

/// <summary>Reads what a reader looks for from an address; what means nothing is left out.</summary>
public static class PostQueries
{
    private const int MostLetters = 100;

    public static PostQuery Read(IQueryCollection query, ForumPlace? place)
    {
        var words = query["q"].ToString().Trim();
        return new PostQuery(place?.Unit)
        {
            Words = words.Length > MostLetters ? words[..MostLetters] : words,
            ServiceId = place?.Services.FirstOrDefault(service => service.ShortCode == query["layanan"].ToString())?.Id,
            Kind = Number(query["jenis"]) is { } kind && Enum.IsDefined((PostKind)kind) ? (PostKind)kind : null,
            Status = Number(query["status"]) is { } status && Post.StatusesWithOffice.Contains((PostStatus)status) ? (PostStatus)status : null,
            Element = query["unsur"].ToString() is { Length: > 0 and <= Post.ElementMaxLength } element && !element.Contains('\0', StringComparison.Ordinal) ? element : null,
            Order = query["urut"].ToString() == "dukungan" ? PostOrder.MostSupported : PostOrder.Newest,
            After = PostCursor.Read(query["setelah"].ToString()),
        };
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
