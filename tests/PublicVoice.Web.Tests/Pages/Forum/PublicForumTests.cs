using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Pages.Forum;
using PublicVoice.Web.Tests.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages.Forum;

public class PublicForumTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Canary = "\"'><canary onerror=x>&{{7*7}}]]>\u0001\u202e";
    private readonly TestData data = new(app);

    private static IEnumerable<string> Titles(HtmlPage page) => page.Document.QuerySelectorAll(".topics h2").Select(title => title.TextContent);

    [Fact]
    public async Task Search_FoldedWords_FindsAllAndLastAsABeginning()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        await citizen.PublishAsync(await citizen.WriteAsync(unit, ("Draft.Title", "Biayanya terlalu mahal"), ("Draft.Text", "Café di sebelah sekolah; anak-anak (sekolahan).")));
        await citizen.PublishAsync(await citizen.WriteAsync(unit, ("Draft.Title", "Sekolah dasar bocor"), ("Draft.Text", "Atapnya bocor saat hujan.")));

        foreach (var (words, found) in new (string, string[])[]
        {
            ("biaya", ["Biayanya terlalu mahal"]), ("BIAYANYA mahal", ["Biayanya terlalu mahal"]), ("cafe", ["Biayanya terlalu mahal"]), ("anak", ["Biayanya terlalu mahal"]),
            ("sekol", ["Sekolah dasar bocor", "Biayanya terlalu mahal"]), ("sekolahnya", ["Sekolah dasar bocor", "Biayanya terlalu mahal"]), ("atap hujan", ["Sekolah dasar bocor"]),
            ("bocor biaya", []), ("ujan", []), ("\"", []), ("a\" OR rowid:*", []), ("NEAR(biaya mahal)", []), ("biaya*", ["Biayanya terlalu mahal"]), ("title:biaya", []),
            ("biaya & | ! ( ) :* '", ["Biayanya terlalu mahal"]), ("-biaya", ["Biayanya terlalu mahal"]), ("\\' ; --", []), ("AND", []),
        })
        {
            var page = await citizen.Browser.OpenAsync($"/forum/{unit.Code}?q={Uri.EscapeDataString(words)}");
            HtmlAssert.Status(HttpStatusCode.OK, page);
            Assert.Equal((words, string.Join('|', found)), (words, string.Join('|', Titles(page))));
        }
    }

    [Fact]
    public async Task List_Filters_ShowUnitsBelowAndNothingThatIsNotPublic()
    {
        using var citizen = new Citizen(app);
        var city = await data.CreateUnitAsync(type: "kota");
        var office = await data.CreateUnitAsync(parent: city);
        var service = await data.CreateServiceAsync(office);
        var other = await data.CreateUnitAsync(type: "kota");
        await citizen.PublishAsync(await citizen.WriteAsync(office, ("Draft.Title", "Umum A"), ("Draft.Service", service.ShortCode)));
        var asked = await citizen.WriteAsync(city, ("Draft.Title", "Umum B"), ("Draft.Kind", "2"));
        await citizen.PublishAsync(asked);
        await citizen.ChangeAsync(asked, (post, _) => (post.Status, post.Element, post.Supports) = (PostStatus.Answered, "WAKTU", 3));
        await citizen.WriteAsync(city, ("Draft.Title", "Umum menunggu"));
        var hidden = await citizen.WriteAsync(city, ("Draft.Title", "Umum tersembunyi"));
        await citizen.PublishAsync(hidden);
        await citizen.ChangeAsync(hidden, (post, _) => post.Status = PostStatus.Hidden);
        var secret = await citizen.WriteAsync(city, ("Draft.Title", "Umum rahasia"), ("Draft.Confidential", "ya"));
        await citizen.ChangeAsync(secret, (post, _) => post.Status = PostStatus.Published);
        await citizen.PublishAsync(await citizen.WriteAsync(other, ("Draft.Title", "Umum lain")));

        foreach (var (query, titles) in new[]
        {
            ($"{city.Code}", "Umum B|Umum A"), ($"{office.Code}", "Umum A"), ($"{other.Code}", "Umum lain"), ($"{city.Code}?q=umum", "Umum B|Umum A"),
            ($"{city.Code}?jenis=2", "Umum B"), ($"{city.Code}?status=5", "Umum B"), ($"{city.Code}?status=11", "Umum B|Umum A"), ($"{city.Code}?unsur=WAKTU&q=umum", "Umum B"),
            ($"{office.Code}?layanan={service.ShortCode}", "Umum A"), ($"{city.Code}?urut=dukungan", "Umum B|Umum A"), ($"{city.Code}?setelah=0.999999&urut=dukungan", "Umum A"), ($"{city.Code}?jenis=99&unsur=%27--", ""),
        })
        {
            Assert.Equal((query, titles), (query, string.Join('|', Titles(await citizen.Browser.OpenAsync($"/forum/{query}")))));
        }

        var (all, unknown) = (await citizen.Browser.OpenAsync("/forum?q=umum"), await citizen.Browser.OpenAsync("/forum/tidak-ada"));
        Assert.Contains("Umum lain", Titles(all));
        HtmlAssert.Status(HttpStatusCode.NotFound, unknown);
        Assert.DoesNotContain("rahasia", all.One("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_MoreThanAPage_GoesOnWithoutGaps()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        for (var i = 0; i < PublicPosts.PageSize + 3; i++)
        {
            await citizen.PublishAsync(await citizen.WriteAsync(unit, ("Draft.Title", $"Halaman {i}")));
        }

        foreach (var start in new[] { $"/forum/{unit.Code}", $"/forum/{unit.Code}?q=halaman", $"/forum/{unit.Code}?urut=dukungan" })
        {
            var first = await citizen.Browser.OpenAsync(start);
            var second = await citizen.Browser.OpenAsync(first.One(".pager a[rel=next]").GetAttribute("href")!);
            Assert.Equal(Enumerable.Range(0, PublicPosts.PageSize + 3).Reverse().Select(i => $"Halaman {i}"), Titles(first).Concat(Titles(second)));
            Assert.Empty(second.Document.QuerySelectorAll(".pager a[rel=next]"));
        }
    }

    [Fact]
    public async Task Topic_HostileTexts_StayTextEverywhere()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync(name: $"Dinas {Canary}");
        var receipt = await citizen.WriteAsync(unit, ("Draft.Title", $"Judul {Canary}"), ("Draft.Text", $"# x\n\n- **{Canary}** [a](javascript:alert(1)) <script>alert(1)</script>\n![x](http://a/b)"), ("Draft.NameShown", "3"), ("Draft.Name", $"Budi {Canary}"));
        var post = await citizen.PublishAsync(receipt);
        await citizen.ActAsync(receipt, "tambah", Canary);
        await app.WithContextAsync(context => context.PostMessages.Where(message => message.PostId == post.Id).ExecuteUpdateAsync(set => set.SetProperty(message => message.PublicText, Canary)));
        var topic = $"/forum/{unit.Code}/{post.PublicationNumber}";
        var similar = await citizen.FillAsync(unit, ("Draft.Title", $"Judul {Canary} canary onerror"), ("Draft.Text", Canary), ("Draft.Email", "<canary>@b.id"));
        foreach (var page in new[]
        {
            similar, await citizen.FillAsync(unit, ("Draft.Title", Canary), ("Draft.Name", Canary), ("Draft.Service", "")), await citizen.StatusAsync(receipt), await citizen.Browser.OpenAsync(topic), await citizen.Browser.OpenAsync($"/forum/{unit.Code}"),
            await citizen.Browser.OpenAsync($"/forum/{unit.Code}?q={Uri.EscapeDataString(Canary)}&status={Uri.EscapeDataString(Canary)}&unsur={Uri.EscapeDataString(Canary)}&setelah={Uri.EscapeDataString(Canary)}"),
            await citizen.Browser.OpenAsync($"{topic}/laporkan"), await citizen.Browser.OpenAsync($"/forum/tanda-terima/{Uri.EscapeDataString(Canary)}"), await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/koreksi"), await citizen.Browser.OpenAsync($"/forum/aturan?unit={unit.Code}"),
        })
        {
            Assert.True(page.Status < HttpStatusCode.InternalServerError, $"{page.Address}: {page.Status}");
            HtmlAssert.HasNoMarkupOf(page, "<canary");
            Assert.Empty(page.Document.QuerySelectorAll("main script, main a[href^=javascript], main img, [style]"));
        }

        var feed = await citizen.Browser.OpenAsync($"/forum/{unit.Code}/feed.atom?q=judul");
        var entry = Assert.Single(XDocument.Parse(feed.Source).Root!.Elements(XName.Get("entry", "http://www.w3.org/2005/Atom")));
        Assert.Contains("<canary", entry.Value, StringComparison.Ordinal);
        Assert.Equal("application/atom+xml; charset=utf-8", feed.Header("Content-Type"));
    }

    [Fact]
    public async Task Topic_AnotherUnitOrState_LeadsOnOrIsNotFound()
    {
        using var citizen = new Citizen(app);
        var city = await data.CreateUnitAsync(type: "kota");
        var (office, stranger) = (await data.CreateUnitAsync(parent: city), await data.CreateUnitAsync(type: "kota"));
        var receipt = await citizen.WriteAsync(office);
        var target = await citizen.PublishAsync(await citizen.WriteAsync(office, ("Draft.Title", "Tujuan")));
        var post = await citizen.PublishAsync(receipt);
        static string At(Unit unit, int? number) => $"/forum/{unit.Code}/{number}";

        Assert.Equal(At(office, post.PublicationNumber), (await citizen.Browser.OpenAsync(At(city, post.PublicationNumber))).Response.Headers.Location?.ToString());
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Browser.OpenAsync(At(stranger, post.PublicationNumber)));
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Browser.OpenAsync(At(office, 999_999)));
        await citizen.ChangeAsync(receipt, (merged, _) => (merged.Status, merged.MergedIntoId) = (PostStatus.Merged, target.Id));
        Assert.Equal(At(office, target.PublicationNumber), (await citizen.Browser.OpenAsync(At(office, post.PublicationNumber))).Response.Headers.Location?.ToString());
        Assert.Contains("1 topik lain", (await citizen.Browser.OpenAsync(At(office, target.PublicationNumber))).Text, StringComparison.Ordinal);
        await citizen.ChangeAsync(receipt, (hidden, _) => (hidden.Status, hidden.MergedIntoId) = (PostStatus.Hidden, null));
        HtmlAssert.Status(HttpStatusCode.Gone, await citizen.Browser.OpenAsync(At(office, post.PublicationNumber)));
    }

    [Fact]
    public async Task Topic_ShowsDeadlineAnswersAndMarksWordsOfCitizens()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var receipt = await citizen.WriteAsync(unit);
        var post = await citizen.PublishAsync(receipt);
        var address = $"/forum/{unit.Code}/{post.PublicationNumber}";
        var waiting = await citizen.Browser.OpenAsync(address);
        Assert.Contains("Kantor menjawab paling lambat 10 Desember 2026", waiting.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("bukan pernyataan pemerintah", waiting.Text, StringComparison.Ordinal);
        await citizen.ActAsync(receipt, "tambah", "Belum dibaca moderator");
        var account = await citizen.StaffAsync("Petugas Satu");
        await citizen.ChangeAsync(receipt, (answered, context) =>
        {
            answered.Status = PostStatus.InProgress;
            context.Add(new OfficialAnswer { PostId = post.Id, Outcome = AnswerOutcome.InProgress, Text = "Kami tambah **dua** loket.", DoneBy = new DateOnly(2026, 12, 24), DraftedById = account.Id, DraftedOn = app.Clock.UtcNow, PublishedOn = app.Clock.UtcNow });
        });
        await citizen.ChangeAsync(receipt, (_, context) => context.Add(new OfficialAnswer { PostId = post.Id, Outcome = AnswerOutcome.Done, Text = "Konsep rahasia", DraftedById = account.Id, DraftedOn = app.Clock.UtcNow }));

        var page = await citizen.Browser.OpenAsync(address);
        Assert.Equal("dua", page.One(".timeline .words.office strong").TextContent);
        Assert.Contains("Selesai paling lambat 24 Desember 2026", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("Konsep rahasia", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Belum dibaca moderator", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_ManyTimesAtOnce_CountsOncePerBrowserAndCanBeTakenBack()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var receipt = await citizen.WriteAsync(unit);
        var post = await citizen.PublishAsync(receipt);
        var address = $"/forum/{unit.Code}/{post.PublicationNumber}";
        var page = await citizen.Browser.OpenAsync(address);
        var first = await citizen.Browser.PressAsync(page, "form[action*=Support]");
        Assert.StartsWith($"{ReaderCookie.Name}=", first.Response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => citizen.Browser.PressAsync(page, "form[action*=Support]")));
        using var forger = new Citizen(app);
        forger.Browser.DefaultRequestHeaders.Add("Cookie", $"{ReaderCookie.Name}={Guid.NewGuid():N}.{new string('0', 32)}");
        Assert.NotEmpty((await forger.Browser.OpenAsync(address)).Document.QuerySelectorAll("form[action*=Support]"));

        var supported = await citizen.PostAsync(receipt);
        Assert.Equal((1, post.Version), (supported.Supports, supported.Version));
        await citizen.Browser.PressAsync(await citizen.Browser.OpenAsync(address), "form[action*=TakeBack]");
        Assert.Equal(0, (await citizen.PostAsync(receipt)).Supports);
    }

    [Fact]
    public async Task Support_ByConfirmedAddress_CountsOnceAndEndsWithIt()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var receipt = await citizen.WriteAsync(unit, ("Draft.Title", "Didukung lewat surel"));
        var address = $"/forum/{unit.Code}/{(await citizen.PublishAsync(receipt)).PublicationNumber}";
        async Task<HtmlPage> AskAsync(Citizen reader, string email)
        {
            var page = await reader.Browser.OpenAsync(address);
            var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.One("form[action*=Follow]");
            return await reader.Browser.PostAsync(page, form, [.. page.Fields(form).Where(field => field.Key != "Email"), new("Email", email), new("AlsoSupport", "true")]);
        }

        await AskAsync(citizen, "dukung@contoh.id");
        var mail = await app.WithContextAsync(context => context.OutgoingMails.SingleAsync(mail => mail.Recipient == "dukung@contoh.id"));
        Assert.Equal(0, (await citizen.PostAsync(receipt)).Supports); // anybody can type an address
        var opened = await citizen.Browser.OpenAsync(new Uri(mail.Body.Split('\n').Single(line => line.Contains("/konfirmasi/", StringComparison.Ordinal))).AbsolutePath);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => citizen.Browser.SendAsync(opened)));
        Assert.Equal(1, (await citizen.PostAsync(receipt)).Supports);

        using var both = new Citizen(app);
        await both.Browser.PressAsync(await both.Browser.OpenAsync(address), "form[action*=Support]");
        await AskAsync(both, "keduanya@contoh.id");
        await both.ConfirmAsync("keduanya@contoh.id"); // in the browser that supports it already
        Assert.Equal(2, (await citizen.PostAsync(receipt)).Supports);
        var follower = await app.WithContextAsync(context => context.PostFollowers.SingleAsync(row => row.Email == "dukung@contoh.id"));
        var stop = FollowTokens.PathOf(FollowAct.Stop, follower.Id, new Uri(app.Services.GetRequiredService<FollowTokens>().StopAtOnce(follower)).Segments[^1]);
        await citizen.Browser.SendAsync(await citizen.Browser.OpenAsync(stop));
        Assert.Equal(1, (await citizen.PostAsync(receipt)).Supports);
    }

    [Fact]
    public async Task Flag_NeedsAReasonAndCountsOnce()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var post = await citizen.PublishAsync(await citizen.WriteAsync(unit));
        var form = await citizen.Browser.OpenAsync($"/forum/{unit.Code}/{post.PublicationNumber}/laporkan");
        HtmlAssert.HasError(await citizen.Browser.SendAsync(form), "Reason", "Pilih satu alasan.");
        HtmlAssert.HasError(await citizen.Browser.SendAsync(form, ("Reason", "2"), ("Words", new string('x', 501))), "Words", "Penjelasan paling banyak 500 karakter; kelebihan 1.");
        var sent = await citizen.Browser.SendAsync(form, ("Reason", "2"), ("Words", "Kasar"));
        await citizen.Browser.SendAsync(form, ("Reason", "3"));

        Assert.Contains("moderator akan melihat", (await citizen.Browser.FollowAsync(sent)).Text, StringComparison.Ordinal);
        Assert.Equal(FlagReason.Insult, (await app.WithContextAsync(context => context.PostFlags.SingleAsync(flag => flag.PostId == post.Id))).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Follow_OnlyAfterConfirmation_IsToldAndCanStop(bool atOnce)
    {
        var email = atOnce ? "sekali@contoh.id" : "ikut@contoh.id";
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var receipt = await citizen.WriteAsync(unit);
        var post = await citizen.PublishAsync(receipt);
        var address = $"/forum/{unit.Code}/{post.PublicationNumber}";
        async Task FollowAsync(string typed)
        {
            var page = await citizen.Browser.OpenAsync(address);
            using var content = new FormUrlEncodedContent(page.Fields((AngleSharp.Html.Dom.IHtmlFormElement)page.One("form[action*=Follow]")).Where(field => field.Key != "Email").Append(new("Email", typed)));
            HtmlAssert.Status(HttpStatusCode.Redirect, await citizen.Browser.PostFormAsync($"{address}?handler=Follow", content));
        }

        Task<List<PublicVoice.Web.Delivery.OutgoingMail>> MailsAsync() => app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == email).OrderBy(mail => mail.Id).ToListAsync());
        await FollowAsync(email.ToUpperInvariant());
        await FollowAsync(email);
        await citizen.ChangeAsync(receipt, (answered, _) => answered.Status = PostStatus.Answered);
        var question = Assert.Single(await MailsAsync());
        var link = new Uri(question.Body.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).AbsolutePath;

        var opened = await citizen.Browser.OpenAsync(link);
        Assert.Null((await app.WithContextAsync(context => context.PostFollowers.SingleAsync(row => row.PostId == post.Id))).ConfirmedOn); // opening changes nothing
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Browser.OpenAsync(link.Replace("konfirmasi", "berhenti", StringComparison.Ordinal)));
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Browser.OpenAsync(link[..^1] + (link[^1] == '0' ? '1' : '0')));
        await citizen.Browser.SendAsync(opened);
        await citizen.ChangeAsync(receipt, (done, _) => done.Status = PostStatus.NotPossible);
        var told = (await MailsAsync())[^1];
        Assert.Contains(address, told.Body, StringComparison.Ordinal);
        var stop = new Uri(told.Body.ReplaceLineEndings(" ").Split(' ').Single(word => word.Contains("/berhenti/", StringComparison.Ordinal))).AbsolutePath;
        Assert.Equal(stop, (await citizen.Browser.OpenAsync(new Uri(told.StopAddress!).AbsolutePath)).Response.Headers.Location?.ToString());
        if (atOnce)
        {
            using var button = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var mailProgram = app.NewBrowser();
            HtmlAssert.Status(HttpStatusCode.OK, await mailProgram.PostFormAsync(new Uri(told.StopAddress!).AbsolutePath, button));
        }
        else
        {
            await citizen.Browser.SendAsync(await citizen.Browser.OpenAsync(stop));
        }

        await citizen.ChangeAsync(receipt, (done, _) => done.Status = PostStatus.Done);
        Assert.Equal(2, (await MailsAsync()).Count);
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Browser.OpenAsync(link));
    }

    [Fact]
    public async Task Confirm_AfterAWeek_NoLongerWorks()
    {
        using var citizen = new Citizen(app);
        await citizen.WriteAsync(await data.CreateUnitAsync(), ("Draft.Email", "lama@contoh.id"));
        var mail = await app.WithContextAsync(context => context.OutgoingMails.SingleAsync(mail => mail.Recipient == "lama@contoh.id"));
        await app.WithContextAsync(context => context.PostFollowers.Where(row => row.Email == "lama@contoh.id").ExecuteUpdateAsync(set => set.SetProperty(row => row.AskedOn, app.Clock.UtcNow.AddDays(-8))));

        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Browser.OpenAsync(new Uri(mail.Body.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).AbsolutePath));
    }
}
