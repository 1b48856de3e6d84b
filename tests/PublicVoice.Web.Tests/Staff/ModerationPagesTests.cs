using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>What moderators do with what citizens wrote.</summary>
public class ModerationPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Queue_WaitingPosts_NearestDeadlineFirstAndOnlyOnesOwn()
    {
        var (world, browser) = await ModeratorAsync();
        var late = await data.CreatePostAsync(world.Office, "Nanti saja", reviewBy: new DateOnly(2026, 12, 30));
        var soon = await data.CreatePostAsync(world.Office, "<b>Segera</b>", reviewBy: new DateOnly(2026, 11, 1));
        await data.CreatePostAsync(world.OtherOffice, "Kota lain");
        await data.CreatePostAsync(world.Office, "Sudah terbit", status: PostStatus.Published);
        var page = await browser.OpenAsync("/staff/forum");
        Assert.Equal(["<b>Segera</b> #" + soon.Id, "Nanti saja #" + late.Id], page.Document.QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("1 November 2026 lewat", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Segera", page.Source, StringComparison.Ordinal);
        Assert.Equal(["2", "1", "0", "0", "0", "0"], page.Document.QuerySelectorAll(".parts strong").Select(count => count.TextContent));
        Assert.Single((await browser.OpenAsync("/staff/forum?only=overdue")).Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.OpenAsync($"/staff/forum?unit={world.OtherOffice.Code}")).Status);
    }

    [Fact]
    public async Task Queue_Marked_ShowsSignalsInWordsAndOnlyThese()
    {
        var (world, browser) = await ModeratorAsync();
        var (plain, spam) = (await data.CreatePostAsync(world.Office, "Biasa"), await data.CreatePostAsync(world.Office, "Promo", reviewBy: new DateOnly(2026, 12, 30)));
        await app.WithContextAsync(context => context.Posts.Where(post => post.Id == plain.Id).ExecuteUpdateAsync(set => set.SetProperty(post => post.Signals, PostSignals.Unchecked)));
        await app.WithContextAsync(context => context.Posts.Where(post => post.Id == spam.Id).ExecuteUpdateAsync(set => set.SetProperty(
            post => post.Signals, PostSignals.Unchecked | PostSignals.Links | PostSignals.Repeated | PostSignals.Burst | PostSignals.Trapped)));

        Assert.Equal(2, (await browser.OpenAsync("/staff/forum")).Document.QuerySelectorAll("tbody tr").Length);
        var row = (await browser.OpenAsync("/staff/forum?only=marked")).One("tbody tr");
        Assert.Equal(["Kotak tersembunyi terisi", "Memuat tautan", "Kata-kata sama", "Banyak kiriman sekaligus"], row.QuerySelectorAll("th .state").Select(mark => mark.TextContent));
        Assert.Contains("Many at once", (await browser.OpenAsync("/staff/forum?only=marked&lang=en")).One("tbody tr").TextContent, StringComparison.Ordinal);
        var page = await browser.OpenAsync($"/staff/forum/{spam.Id}?lang=id");
        Assert.Contains("Satu dari banyak topik dari jaringan yang sama", page.Text, StringComparison.Ordinal);
        Assert.Contains("Tanpa pemeriksaan otomatis", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_FoundAndNamedPassages_AreMaskedAndTheOriginalStays()
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office, "Petugas kasar", "Hubungi saya di 0812-3456-7890. Namanya Budi Santoso.");
        var page = await browser.OpenAsync($"/staff/forum/{post.Id}");
        Assert.Equal(["0812-3456-7890"], page.Document.QuerySelectorAll(".words mark").Select(mark => mark.TextContent)); // as its writer saw it
        var result = await PressAsync(browser, page, "Publish", ("Passages", "budi santoso"), ("Element", "PERILAKU"));
        Assert.Equal("/staff/forum", result.Header("Location"));
        var stored = await FindAsync(post.Id);
        Assert.Equal(("Hubungi saya di •••. Namanya •••.", post.Text, PostStatus.Published, "PERILAKU"), (stored.PublicText, stored.Text, stored.Status, stored.Element));
        Assert.Equal((2, (int?)null), (stored.Version, stored.ClaimedById));
        Assert.NotNull(stored.PublicationNumber);
        Assert.Equal(new DateOnly(2026, 12, 10), stored.AnswerBy); // 14 working days after Friday, 20 November
        var decision = await app.WithContextAsync(context => context.ModerationDecisions.SingleAsync(decision => decision.PostId == post.Id));
        Assert.Equal((DecisionOutcome.PublishMasked, world.Office.Id), (decision.Outcome, decision.UnitId));
        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.Action == "post.decided" && entry.Subject == $"#{post.Id}"));
        Assert.DoesNotContain("Budi", entry.After + entry.Before, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Publish_PassageThatIsNotThere_IsRefusedWithTheForm()
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office);
        var page = await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "Publish", ("Passages", "tidak tertulis"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("“tidak tertulis” tidak ada dalam tulisan", page.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(PostStatus.Received, (await FindAsync(post.Id)).Status);
    }

    [Fact]
    public async Task Publish_Confidential_GoesToTheOfficeAndNeverPublic()
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office, confidential: true);
        await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "Publish");
        var stored = await FindAsync(post.Id);
        Assert.Equal((PostStatus.Published, null, null, false), (stored.Status, stored.PublicText, stored.PublicationNumber, stored.IsPublic));
        Assert.NotNull(stored.AnswerBy);
    }

    [Theory]
    [InlineData("Reject", "Reason", "Pilih alasan")]
    [InlineData("PassOn", "UnitCode", "Isi kode unit lain yang aktif")]
    [InlineData("Merge", "Into", "Isi nomor topik lain yang sudah terbit")]
    [InlineData("HandOver", "TrackingNumber", "Isi nomor pelacakan")]
    public async Task Decide_WithoutWhatItNeeds_SaysWhatIsMissing(string handler, string field, string message)
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office);
        var page = await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), handler);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith(message, page.One($"#f-{field}-error").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.One($"#f-{field}").Closest("details")!.GetAttribute("open"));
        Assert.Equal(1, (await FindAsync(post.Id)).Version);
    }

    [Fact]
    public async Task Decide_TwoAtOnce_OneDecidesAndTheOtherIsToldWho()
    {
        var (world, first) = await ModeratorAsync();
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator, world.City, "Rahmat Hidayat"));
        var post = await data.CreatePostAsync(world.Office);
        var (seenByFirst, seenBySecond) = (await first.OpenAsync($"/staff/forum/{post.Id}"), await second.OpenAsync($"/staff/forum/{post.Id}"));
        await PressAsync(second, seenBySecond, "Reject", ("Reason", "Advertising"));
        var late = await PressAsync(first, seenByFirst, "Publish");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Sudah diputuskan oleh Rahmat Hidayat: Ditolak", late.Text, StringComparison.Ordinal);
        Assert.Equal(PostStatus.Rejected, (await FindAsync(post.Id)).Status);
    }

    [Fact]
    public async Task Decide_ManyAtTheSameInstant_DecidesOnce()
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office);
        var page = await browser.OpenAsync($"/staff/forum/{post.Id}");
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => PressAsync(browser, page, at % 2 == 0 ? "Publish" : "Reject", ("Reason", "Insult"))));
        Assert.Single(results, result => result.Status == HttpStatusCode.Redirect);
        Assert.All(results.Where(result => result.Status != HttpStatusCode.Redirect), result => Assert.Equal(HttpStatusCode.Conflict, result.Status));
        Assert.Equal(1, await app.WithContextAsync(context => context.ModerationDecisions.CountAsync(decision => decision.PostId == post.Id)));
    }

    [Fact]
    public async Task Reverse_LastDecision_BringsBackWhatWas()
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office);
        await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "Publish");
        await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "Reverse");
        var stored = await FindAsync(post.Id);
        Assert.Equal((PostStatus.Received, null, null, null), (stored.Status, stored.PublicText, stored.PublicationNumber, stored.AnswerBy));
        Assert.DoesNotContain("Batalkan keputusan terakhir", (await browser.OpenAsync($"/staff/forum/{post.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_IntoAnother_MovesSupportsOnceAndBack()
    {
        var (world, browser) = await ModeratorAsync();
        var (target, post) = (await data.CreatePostAsync(world.Office, status: PostStatus.Published), await data.CreatePostAsync(world.Office, status: PostStatus.Published));
        await app.WithContextAsync(context =>
        {
            context.AddRange(
                new PostSupport { PostId = target.Id, Supporter = 1, GivenOn = app.Clock.UtcNow.AddDays(-1) },
                new PostSupport { PostId = post.Id, Supporter = 1, GivenOn = app.Clock.UtcNow },
                new PostSupport { PostId = post.Id, Supporter = 2, GivenOn = app.Clock.UtcNow });
            return context.SaveChangesAsync();
        });
        await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "Merge", ("Into", $"#{target.Id}"));
        Assert.Equal((PostStatus.Merged, target.Id, 2), ((await FindAsync(post.Id)).Status, (await FindAsync(post.Id)).MergedIntoId, (await FindAsync(target.Id)).Supports));
        await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "Reverse");
        Assert.Equal((PostStatus.Published, null, 1), ((await FindAsync(post.Id)).Status, (await FindAsync(post.Id)).MergedIntoId, (await FindAsync(target.Id)).Supports));
    }

    [Fact]
    public async Task PassOn_ToAUnitOfSomebodyElse_LeavesTheModeratorsSight()
    {
        var world = await StaffWorld.CreateAsync(app);
        var branch = await data.CreateUnitAsync(parent: world.City);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator, world.Office));
        var post = await data.CreatePostAsync(world.Office);
        await PressAsync(browser, await browser.OpenAsync($"/staff/forum/{post.Id}"), "PassOn", ("UnitCode", branch.Code));
        Assert.Equal((branch.Id, PostStatus.Received), ((await FindAsync(post.Id)).UnitId, (await FindAsync(post.Id)).Status));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/forum/{post.Id}")).Status);
    }

    [Fact]
    public async Task Next_TwoModerators_GetDifferentPosts()
    {
        var (world, first) = await ModeratorAsync();
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator));
        var posts = new[] { await data.CreatePostAsync(world.Office), await data.CreatePostAsync(world.Office) };
        var taken = new List<string>();
        foreach (var browser in new[] { first, second, first })
        {
            var queue = await browser.OpenAsync("/staff/forum");
            taken.Add(queue.Document.QuerySelector("form[action*='handler=Next']") is IHtmlFormElement form ? (await browser.PostAsync(queue, form, queue.Fields(form))).Header("Location") : "");
        }

        Assert.Equal([$"/staff/forum/{posts[0].Id}", $"/staff/forum/{posts[1].Id}", "/staff/forum"], taken);
        Assert.Contains("Sedang saya tinjau 1", (await first.OpenAsync("/staff/forum")).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_ChosenPosts_AreDecidedAndLateOnesCounted()
    {
        var (world, browser) = await ModeratorAsync();
        var posts = new[] { await data.CreatePostAsync(world.Office, text: "Telepon 081234567890"), await data.CreatePostAsync(world.Office) };
        var queue = await browser.OpenAsync("/staff/forum");
        var result = await SendChosenAsync(browser, queue, "Publish", [.. posts.Select(post => $"{post.Id}.1"), $"{posts[0].Id}.7"]);
        Assert.Contains("2 topik diputuskan; 1 sudah diputuskan orang lain.", (await browser.FollowAsync(result)).Text, StringComparison.Ordinal);
        Assert.Equal("Telepon •••", (await FindAsync(posts[0].Id)).PublicText);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendChosenAsync(browser, queue, "Reject", [$"{posts[0].Id}.2"])).Status); // without a reason
        Assert.Equal(HttpStatusCode.NotFound, (await SendChosenAsync(browser, queue, "Publish", [$"{(await data.CreatePostAsync(world.OtherOffice)).Id}.1"])).Status);
    }

    [Fact]
    public async Task Messages_OfWriters_AreShownToThePublicOrKept()
    {
        var (world, browser) = await ModeratorAsync();
        var post = await data.CreatePostAsync(world.Office, status: PostStatus.Published);
        var ids = new List<int>();
        foreach (var text in new[] { "Telepon saya 081234567890", "Terima kasih" })
        {
            ids.Add(await app.WithContextAsync(async context =>
            {
                var message = new PostMessage { PostId = post.Id, SubmissionKey = Guid.CreateVersion7(), Kind = MessageKind.Reply, Text = text, WrittenOn = app.Clock.UtcNow };
                context.Add(message);
                await context.SaveChangesAsync();
                return message.Id;
            }));
        }

        foreach (var (id, handler) in new[] { (ids[0], "Publish"), (ids[1], "Keep") })
        {
            var page = await browser.OpenAsync("/staff/forum/messages");
            var form = (IHtmlFormElement)page.One($"#m{id} form");
            form.Action = $"/staff/forum/messages?handler={handler}";
            Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync(page, form, page.Fields(form))).Status);
        }

        var stored = await app.WithContextAsync(context => context.PostMessages.Where(message => message.PostId == post.Id).OrderBy(message => message.Id).Select(message => message.PublicText).ToListAsync());
        Assert.Equal(["Telepon saya •••", null], stored);
        Assert.Contains("Tidak ada pesan yang menunggu", (await browser.OpenAsync("/staff/forum/messages")).Text, StringComparison.Ordinal);
    }

    private async Task<(StaffWorld World, HttpClient Browser)> ModeratorAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator)));
    }

    private Task<Post> FindAsync(int id) => app.WithContextAsync(context => context.Posts.AsNoTracking().SingleAsync(post => post.Id == id));

    /// <summary>Sends the form of the page that belongs to a handler.</summary>
    private static Task<HtmlPage> PressAsync(HttpClient browser, HtmlPage page, string handler, params (string Name, string Value)[] changes)
    {
        HtmlAssert.Status(HttpStatusCode.OK, page);
        var form = (IHtmlFormElement)page.One($"form[action$='handler={handler}']");
        var fields = page.Fields(form);
        fields.RemoveAll(field => changes.Any(change => change.Name == field.Key));
        fields.AddRange(changes.Select(change => KeyValuePair.Create(change.Name, change.Value)));
        return browser.PostAsync(page, form, fields);
    }

    private static Task<HtmlPage> SendChosenAsync(HttpClient browser, HtmlPage page, string handler, IEnumerable<string> chosen)
    {
        var form = (IHtmlFormElement)page.Document.QuerySelectorAll("main form").Single(form => form.QuerySelector("table") is not null);
        form.Action = $"/staff/forum?handler={handler}";
        return browser.PostAsync(page, form, [.. page.Fields(form), .. chosen.Select(value => KeyValuePair.Create("Chosen", value))]);
    }
}
