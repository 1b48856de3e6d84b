using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Tests.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Reporting;

/// <summary>Forum figures of October 2026 in a government of UTC+8, worked out by hand; today is 20 November.</summary>
public class ForumActivityTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly DateOnly October = new(2026, 10, 1);
    private readonly TestData data = new(app);

    [Fact]
    public async Task Load_October_CountsEveryTopicAsItStoodAtItsEnd()
    {
        var world = await CreateAsync();
        var forum = (await LoadAsync(world.Office))!;
        var complaints = forum.Kinds.Single(kind => kind.Code == "complaint");
        var questions = forum.Kinds.Single(kind => kind.Code == "informationRequest");

        // Written in October by local time: A D E F H I K, and the confidential C. Published: A B D E H I K.
        Assert.Equal((7L, 0L, 7L), (complaints.Current.Received, complaints.Current.Confidential, complaints.Current.Published));
        Assert.Equal((1L, 1L, 0L), (questions.Current.Received, questions.Current.Confidential, questions.Current.Published));

        // A: Monday to Friday. B: Tuesday to Thursday with a holiday between. C: from its acceptance, two days after what was promised.
        Assert.Equal([1, 4], complaints.Current.AnswerDays.Order());
        Assert.Equal([7], questions.Current.AnswerDays);
        Assert.Equal((2L, 0L, 14, 5), (complaints.Current.InTime, questions.Current.InTime, complaints.StandardDays, questions.StandardDays));

        // Owed an answer on 31 October: D E H I K and the reopened J; past the promised day: D H J.
        Assert.Equal((6L, 3L), (complaints.Current.Waiting, complaints.Current.Overdue));

        // September: B and J written, J published and answered after six working days; what was promised for J gave way to its reopening.
        Assert.Equal((2L, 1L, 1L, 0L), (complaints.Previous.Received, complaints.Previous.Published, complaints.Previous.InTime, complaints.Previous.Waiting));
        Assert.Equal([6], complaints.Previous.AnswerDays);

        Assert.Equal([("E •••", 3L, 3L), ("A •••", 2L, 3L)], forum.MostSupported.Select(topic => (topic.Title, topic.InMonth, topic.Total)));
        Assert.Equal([("WAKTU", 1L), (null, 7L)], forum.Elements.Select(row => (row.ElementCode, row.Topics)));
        Assert.Equal([("publish", null, 7L), ("reject", "insult", 1L), ("accept", null, 1L)], forum.Decisions.Select(row => (row.Code, row.ReasonCode, row.Count)));
    }

    [Fact]
    public async Task Load_OtherUnits_CountWhatTheyHadThen()
    {
        var world = await CreateAsync();
        var (city, other, nobody) = ((await LoadAsync(world.City))!, (await LoadAsync(world.Other))!, await LoadAsync(await data.CreateUnitAsync(type: "kota")));

        Assert.Equal((9L, 1L), (city.Kinds.Sum(kind => kind.Current.Received), other.Kinds.Sum(kind => kind.Current.Received))); // G was there, H was not yet
        Assert.Equal(6, city.Kinds.Sum(kind => kind.Current.Waiting));
        Assert.Equal(0, other.Kinds.Sum(kind => kind.Current.Waiting));
        Assert.Null(nobody);
        Assert.True(ForumResult.Of((await LoadAsync(await data.CreateUnitAsync(parent: world.City)))!, isComparable: true).IsQuiet);
    }

    [Fact]
    public async Task Load_TopicsOfMergedUnits_CountTogetherForTheSuccessor()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        var day = new DateTime(2026, 10, 12, 3, 0, 0, DateTimeKind.Utc);
        await AddAsync(world.Health, "Satu", day);
        await AddAsync(world.Clinic, "Dua", day);
        await AddAsync(world.Family, "Tiga", day);
        var before = await LoadAsync(world.Health);
        var successor = await world.MergeAsync();

        Assert.Equal(3, (await LoadAsync(successor, October.AddMonths(1)))!.Kinds.Sum(kind => kind.Previous.Received));
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await LoadAsync(world.Health)));
    }

    [Fact]
    public async Task Ledger_DecisionsAtMidnight_StandInTheMonthOfTheGovernment()
    {
        var world = await CreateAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/forum/aturan?unit={world.Office.Code}");

        Assert.Equal(
            [
                "November 2026|Diteruskan ke kantor lain|1", "November 2026|Tidak ditampilkan lagi: Iklan atau promosi|1",
                "Oktober 2026|Dipublikasikan|7", "Oktober 2026|Ditolak: Hinaan, ancaman, atau kebencian|1", "Oktober 2026|Diteruskan ke kantor, tanpa dipublikasikan|1",
                "September 2026|Dipublikasikan|1",
            ],
            page.Document.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.TextContent))));

        var (list, results) = (await browser.OpenAsync($"/forum/{world.Office.Code}"), await browser.OpenAsync($"/hasil/{world.Office.Code}"));
        Assert.Single(list.Document.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"/hasil/{world.Office.Code}");
        Assert.Single(results.Document.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"/forum/{world.Office.Code}");
    }

    private sealed record World(Unit City, Unit Office, Unit Branch, Unit Other);

    private async Task<World> CreateAsync()
    {
        var city = await data.CreateUnitAsync(type: "kota", timeZone: "Asia/Makassar");
        var office = await data.CreateUnitAsync(parent: city);
        var world = new World(city, office, await data.CreateUnitAsync(parent: office), await data.CreateUnitAsync(parent: city));
        await app.WithContextAsync(context =>
        {
            context.Add(new Holiday { UnitId = city.Id, Day = new DateOnly(2026, 10, 28), Name = "Libur daerah" });
            return context.SaveChangesAsync();
        });
        var a = await AddAsync(office, "A", Utc(9, 30, 16), Utc(10, 5), answered: Utc(10, 9), element: "WAKTU");
        await AddAsync(world.Branch, "B", Utc(9, 30, 15, 59), Utc(10, 26, 23), answered: Utc(10, 29, 10), answerBy: new DateOnly(2026, 11, 17));
        await AddAsync(office, "C", Utc(10, 12), Utc(10, 13), answered: Utc(10, 22), answerBy: new DateOnly(2026, 10, 20), kind: PostKind.InformationRequest, confidential: true);
        await AddAsync(office, "D", Utc(10, 2), Utc(10, 6), answerBy: new DateOnly(2026, 10, 26));
        var e = await AddAsync(world.Branch, "E", Utc(10, 20), Utc(10, 21), answered: Utc(11, 5), answerBy: new DateOnly(2026, 11, 11));
        var f = await AddAsync(office, "F", Utc(10, 3));
        await DecideAsync(f, office, Utc(10, 5), DecisionOutcome.Reject, RejectionReason.Insult, post => post.Reject());
        var g = await AddAsync(world.Other, "G", Utc(10, 8));
        await DecideAsync(g, world.Other, Utc(11, 3), DecisionOutcome.PassOn, null, post => post.PassOn(office.Id, new DateOnly(2026, 11, 6)));
        var h = await AddAsync(office, "H", Utc(10, 9), Utc(10, 10), answerBy: new DateOnly(2026, 10, 30));
        await DecideAsync(h, office, Utc(11, 4), DecisionOutcome.PassOn, null, post => post.PassOn(world.Other.Id, new DateOnly(2026, 11, 9)));
        var i = await AddAsync(office, "I", Utc(10, 14), Utc(10, 15), answerBy: new DateOnly(2026, 11, 4));
        await DecideAsync(i, office, Utc(10, 31, 16), DecisionOutcome.Hide, RejectionReason.Advertising, post => post.Hide());
        var j = await AddAsync(office, "J", Utc(9, 1), Utc(9, 2), answered: Utc(9, 10), answerBy: new DateOnly(2026, 9, 22));
        var k = await AddAsync(office, "K", Utc(10, 19), Utc(10, 20), answerBy: new DateOnly(2026, 11, 9));
        await app.WithContextAsync(async context =>
        {
            context.Add(new PostMessage { PostId = j, SubmissionKey = Guid.CreateVersion7(), Kind = MessageKind.NotSolved, Text = "Belum", WrittenOn = Utc(10, 5) });
            (await context.Posts.SingleAsync(post => post.Id == j)).Reopen(new DateOnly(2026, 10, 23));
            (await context.Posts.SingleAsync(post => post.Id == k)).Withdraw(Utc(11, 2));
            foreach (var (post, on, count) in new[] { (a, Utc(9, 29), 1), (a, Utc(10, 31, 15, 59), 2), (a, Utc(10, 31, 16), 4), (e, Utc(10, 22), 3), (i, Utc(10, 16), 5) })
            {
                context.AddRange(Enumerable.Range(0, count).Select(_ => new PostSupport { PostId = post, Supporter = Random.Shared.NextInt64(), GivenOn = on }));
            }

            return await context.SaveChangesAsync();
        });
        return world;
    }

    private static DateTime Utc(int month, int day, int hour = 2, int minute = 0) => new(2026, month, day, hour, minute, 0, DateTimeKind.Utc);

    /// <summary>A topic that was let through and answered at these times, each with its row.</summary>
    private async Task<int> AddAsync(
        Unit unit, string title, DateTime written, DateTime? letThrough = null, DateTime? answered = null, DateOnly? answerBy = null, PostKind kind = PostKind.Complaint, bool confidential = false,
        string? element = null)
    {
        var moderator = await app.WithContextAsync(ModeratorAsync);
        var id = await app.WithContextAsync(async context =>
        {
            var post = new Post
            {
                SubmissionKey = Guid.CreateVersion7(),
                ReceiptHash = Random.Shared.NextInt64(),
                UnitId = unit.Id,
                Kind = kind,
                Title = title,
                Text = "Teks",
                NameShown = NameShown.Anonymous,
                IsConfidential = confidential,
                Language = "id",
                WrittenOn = written,
                ReviewBy = new DateOnly(2026, 10, 30),
                Element = element,
            };
            context.Add(post);
            await context.SaveChangesAsync();
            return post.Id;
        });
        if (letThrough is { } on)
        {
            await DecideAsync(id, unit, on, confidential ? DecisionOutcome.Accept : DecisionOutcome.Publish, null, post => post.Publish(
                $"{title} •••", "Teks", confidential ? null : id, on, answerBy ?? new DateOnly(2026, 10, 23)));
        }

        if (answered is { } time)
        {
            await app.WithContextAsync(async context =>
            {
                context.Add(new OfficialAnswer { PostId = id, Outcome = AnswerOutcome.Done, Text = "Sudah", DraftedById = moderator.Id, DraftedOn = time, PublishedOn = time });
                (await context.Posts.SingleAsync(post => post.Id == id)).Answer(AnswerOutcome.Done, time);
                return await context.SaveChangesAsync();
            });
        }

        return id;
    }

    private Task<int> DecideAsync(int postId, Unit unit, DateTime on, DecisionOutcome outcome, RejectionReason? reason, Action<Post> change) => app.WithContextAsync(async context =>
    {
        var moderator = await ModeratorAsync(context);
        var post = await context.Posts.SingleAsync(post => post.Id == postId);
        var before = JsonSerializer.Serialize(PostState.Of(post));
        change(post);
        context.Add(new ModerationDecision
        {
            PostId = postId,
            UnitId = unit.Id,
            DecidedOn = on,
            ModeratorId = moderator.Id,
            Moderator = moderator.Name,
            Outcome = outcome,
            Reason = reason,
            Before = before,
            PostVersion = post.Version,
        });
        return await context.SaveChangesAsync();
    });

    private static async Task<Account> ModeratorAsync(Data.PublicVoiceDbContext context)
    {
        if (await context.Accounts.FirstOrDefaultAsync() is { } known)
        {
            return known;
        }

        var account = new Account { Name = "Siti", UserName = "siti@contoh.id", NormalizedUserName = "SITI@CONTOH.ID", Email = "siti@contoh.id", NormalizedEmail = "SITI@CONTOH.ID", SecurityStamp = "x" };
        context.Add(account);
        await context.SaveChangesAsync();
        return account;
    }

    private Task<ForumFacts?> LoadAsync(Unit unit, DateOnly? month = null) => app.InScopeAsync(async services =>
        (await services.GetRequiredService<EvaluationFactsLoader>().LoadAsync(
            await services.GetRequiredService<UnitDirectory>().FindAsync(unit.Code, default) ?? unit, month ?? October, null, withComments: false, default)).Forum);
}
