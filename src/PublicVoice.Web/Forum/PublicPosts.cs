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

    /// <summary>Nothing is asked but words and a unit.</summary>
    public bool IsUnfiltered => this is { ServiceId: null, Kind: null, Status: null, Element: null };
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

    /// <summary>With so many topics of a unit, the next ones that hold a word are soon met among those of all units.</summary>
    private const int Many = 5_000;

    private static readonly string Shown = string.Join(", ", Post.StatusesWithOffice.Select(status => status.ToString("D")));

    /// <summary>So many are looked through for words before the full-text index is asked: where a word is common that is enough, and where it is not the index finds few.</summary>
    public int LookedThrough { get; init; } = 1_000;

    /// <returns>A page, and one more where there are more.</returns>
    public async Task<IReadOnlyList<PostListing>> FindAsync(PostQuery query, CancellationToken cancellationToken)
    {
        var words = SearchWords.Asked(query.Words);
        if (query.Words.Length > 0 && words.Count == 0)
        {
            return []; // nothing but punctuation
        }

        if (words.Count == 0)
        {
            return await NamedAsync(await (await PostsAsync(query, null, PageSize + 1, cancellationToken)).ToListAsync(cancellationToken), cancellationToken);
        }

        var found = index.IsInOrder && query is { IsUnfiltered: true, Order: PostOrder.Newest } && (query.Unit is null || await HasManyAsync(query.Unit, cancellationToken)) ? null : await LookThroughAsync(query, words, cancellationToken);
        return await NamedAsync(found ?? await (await PostsAsync(query, index.Matching(words, 0), PageSize + 1, cancellationToken)).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <returns>Null where there may be more than what was looked through.</returns>
    private async Task<List<Post>?> LookThroughAsync(PostQuery query, IReadOnlyList<IReadOnlyList<string>> words, CancellationToken cancellationToken)
    {
        var (seen, holding) = (0, new List<Post>());
        await foreach (var post in (await PostsAsync(query, null, LookedThrough, cancellationToken)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            seen++;
            if (SearchWords.Hold($"{post.PublicTitle} {post.PublicText}", words))
            {
                holding.Add(post);
            }

            if (holding.Count > PageSize)
            {
                return holding;
            }
        }

        return seen < LookedThrough ? holding : null;
    }

    private async Task<bool> HasManyAsync(Unit unit, CancellationToken cancellationToken)
    {
        var (from, to) = (unit.Path, unit.Path[..^1] + '0'); // as UnitDirectory.Within
        var within = context.Units.Where(other => string.Compare(other.Path, from) >= 0 && string.Compare(other.Path, to) < 0).Select(other => other.Id);
        return await context.Posts.Where(post => post.PublicationNumber != null && within.Contains(post.UnitId)).Take(Many).CountAsync(cancellationToken) == Many;
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

        var found = await NamedAsync(await (await PostsAsync(new PostQuery(unit), index.MatchingAny(words, 0), NewestCompared, cancellationToken)).ToListAsync(cancellationToken), cancellationToken);
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

    private async Task<IQueryable<Post>> PostsAsync(PostQuery query, (string Sql, string Query)? match, int most, CancellationToken cancellationToken)
    {
        var isAlone = query.Unit is { } unit && !await context.Units.AnyAsync(other => other.ParentId == unit.Id, cancellationToken); // then an index gives its posts in order
        var (sql, parameters) = Statement(query, match, most, isAlone);
        return context.Posts.FromSql(FormattableStringFactory.Create(sql, [.. parameters])).AsNoTracking();
    }

    private async Task<IReadOnlyList<PostListing>> NamedAsync(IEnumerable<Post> posts, CancellationToken cancellationToken)
    {
        var found = posts.ToList();
        var ids = found.Select(post => post.UnitId).Distinct().ToList();
        var units = await context.Units.Where(unit => ids.Contains(unit.Id)).Select(unit => new { unit.Id, unit.Code, unit.Name }).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        return found.ConvertAll(post => new PostListing(post, units[post.UnitId].Code, units[post.UnitId].Name));
    }

    /// <summary>
    /// Written out, so that both databases walk an index that holds all that is asked (<see cref="Data.Mappings.PostMapping"/>) in the wanted order, stop when a page is full and only
    /// then read the posts. Every value is a parameter.
    /// </summary>
    /// <param name="isAlone">No unit lies below that of the query.</param>
    private (string Sql, List<object> Parameters) Statement(PostQuery query, (string Sql, string Query)? match, int most, bool isAlone)
    {
        var sql = new StringBuilder("SELECT o.* FROM posts AS o WHERE o.publication_number IN (");
        var parameters = new List<object>();
        var number = match is null ? "p.publication_number" : index.Number;
        if (match is { } matched)
        {
            sql.Append(matched.Sql);
            parameters.Add(matched.Query);
        }
        else
        {
            var chosen = query is { IsUnfiltered: true, Order: PostOrder.MostSupported, Unit: not null } ? index.By("ix_posts_supported_of_unit") : "";
            sql.Append($"SELECT p.publication_number FROM posts AS p{chosen} WHERE p.publication_number IS NOT NULL");
        }

        sql.Append($" AND NOT p.is_confidential AND {(query.Status is { } status && Post.StatusesWithOffice.Contains(status) ? $"{index.Unindexed("p.status")} = {status:D}" : $"(p.status IN ({Shown}) OR p.is_unreviewed)")}");
        if (query.Unit is { } unit)
        {
            Add(isAlone ? " AND p.unit_id = {0}" : null, unit.Id);
            Add(isAlone ? null : " AND p.unit_id IN (SELECT id FROM units WHERE path >= {0} AND path < {1})", unit.Path, unit.Path[..^1] + '0');
        }

        Add(query.ServiceId is null ? null : $" AND {index.Unindexed("p.service_id")} = {{0}}", query.ServiceId);
        Add(query.Kind is null ? null : " AND p.kind = {0}", (int?)query.Kind);
        Add(query.Element is null ? null : " AND p.element = {0}", query.Element);
        if (query.Order == PostOrder.MostSupported)
        {
            Add(query.After is null ? null : $" AND (p.supports < {{0}} OR (p.supports = {{0}} AND {number} < {{1}}))", query.After?.Supports, query.After?.Number);
            Add(" ORDER BY p.supports DESC, p.publication_number DESC LIMIT {0}) ORDER BY o.supports DESC, o.publication_number DESC", most);
        }
        else
        {
            Add(query.After is null ? null : $" AND {number} < {{0}}", query.After?.Number);
            Add($" ORDER BY {number} DESC LIMIT {{0}}) ORDER BY o.publication_number DESC", most);
        }

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
