using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Forum;

/// <summary>
/// The full-text index of what the public may read: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL, both filled with
/// <see cref="SearchWords"/>. It is written in the transaction of what changes the post.
/// </summary>
public sealed class PostIndex(PublicVoiceDbContext context)
{
    private const long PublicationLock = 0x50_56_50_55_42; // a number of our own, one per purpose

    private bool IsSqlite => context.Database.IsSqlite();

    /// <summary>The next publication number, in the caller's transaction: numbers follow in the order of their commits.</summary>
    public async Task<int> NextNumberAsync(CancellationToken cancellationToken)
    {
        if (!IsSqlite)
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PublicationLock})", cancellationToken);
        }

        return (await context.Posts.MaxAsync(post => post.PublicationNumber, cancellationToken) ?? 0) + 1;
    }

    /// <summary>Puts a public post in, in place of what was there of it. Call it in the transaction that publishes.</summary>
    public async Task PutAsync(Post post, CancellationToken cancellationToken)
    {
        if (post is not { PublicationNumber: { } number, PublicTitle: { } title, PublicText: { } text })
        {
            throw new InvalidOperationException($"Post {post.Id} is not published.");
        }

        if (IsSqlite)
        {
            var (titleWords, textWords) = (string.Join(' ', SearchWords.Indexed(title)), string.Join(' ', SearchWords.Indexed(text)));
            await context.Database.ExecuteSqlAsync($"INSERT OR REPLACE INTO post_search (rowid, title, body) VALUES ({number}, {titleWords}, {textWords})", cancellationToken);
        }
        else
        {
            var words = SearchWords.Indexed(title).Concat(SearchWords.Indexed(text)).Distinct(StringComparer.Ordinal).ToArray();
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO post_search (publication_number, document) VALUES ({number}, array_to_tsvector({words}))
                ON CONFLICT (publication_number) DO UPDATE SET document = excluded.document
                """, cancellationToken);
        }
    }

    /// <summary>Takes out what is hidden, merged or withdrawn; one that is not in stays out.</summary>
    public async Task RemoveAsync(Post post, CancellationToken cancellationToken)
    {
        if (post.PublicationNumber is { } number)
        {
            await context.Database.ExecuteSqlAsync(
                IsSqlite ? $"DELETE FROM post_search WHERE rowid = {number}" : (FormattableString)$"DELETE FROM post_search WHERE publication_number = {number}",
                cancellationToken);
        }
    }

    /// <summary>Posts that hold every word, the last as a beginning; filters of them follow as further conditions on <c>p</c>.</summary>
    /// <returns>A query for numbers up to its WHERE, with one parameter at <paramref name="parameter"/>.</returns>
    internal (string Sql, string Query) Matching(IReadOnlyList<IReadOnlyList<string>> words, int parameter) => (From(parameter), All(words));

    /// <summary>As <see cref="Matching"/>, for posts that hold any of the words.</summary>
    internal (string Sql, string Query) MatchingAny(IReadOnlyList<string> words, int parameter) => (From(parameter), string.Join(IsSqlite ? " OR " : " | ", words.Select(Quoted)));

    /// <summary>The column that says the order of publication, in whose order the index can be walked.</summary>
    internal string Number => IsSqlite ? "post_search.rowid" : "p.publication_number";

    /// <summary>The index is walked from the newest on; else it gives all that it finds, in any order.</summary>
    internal bool IsInOrder => IsSqlite;

    /// <summary>Keeps SQLite, which knows nothing of how values are spread, from beginning with an index of the column.</summary>
    internal string Unindexed(string column) => IsSqlite ? $"+{column}" : column;

    /// <summary>Names the index that SQLite is to walk.</summary>
    internal string By(string name) => IsSqlite ? $" INDEXED BY {name}" : "";

    // CROSS JOIN keeps SQLite from walking all posts and asking the index for each, MATERIALIZED does the same on PostgreSQL.
    private string From(int parameter) => IsSqlite
        ? $"SELECT p.publication_number FROM post_search CROSS JOIN posts AS p{By("ix_posts_listing")} ON p.publication_number = post_search.rowid WHERE post_search MATCH {{{parameter}}} AND p.publication_number IS NOT NULL"
        : $"WITH found AS MATERIALIZED (SELECT publication_number FROM post_search WHERE document @@ {{{parameter}}}::tsquery) SELECT p.publication_number FROM found JOIN posts AS p ON p.publication_number = found.publication_number WHERE true";

    private string All(IReadOnlyList<IReadOnlyList<string>> words) => string.Join(
        IsSqlite ? " AND " : " & ",
        words.Select((forms, at) => $"({string.Join(IsSqlite ? " OR " : " | ", forms.Select((form, of) => of == 0 && at == words.Count - 1 && SearchWords.IsBeginning(form) ? Beginning(form) : Quoted(form)))})"));

    private string Quoted(string word) => IsSqlite ? $"\"{word}\"" : $"'{word}'";

    private string Beginning(string word) => IsSqlite ? $"\"{word}\" *" : $"'{word}':*";
}
