using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Forum;

/// <summary>What is found must not depend on the way it is looked for: by reading topics, or by the full-text index.</summary>
public class PublicPostsTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly string[] Titles =
    [
        "Antrean loket lama", "Biayanya mahal", "Sekolah bocor", "Antrean obat", "Jalan rusak", "Antre-an & loket", "SEKOLAHNYA jauh", "Kartu keluarga", "Antrean KTP habis", "Loket Sabtu",
    ];

    private readonly TestData data = new(app);

    [Fact]
    public async Task Find_ByReadingOrByIndex_GivesTheSame()
    {
        var city = await data.CreateUnitAsync(type: "kota");
        var (office, branch) = (await data.CreateUnitAsync(parent: city), await data.CreateUnitAsync(parent: city));
        for (var i = 0; i < 3 * Titles.Length; i++)
        {
            var post = await data.CreatePostAsync(i % 3 == 0 ? branch : office, $"{Titles[i % Titles.Length]} {i}", $"Teks umum {(i % 2 == 0 ? "pagi" : "sore")}", status: i % 4 == 0 ? PostStatus.Answered : PostStatus.Published);
            await app.InScopeAsync(async services =>
            {
                await services.GetRequiredService<PostIndex>().PutAsync(post, default);
                return await services.GetRequiredService<PublicVoiceDbContext>().Posts.Where(row => row.Id == post.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Supports, i * 7 % 10).SetProperty(row => row.Element, i % 5 == 0 ? "WAKTU" : null));
            });
        }

        foreach (var unit in new[] { null, city, office, branch })
        {
            foreach (var words in new[] { "antrean", "antre", "sekolah", "sekolahnya", "loket antrean", "umum pagi", "teks", "an", "rusak sore", "tidakada", "29", "biaya" })
            {
                foreach (var order in Enum.GetValues<PostOrder>())
                {
                    var query = new PostQuery(unit) { Words = words, Order = order };
                    await AssertSameAsync(query);
                    await AssertSameAsync(query with { Element = "WAKTU" });
                    await AssertSameAsync(query with { Status = PostStatus.Answered, After = new PostCursor(5, 20) });
                }
            }
        }

        Assert.Equal(["Antrean KTP habis 8", "Antrean obat 3", "Antrean loket lama 0"], (await FindAsync(new PostQuery(city) { Words = "antrean", After = new PostCursor(0, await NumberAsync("Antrean loket lama 10")) }, 0)).Select(Title));
    }

    private async Task AssertSameAsync(PostQuery query)
    {
        var (read, indexed) = (await FindAsync(query, 1_000), await FindAsync(query, 0));
        Assert.Equal((query.Words, query.Order, string.Join('|', read.Select(Title))), (query.Words, query.Order, string.Join('|', indexed.Select(Title))));
    }

    private static string Title(PostListing listing) => listing.Post.PublicTitle!;

    private Task<int> NumberAsync(string title) => app.WithContextAsync(context => context.Posts.Where(post => post.Title == title).Select(post => post.PublicationNumber!.Value).SingleAsync());

    private Task<IReadOnlyList<PostListing>> FindAsync(PostQuery query, int lookedThrough) => app.InScopeAsync(services => new PublicPosts(
        services.GetRequiredService<PublicVoiceDbContext>(), services.GetRequiredService<PostIndex>())
    { LookedThrough = lookedThrough }.FindAsync(query, CancellationToken.None));
}
