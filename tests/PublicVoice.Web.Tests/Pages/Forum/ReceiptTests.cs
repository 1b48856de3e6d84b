using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Tests.Forum;

namespace PublicVoice.Web.Tests.Pages.Forum;

public class ReceiptTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Status_TypedCode_IsFoundWhateverItsCase()
    {
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(await data.CreateUnitAsync());
        var page = await citizen.Browser.FollowAsync(await citizen.Browser.OpenAsync($"/forum/tanda-terima?kode={receipt.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()}"));

        HtmlAssert.Status(HttpStatusCode.OK, page);
        Assert.Contains("Menunggu moderator", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAA-AAAA-AAAA")]
    [InlineData("x")]
    public async Task Status_UnknownCode_IsNotFound(string code)
    {
        using var citizen = new Citizen(app);
        var page = await citizen.StatusAsync(code);

        HtmlAssert.Status(HttpStatusCode.NotFound, page);
        Assert.Contains("tidak dikenal", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Browser.OpenAsync($"/forum/tanda-terima/{code}/tarik")).Status);
    }

    [Fact]
    public async Task Reply_SentTwice_IsStoredOnceAndWaits()
    {
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(await data.CreateUnitAsync());
        var form = await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/tambah");
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => citizen.Browser.SendAsync(form, ("Text", "Loketnya nomor *tiga*."))));

        Assert.All(sent, page => Assert.Equal(HttpStatusCode.Redirect, page.Status));
        var status = await citizen.Browser.FollowAsync(sent[0]);
        Assert.Equal("tiga", status.One(".timeline .words em").TextContent);
        Assert.Contains("Menunggu moderator; belum tampil", status.Text, StringComparison.Ordinal);
        Assert.Contains("tersimpan", status.One(".notice").TextContent, StringComparison.Ordinal);
        HtmlAssert.HasError(await citizen.ActAsync(receipt, "tambah", "  "), "Text", "Tulis dulu isinya.");
    }

    [Fact]
    public async Task Correct_BeforeTheDecision_ReplacesTheTextAndAfterwardsWaits()
    {
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(await data.CreateUnitAsync());
        await citizen.ActAsync(receipt, "koreksi", "Tiga jam, bukan dua.");
        var corrected = await citizen.PostAsync(receipt);
        Assert.Equal(("Tiga jam, bukan dua.", 2), (corrected.Text, corrected.Version));

        await citizen.PublishAsync(receipt);
        await citizen.ActAsync(receipt, "koreksi", "Ternyata empat jam.");
        Assert.Equal("Tiga jam, bukan dua.", (await citizen.PostAsync(receipt)).Text);
        Assert.Equal([true, false], await app.WithContextAsync(context => context.PostMessages.Where(message => message.PostId == corrected.Id).OrderBy(message => message.Id).Select(message => message.DecidedOn != null).ToListAsync()));
    }

    [Fact]
    public async Task Withdraw_PublicTopic_IsGoneAndCannotBeChangedAnyMore()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var receipt = await citizen.WriteAsync(unit, ("Draft.Title", "Trotoar rusak sekali"));
        var post = await citizen.PublishAsync(receipt);
        var early = await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/tambah");
        var address = $"/forum/{unit.Code}/{post.PublicationNumber}";
        HtmlAssert.Status(HttpStatusCode.OK, await citizen.Browser.OpenAsync(address));
        var status = await citizen.Browser.FollowAsync(await citizen.ActAsync(receipt, "tarik"));

        Assert.Contains("Ditarik penulis", status.Text, StringComparison.Ordinal);
        var gone = await citizen.Browser.OpenAsync(address);
        HtmlAssert.Status(HttpStatusCode.Gone, gone);
        Assert.Equal("Halaman ini tidak ditampilkan lagi", gone.One("h1").TextContent);
        Assert.DoesNotContain("Trotoar", (await citizen.Browser.OpenAsync($"/forum/{unit.Code}?q=trotoar")).One("main").QuerySelector(".topics")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Empty((await citizen.StatusAsync(receipt)).Document.QuerySelectorAll(".choices a"));
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/tarik")).Status);
        var late = await citizen.Browser.SendAsync(early, ("Text", "Terlambat"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, late);
        Assert.Contains("baru saja berubah", late.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Contains("Terlambat", late.One("textarea").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appeal_ARejection_ReturnsItToTheModeratorsOnce()
    {
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(await data.CreateUnitAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/banding")).Status);
        await citizen.ChangeAsync(receipt, (post, _) => post.Status = PostStatus.Rejected);
        var form = await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/banding");
        var other = await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/banding");
        var sent = await Task.WhenAll(citizen.Browser.SendAsync(form, ("Text", "Ini tentang layanan.")), citizen.Browser.SendAsync(other, ("Text", "Sekali lagi.")));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.BadRequest], sent.Select(page => page.Status).Order());
        Assert.Equal(PostStatus.Received, (await citizen.PostAsync(receipt)).Status);
        await citizen.ChangeAsync(receipt, (post, _) => post.Status = PostStatus.Rejected);
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.Browser.OpenAsync($"/forum/tanda-terima/{receipt}/banding")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Done_WriterIsAsked_AndNotSolvedReopens(bool solved)
    {
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(await data.CreateUnitAsync());
        await citizen.PublishAsync(receipt);
        await citizen.ChangeAsync(receipt, (post, _) => (post.Status, post.AnsweredOn, post.ClosedOn) = (PostStatus.Done, app.Clock.UtcNow, app.Clock.UtcNow));
        Assert.Contains("Apakah sudah selesai?", (await citizen.StatusAsync(receipt)).Text, StringComparison.Ordinal);
        var status = await citizen.Browser.FollowAsync(await citizen.ActAsync(receipt, solved ? "selesai" : "belum", solved ? "" : "Masih antre dua jam."));

        Assert.DoesNotContain("Apakah sudah selesai?", status.Text, StringComparison.Ordinal);
        var post = await citizen.PostAsync(receipt);
        Assert.Equal(solved ? (PostStatus.Done, (DateOnly?)new DateOnly(2026, 12, 10)) : (PostStatus.Published, new DateOnly(2026, 12, 10)), (post.Status, post.AnswerBy)); // 14 working days after 20 November
    }

    [Fact]
    public async Task Mails_AfterAHandOver_TellOfTheAnswerThatFollows()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var staff = await citizen.StaffAsync("Siti");
        var receipt = await citizen.WriteAsync(unit, ("Draft.Email", "lapor@contoh.id"));
        await app.WithContextAsync(context => context.PostFollowers.Where(row => row.Email == "lapor@contoh.id").ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedOn, app.Clock.UtcNow)));
        await citizen.PublishAsync(receipt);
        await citizen.ChangeAsync(receipt, (post, context) =>
        {
            post.TrackingNumber = "123456";
            context.Add(new ModerationDecision
            {
                PostId = post.Id,
                UnitId = unit.Id,
                DecidedOn = app.Clock.UtcNow,
                ModeratorId = staff.Id,
                Moderator = staff.Name,
                Outcome = DecisionOutcome.HandOver,
                Before = "{}",
                PostVersion = post.Version + 1,
            });
        });
        await citizen.ChangeAsync(receipt, (post, _) => post.Status = PostStatus.Answered);

        Assert.Equal(
            ["Konfirmasi alamat surel Anda", "Topik Anda terbit", "Diteruskan ke SP4N-LAPOR!", "Kantor menjawab"],
            await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == "lapor@contoh.id").OrderBy(mail => mail.Id).Select(mail => mail.Subject).ToListAsync()));
    }

    [Fact]
    public async Task Timeline_NamesNoMemberOfStaff_AndTellsTheWriterWhy()
    {
        using var citizen = new Citizen(app);
        var unit = await data.CreateUnitAsync();
        var staff = await citizen.StaffAsync("Siti Rahasia");
        var receipt = await citizen.WriteAsync(unit);
        await citizen.ChangeAsync(receipt, (post, context) =>
        {
            post.Status = PostStatus.Rejected;
            context.Add(new ModerationDecision
            {
                PostId = post.Id,
                UnitId = unit.Id,
                DecidedOn = app.Clock.UtcNow,
                ModeratorId = staff.Id,
                Moderator = staff.Name,
                Outcome = DecisionOutcome.Reject,
                Reason = RejectionReason.Insult,
                Words = "Mohon tanpa hinaan.",
                Before = "{}",
                PostVersion = post.Version + 1,
            });
        });
        var page = await citizen.StatusAsync(receipt);

        Assert.Contains("Hinaan, ancaman, atau kebencian", page.Text, StringComparison.Ordinal);
        Assert.Contains("Mohon tanpa hinaan.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Siti", page.Source, StringComparison.Ordinal);
        Assert.Contains("Hinaan, ancaman, atau kebencian", (await citizen.Browser.OpenAsync($"/forum/aturan?unit={unit.Code}")).One("table").TextContent, StringComparison.Ordinal);
    }
}
