using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

public enum PostOrder
{
    Newest = 1,
    MostSupported = 2,
}

/// <summary>What a reader looks for.</summary>
/// <param name="Unit">With everything below it; null for all governments.</param>
public sealed record PostQuery(Unit? Unit)
{
    public string Words { get; init; } = "";
    public int? ServiceId { get; init; }
    public PostKind? Kind { get; init; }
    public PostStatus? Status { get; init; }
    public string? Element { get; init; }
    public PostOrder Order { get; init; } = PostOrder.Newest;
    public PostCursor? After { get; init; }
}

/// <summary>The last post of a page: the next page begins after it.</summary>
public sealed record PostCursor(int Supports, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Supports}.{Number}");

    public static PostCursor? Read(string? text) =>
        text?.Split('.') is [var supports, var number] && int.TryParse(supports, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? new PostCursor(s, n) : null;
}

/// <summary>A public post among others.</summary>
public sealed record PostListing(Post Post, string UnitCode, string UnitName)
{
    public string Path => ForumLinks.Topic(UnitCode, Post.PublicationNumber!.Value);
}

/// <summary>What the public may read. A post that was hidden, rejected, withdrawn or is confidential is never among it.</summary>
public sealed class PublicPosts(PublicVoiceDbContext context, PostIndex index)
{
    public const int PageSize = 20;

    /// <summary>Similar posts are sought among so many of the newest that share a word.</summary>
    private const int NewestCompared = 300;
    private const int MostSimilar = 3;

    private static readonly string Shown = string.Join(", ", Post.StatusesWithOffice.Select(status => status.ToString("D")));

    /// <returns>A page, and one more where there are more.</returns>
    public async Task<IReadOnlyList<PostListing>> FindAsync(PostQuery query, CancellationToken cancellationToken)
    {
        var words = SearchWords.Asked(query.Words);
        if (query.Words.Length > 0 && words.Count == 0)
        {
            return []; // nothing but punctuation
        }

        return await ListAsync(query, words.Count == 0 ? null : index.Matching(words, 0), PageSize + 1, cancellationToken);
    }

    /// <summary>Public posts of the unit or below it that seem to be about the same: at least two notable words of the title are theirs too.</summary>
    public async Task<IReadOnlyList<PostListing>> SimilarAsync(Unit unit, string title, string text, CancellationToken cancellationToken)
    {
        var words = SearchWords.Notable(title);
        words = words.Count < 3 ? [.. words.Concat(SearchWords.Notable(text)).Distinct(StringComparer.Ordinal).Take(8)] : words;
        if (words.Count < 2)
        {
            return [];
        }

        var found = await ListAsync(new PostQuery(unit), index.MatchingAny(words, 0), NewestCompared, cancellationToken);
        return [.. found
            .Select(listing => (Listing: listing, Shared: SearchWords.Indexed($"{listing.Post.PublicTitle} {listing.Post.PublicText}").ToHashSet(StringComparer.Ordinal)))
            .Select(row => (row.Listing, Shared: words.Count(row.Shared.Contains)))
            .Where(row => row.Shared >= Math.Max(2, (words.Count + 1) / 2)).OrderByDescending(row => row.Shared).Take(MostSimilar).Select(row => row.Listing)];
    }

    /// <summary>A post by its number in addresses, public or not.</summary>
    public async Task<PostListing?> FindAsync(int publicationNumber, CancellationToken cancellationToken) => await context.Posts.AsNoTracking()
        .Where(post => post.PublicationNumber == publicationNumber)
        .Join(context.Units, post => post.UnitId, unit => unit.Id, (post, unit) => new PostListing(post, unit.Code, unit.Name)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The public post that another one became a part of, by way of further merges; null where there is none.</summary>
    public async Task<PostListing?> MergedIntoAsync(Post post, CancellationToken cancellationToken)
    {
        for (var steps = 0; steps < 10 && post is { Status: PostStatus.Merged, MergedIntoId: { } id }; steps++)
        {
            var into = await context.Posts.AsNoTracking().Where(other => other.Id == id)
                .Join(context.Units, other => other.UnitId, unit => unit.Id, (other, unit) => new PostListing(other, unit.Code, unit.Name)).SingleAsync(cancellationToken);
            if (into.Post.IsPublic)
            {
                return into;
            }

            post = into.Post;
        }

        return null;
    }

    public Task<int> MergedCountAsync(Post post, CancellationToken cancellationToken) =>
        context.Posts.CountAsync(other => other.Status == PostStatus.Merged && other.MergedIntoId == post.Id, cancellationToken);

    private async Task<IReadOnlyList<PostListing>> ListAsync(PostQuery query, (string Sql, string Query)? match, int most, CancellationToken cancellationToken)
    {
        var (sql, parameters) = Statement(query, match, most);
        var posts = await context.Posts.FromSql(FormattableStringFactory.Create(sql, [.. parameters])).AsNoTracking().ToListAsync(cancellationToken);
        var ids = posts.Select(post => post.UnitId).Distinct().ToList();
        var units = await context.Units.Where(unit => ids.Contains(unit.Id)).Select(unit => new { unit.Id, unit.Code, unit.Name }).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        return [.. posts.Select(post => new PostListing(post, units[post.UnitId].Code, units[post.UnitId].Name))];
    }

    /// <summary>Written out, so that both databases walk the index in the order of publication and stop when a page is full. Every value is a parameter.</summary>
    private (string Sql, List<object> Parameters) Statement(PostQuery query, (string Sql, string Query)? match, int most)
    {
        var sql = new StringBuilder("SELECT p.* FROM ");
        var parameters = new List<object>();
        var number = match is null ? "p.publication_number" : index.Number;
        if (match is { } matched)
        {
            sql.Append(matched.Sql);
            parameters.Add(matched.Query);
        }
        else
        {
            sql.Append("posts AS p WHERE p.publication_number IS NOT NULL");
        }

        sql.Append($" AND NOT p.is_confidential AND {(query.Status is { } status && Post.StatusesWithOffice.Contains(status) ? $"p.status = {status:D}" : $"(p.status IN ({Shown}) OR p.is_unreviewed)")}");
        Add(query.Unit is null ? null : " AND p.unit_id IN (SELECT id FROM units WHERE path >= {0} AND path < {1})", query.Unit?.Path, query.Unit?.Path[..^1] + '0');
        Add(query.ServiceId is null ? null : " AND p.service_id = {0}", query.ServiceId);
        Add(query.Kind is null ? null : " AND p.kind = {0}", (int?)query.Kind);
        Add(query.Element is null ? null : " AND p.element = {0}", query.Element);
        if (query.Order == PostOrder.MostSupported)
        {
            Add(query.After is null ? null : $" AND (p.supports < {{0}} OR (p.supports = {{0}} AND {number} < {{1}}))", query.After?.Supports, query.After?.Number);
            sql.Append(" ORDER BY p.supports DESC, p.publication_number DESC");
        }
        else
        {
            Add(query.After is null ? null : $" AND {number} < {{0}}", query.After?.Number);
            sql.Append($" ORDER BY {number} DESC");
        }

        Add(" LIMIT {0}", most);
        return (sql.ToString(), parameters);

        void Add(string? condition, params object?[] values)
        {
            if (condition is not null)
            {
                sql.Append(string.Format(CultureInfo.InvariantCulture, condition, [.. values.Select((_, at) => (object)$"{{{parameters.Count + at}}}")]));
                parameters.AddRange(values!);
            }
        }
    }
}
