using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Tests.Forum;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>One topic with markup and formulas in everything that anybody can type about it, then every page, mail, feed and file it shows up in.</summary>
public sealed class HostileForumTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private const string Canary = "=cmd|'/c'!A1 \"'><canary onerror=x>&{{7*7}}${7}%0d%0aBcc: x@y.id\u202e";
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Crawl_HostileTextInEveryField_StaysTextEverywhere()
    {
        var world = await StaffWorld.CreateAsync(app);
        var unit = await data.CreateUnitAsync(parent: world.City, name: $"Dinas {Canary}");
        await data.CreateServiceAsync(unit, name: $"Izin {Canary}");
        using var admin = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, name: $"Dewi {Canary}"));
        using var staff = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator, name: $"Siti {Canary}"));
        using var citizen = new Citizen(app);
        var check = await citizen.FillWithFilesAsync(
            unit, [TestPictures.JpegSaying(Canary)], ("Draft.Title", Canary), ("Draft.Text", $"- **{Canary}**\n[x](javascript:alert(1)) <script>alert(1)</script>"), ("Draft.NameShown", "3"), ("Draft.Name", $"Budi {Canary}"), ("Draft.Email", "budi@contoh.id"));
        var alt = check.Fields().Single(field => field.Key.StartsWith("Draft.Alts", StringComparison.Ordinal)).Key;
        var sent = await citizen.Browser.SendAsync(check, (alt, Canary), ("langkah", "kirim"));
        var receipt = sent.Header("Location").Split('/')[^1].Split('?')[0];
        await citizen.ConfirmAsync("budi@contoh.id");
        var id = (await citizen.PostAsync(receipt)).Id;
        var desk = $"/staff/forum/{id}";
        await PressAsync(staff, desk, "Publish");
        var topic = $"/forum/{unit.Code}/{(await citizen.PostAsync(receipt)).PublicationNumber}";
        await citizen.ActAsync(receipt, "tambah", Canary);
        await citizen.Browser.SendAsync(await citizen.Browser.OpenAsync($"{topic}/laporkan"), ("Reason", "2"), ("Words", Canary));
        await PressAsync(officer, $"{desk}/answer", "Save", ("Outcome", "Answered"), ("Text", Canary));
        async Task CrawlStaffAsync()
        {
            await CrawlAsync(staff, ["/staff/forum", desk, "/staff/forum/messages", "/staff/forum/flags"]);
            await CrawlAsync(officer, [desk, $"{desk}/answer", "/staff/forum/answers"]);
            await CrawlAsync(admin, [desk, "/staff/audit", $"/staff/units/{unit.Code}", $"/staff/units/{unit.Code}/forum"]);
        }

        await CrawlStaffAsync();
        await PressAsync(officer, $"{desk}/answer", "Publish");
        var messages = await staff.OpenAsync("/staff/forum/messages");
        var publish = (IHtmlFormElement)messages.One("article form");
        publish.Action = "/staff/forum/messages?handler=Publish";
        await staff.PostAsync(messages, publish, messages.Fields(publish));
        await CrawlAsync(citizen.Browser, [topic, $"{topic}/laporkan", $"/forum/{unit.Code}", $"/forum/aturan?unit={unit.Code}", $"/forum/tanda-terima/{receipt}"]);
        await PressAsync(staff, desk, "Hide", ("Reason", "Insult"), ("Words", Canary)); // shown to the writer, and in the mail
        await CrawlAsync(citizen.Browser, [$"/forum/tanda-terima/{receipt}", $"/forum/tanda-terima/{receipt}/banding"]);
        await CrawlStaffAsync();

        var mails = await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == "budi@contoh.id").ToListAsync());
        Assert.Equal(["Konfirmasi alamat surel Anda", "Topik Anda terbit", "Kantor menjawab", "Topik Anda tidak ditampilkan lagi"], mails.Select(mail => mail.Subject)); // no word of anybody's in a header
        Assert.All(mails.Skip(1), mail => Assert.Contains("<canary", mail.Body, StringComparison.Ordinal)); // plain text
        Assert.All(mails, mail => Assert.DoesNotContain('\r', mail.Body));
        var export = await admin.PressAsync(await admin.OpenAsync($"/staff/audit?unit={unit.Code}"), "form.export");
        Assert.DoesNotMatch("(?m)(^|,)\"?[=+@-]", export.Source);
        Assert.All(await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Subject == $"#{id}").ToListAsync()), entry =>
            Assert.DoesNotContain("canary", entry.Before + entry.After, StringComparison.Ordinal)); // the log holds no citizen's words
    }

    [Fact]
    public async Task Post_FieldsNeverOffered_ChangeNothing()
    {
        using var citizen = new Citizen(app);
        var (unit, other) = (await data.CreateUnitAsync(), await data.CreateUnitAsync());
        var receipt = await citizen.WriteAsync(
            unit, ("Draft.Title", "Massal"), ("Draft.Status", "3"), ("Status", "3"), ("Post.Status", "3"), ("Draft.UnitId", $"{other.Id}"), ("unit", other.Code), ("Draft.IsUnreviewed", "true"), ("Draft.Supports", "999"),
            ("Draft.PublicationNumber", "1"), ("Draft.Signals", "0"), ("Draft.Element", "WAKTU"), ("Draft.PictureKeys[0]", $"{Guid.NewGuid()}"), ("Place.Rule.PublishesFirst", "true"), ("Pictures.Shown", "x"));
        var post = await citizen.PostAsync(receipt);

        Assert.Equal((unit.Id, PostStatus.Received, false, 0, null, null), (post.UnitId, post.Status, post.IsUnreviewed, post.Supports, post.PublicationNumber, post.Element));
    }

    [Fact]
    public async Task Post_WithAForeignHost_NeverReachesLinksInMailsOrFeeds()
    {
        using var citizen = new Citizen(app);
        citizen.Browser.DefaultRequestHeaders.Host = "jahat.example";
        var unit = await data.CreateUnitAsync();
        await citizen.PublishAsync(await citizen.WriteAsync(unit, ("Draft.Title", "Tuan rumah palsu"), ("Draft.Email", "tuan@contoh.id")));
        var mail = await app.WithContextAsync(context => context.OutgoingMails.SingleAsync(mail => mail.Recipient == "tuan@contoh.id"));

        Assert.Contains("http://localhost:5000/forum/surel/konfirmasi/", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("jahat", mail.Body + (await citizen.Browser.OpenAsync($"/forum/{unit.Code}/feed.atom")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgottenPassword_WithAForeignHost_MailsALinkOfOurs()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.Moderator);
        using var browser = app.NewBrowser();
        browser.DefaultRequestHeaders.Host = "jahat.example";
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "jahat.example");
        await browser.SendAsync(await browser.OpenAsync("/staff/forgotten-password"), ("Email", person.Email));
        var mail = await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == person.Email).OrderByDescending(mail => mail.Id).FirstAsync());

        Assert.Contains("http://localhost:5000/staff/new-password", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("jahat", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_KnownOrUnknownAddress_AnswersTheSame()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var post = await data.CreatePostAsync(unit, status: PostStatus.Published);
        await app.WithContextAsync(context =>
        {
            context.Add(new PostFollower { PostId = post.Id, Email = "sudah@contoh.id", IsWriter = false, Language = "id", AskedOn = app.Clock.UtcNow, ConfirmedOn = app.Clock.UtcNow });
            return context.SaveChangesAsync();
        });
        var page = await citizen.Browser.OpenAsync($"/forum/{unit.Code}/{post.PublicationNumber}");
        var form = (IHtmlFormElement)page.One("form[action*=Follow]");
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var email in new[] { "sudah@contoh.id", "belum@contoh.id" })
        {
            var answer = await citizen.Browser.PostAsync(page, form, [.. page.Fields(form).Where(field => field.Key != "Email"), new("Email", email)]);
            answers.Add((answer.Status, answer.Header("Location")));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    private static async Task CrawlAsync(HttpClient browser, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var language in new[] { "id", "en" })
            {
                var page = await browser.OpenAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}");
                HtmlAssert.Status(HttpStatusCode.OK, page);
                HtmlAssert.HasNoMarkupOf(page, "<canary");
                Assert.Empty(page.Document.QuerySelectorAll("main script, a[href^=javascript], [style]"));
            }
        }

        await browser.OpenAsync("/?lang=id"); // the choice is kept
    }

    private static async Task PressAsync(HttpClient browser, string address, string handler, params (string Name, string Value)[] changes)
    {
        var page = await browser.OpenAsync(address);
        var form = (IHtmlFormElement)page.One($"form[action$='handler={handler}']");
        var result = await browser.PostAsync(page, form, [.. page.Fields(form).Where(field => changes.All(change => change.Name != field.Key)), .. changes.Select(change => KeyValuePair.Create(change.Name, change.Value))]);
        Assert.True(result.Status == HttpStatusCode.Redirect, $"{handler}: {result.Status} {result.Document.QuerySelector(".errors")?.TextContent}");
    }
}
