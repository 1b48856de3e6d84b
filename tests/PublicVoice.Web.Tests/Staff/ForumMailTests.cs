using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Tests.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>Mails to staff that nobody presses a button for. Each test has posts and accounts to itself.</summary>
public sealed class ForumMailTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IAsyncLifetime
{
    /// <summary>Friday, ten in the morning in Jakarta.</summary>
    private static readonly DateTime Friday = new(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc);

    private readonly TestData data = new(app);

    public async ValueTask InitializeAsync()
    {
        app.Clock.UtcNow = Friday;
        await app.WithContextAsync(async context =>
        {
            await context.PostMessages.ExecuteDeleteAsync();
            await context.Posts.ExecuteDeleteAsync();
            await context.RoleAssignments.ExecuteDeleteAsync();
            await context.Accounts.ExecuteDeleteAsync();
            return await context.OutgoingMails.ExecuteDeleteAsync();
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Digest_SomethingWaits_OneMailForEachModeratorAndDay()
    {
        var world = await StaffWorld.CreateAsync(app);
        var (city, office) = (await world.CreatePersonAsync(StaffRole.Moderator), await world.CreatePersonAsync(StaffRole.Moderator, world.Office));
        await app.WithContextAsync(context => context.Accounts.Where(account => account.Id == office.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.Language, "en")));
        await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office);
        await world.CreatePersonAsync(StaffRole.Moderator, world.OtherCity); // nothing waits there
        await data.CreatePostAsync(world.Office, "Rahasia saya", reviewBy: new DateOnly(2026, 11, 19));
        await data.CreatePostAsync(world.City);
        await ClearAsync();

        await RunTwiceAtOnceAsync(Friday.AddHours(-5)); // five in the morning
        Assert.Empty(await MailsAsync());
        await RunTwiceAtOnceAsync(Friday);
        var mails = (await MailsAsync()).OrderByDescending(mail => mail.Subject, StringComparer.Ordinal).ToList();
        Assert.Equal([(city.Email!, "Forum: 2 topik menunggu, 1 lewat batas"), (office.Email!, "Forum: 1 posts waiting, 1 overdue")], mails.Select(mail => (mail.Recipient, mail.Subject)));
        Assert.Contains($"- {world.Office.Name}: 1, lewat batas 1\n- {world.City.Name}: 1, lewat batas 0\n", mails[0].Body, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5000/staff/account", mails[0].Body, StringComparison.Ordinal);
        Assert.All(mails, mail => Assert.DoesNotContain("Rahasia saya", mail.Body, StringComparison.Ordinal));

        await RunTwiceAtOnceAsync(Friday.AddHours(6));
        await RunTwiceAtOnceAsync(Friday.AddDays(2)); // Sunday
        Assert.Equal(2, (await MailsAsync()).Count);
        await RunTwiceAtOnceAsync(Friday.AddDays(12)); // one mail, not one for each day without server
        Assert.Equal(4, (await MailsAsync()).Count);
    }

    [Fact]
    public async Task Digest_SwitchedOffOnTheOwnPage_StaysAway()
    {
        var world = await StaffWorld.CreateAsync(app);
        var moderator = await world.CreatePersonAsync(StaffRole.Moderator);
        await data.CreatePostAsync(world.Office);
        using var browser = await world.SignInAsync(moderator);
        var page = await browser.OpenAsync("/staff/account");
        Assert.True(page.One("input[name=Digest]").HasAttribute("checked"));
        await browser.SendAsync(page, ("Digest", null));
        Assert.False((await browser.OpenAsync("/staff/account")).One("input[name=Digest]").HasAttribute("checked"));
        await ClearAsync();
        await RunTwiceAtOnceAsync(Friday);
        Assert.Empty(await MailsAsync());
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer));
        Assert.Empty((await officer.OpenAsync("/staff/account")).Document.QuerySelectorAll("input[name=Digest]"));
    }

    [Fact]
    public async Task Overdue_Answer_GoesUpTheTreeOnceAndThePublicIsTold()
    {
        var world = await StaffWorld.CreateAsync(app);
        var branch = await data.CreateUnitAsync(parent: world.Office);
        var (officer, cityOfficer) = (await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office), await world.CreatePersonAsync(StaffRole.UnitOfficer));
        var (head, bureau) = (await world.CreatePersonAsync(StaffRole.Leader, world.Office), await world.CreatePersonAsync(StaffRole.Administrator));
        var officeAdministrator = await world.CreatePersonAsync(StaffRole.Administrator, world.Office);
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(branch, ("Draft.Title", "Air keruh"));
        var post = await citizen.PublishAsync(receipt);
        var secret = await data.CreatePostAsync(branch, "Nama saya Budi", confidential: true, status: PostStatus.Published);
        await app.WithContextAsync(context => context.Posts.ExecuteUpdateAsync(set => set.SetProperty(row => row.AnswerBy, new DateOnly(2026, 11, 20))));
        await ClearAsync();

        await RunTwiceAtOnceAsync(Friday.AddDays(1)); // a Saturday is no working day
        Assert.Empty(await MailsAsync());
        await RunTwiceAtOnceAsync(Friday.AddDays(3));
        var first = Assert.Single(await MailsAsync());
        Assert.Equal((officer.Email, "2 tanggapan forum lewat tenggat"), (first.Recipient, first.Subject));
        Assert.Contains($"#{post.Id} Air keruh, {branch.Name}: tenggat 20\u00a0November 2026", first.Body, StringComparison.Ordinal);
        Assert.Contains($"#{secret.Id} (rahasia), {branch.Name}", first.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Budi", first.Body, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5000/staff/forum/answers", first.Body, StringComparison.Ordinal);

        await RunTwiceAtOnceAsync(Friday.AddDays(31)); // after weeks without server
        Assert.Equal([officer.Email, head.Email, bureau.Email], (await MailsAsync()).Select(mail => mail.Recipient));
        await RunTwiceAtOnceAsync(Friday.AddDays(32));
        Assert.Equal(3, (await MailsAsync()).Count);
        Assert.DoesNotContain((await MailsAsync()).Select(mail => mail.Recipient), recipient => recipient == cityOfficer.Email || recipient == officeAdministrator.Email);
        var shown = (await citizen.Browser.OpenAsync($"/forum/{branch.Code}/{post.PublicationNumber}")).Text;
        Assert.Contains("Tenggat ini sudah lewat", shown, StringComparison.Ordinal);
        Assert.Contains("Tenggat jawaban lewat; kantor diingatkan", shown, StringComparison.Ordinal);
        Assert.Contains("Masih belum dijawab; Bagian Organisasi diberi tahu", shown, StringComparison.Ordinal);
        Assert.Contains("Tenggat ini sudah lewat", (await citizen.StatusAsync(receipt)).Text, StringComparison.Ordinal);
        Assert.Contains("lewat tenggat", (await citizen.Browser.OpenAsync($"/forum/{branch.Code}")).One(".topics").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overdue_ReopenedWithANewDeadline_IsToldAnew()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office);
        var post = await data.CreatePostAsync(world.Office, status: PostStatus.Published);
        using var administrator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        await administrator.SendAsync(await administrator.OpenAsync($"/staff/units/{world.City.Code}/forum"), ("HeadDays", "200"), ("BureauDays", "250"));
        await ClearAsync();
        foreach (var deadline in new[] { new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 18) })
        {
            await app.WithContextAsync(context => context.Posts.Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AnswerBy, deadline)));
            await RunTwiceAtOnceAsync(Friday);
        }

        Assert.Equal(2, (await MailsAsync()).Count);
        await app.WithContextAsync(context => context.Posts.Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, PostStatus.Answered)));
        await RunTwiceAtOnceAsync(Friday.AddDays(60));
        Assert.Equal(2, (await MailsAsync()).Count);
    }

    private Task<int> ClearAsync() => app.WithContextAsync(context => context.OutgoingMails.ExecuteDeleteAsync());

    private Task<List<(string Recipient, string Subject, string Body)>> MailsAsync() => app.WithContextAsync(async context =>
        (await context.OutgoingMails.OrderBy(mail => mail.Id).ToListAsync()).ConvertAll(mail => (mail.Recipient, mail.Subject, mail.Body)));

    /// <summary>As two servers do it.</summary>
    private async Task RunTwiceAtOnceAsync(DateTime now)
    {
        app.Clock.UtcNow = now;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<OverdueAnswers>().TellAsync(CancellationToken.None);
            await services.GetRequiredService<ModeratorDigests>().MakeDueAsync(CancellationToken.None);
            return 0;
        })));
    }
}
