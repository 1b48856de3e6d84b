using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Tests.Forum;
using PublicVoice.Web.Tests.Staff;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages.Forum;

/// <summary>What writers with a good record send is public before a moderator reads it, where the unit wants it.</summary>
public class FirstPublicationTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static int counter;
    private readonly TestData data = new(app);

    [Fact]
    public async Task Confirm_GoodRecord_IsPublicUnreviewedAndWaitsForAModerator()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var moderator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator));
        await SetAsync(world.City, publishesFirst: true);
        using var citizen = new Citizen(app);
        var (email, receipt) = await WriteAsync(citizen, world.Office, published: FirstPublication.FewestPublished);
        Assert.False((await citizen.PostAsync(receipt)).IsPublic);
        await citizen.ConfirmAsync(email);

        var post = await citizen.PostAsync(receipt);
        Assert.Equal((true, true, PostStatus.Received, 2), (post.IsPublic, post.IsUnreviewed, post.Status, post.Version));
        var address = $"/forum/{world.Office.Code}/{post.PublicationNumber}";
        var page = await citizen.Browser.OpenAsync(address);
        Assert.Equal("Belum ditinjau", page.One(".state").TextContent);
        Assert.Contains("Belum ditinjau", (await citizen.Browser.OpenAsync($"/forum/{world.Office.Code}?q=lampu+{counter}")).One(".topics li").TextContent, StringComparison.Ordinal);
        Assert.Contains("Sudah terbit untuk umum", (await citizen.StatusAsync(receipt)).Text, StringComparison.Ordinal);
        Assert.Contains("sudah terbit, belum ditinjau", (await moderator.OpenAsync("/staff/forum")).One($"tr:has(a[href='/staff/forum/{post.Id}'])").TextContent, StringComparison.Ordinal);

        await citizen.ActAsync(receipt, "koreksi", "Lihat iklan.com"); // a correction waits: it must not become public by the way
        Assert.DoesNotContain("iklan", (await citizen.Browser.OpenAsync(address)).Text, StringComparison.Ordinal);
        var decided = await PressAsync(moderator, await moderator.OpenAsync($"/staff/forum/{post.Id}"), "Reject", ("Reason", "Advertising"));
        Assert.Equal(HttpStatusCode.Redirect, decided.Status);
        HtmlAssert.Status(HttpStatusCode.Gone, await citizen.Browser.OpenAsync(address));
        Assert.Empty((await citizen.Browser.OpenAsync($"/forum/{world.Office.Code}?q=lampu+{counter}")).Document.QuerySelectorAll(".topics li"));
    }

    [Fact]
    public async Task Publish_UnreviewedPost_KeepsItsAddress()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var moderator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator));
        await SetAsync(world.City, publishesFirst: true);
        using var citizen = new Citizen(app);
        var (email, receipt) = await WriteAsync(citizen, world.Office, published: 3);
        await citizen.ConfirmAsync(email);
        var first = await citizen.PostAsync(receipt);
        await PressAsync(moderator, await moderator.OpenAsync($"/staff/forum/{first.Id}"), "Publish");

        var post = await citizen.PostAsync(receipt);
        Assert.Equal((first.PublicationNumber, false, PostStatus.Published, true), (post.PublicationNumber, post.IsUnreviewed, post.Status, post.AnswerBy is not null));
    }

    [Theory]
    [InlineData("unit does not want it")]
    [InlineData("two published")]
    [InlineData("one rejected")]
    [InlineData("link")]
    [InlineData("personal data")]
    [InlineData("picture")]
    [InlineData("signal")]
    [InlineData("confidential")]
    [InlineData("corrected to hold a link")]
    [InlineData("in the hands of a moderator")]
    public async Task Confirm_NotInOrder_WaitsAsAnyOther(string what)
    {
        var unit = await data.CreateUnitAsync(type: "kota");
        await SetAsync(unit, publishesFirst: what != "unit does not want it");
        using var citizen = new Citizen(app);
        var text = what switch { "link" => "Lihat www.contoh.id", "personal data" => "Telepon 0812-3456-7890", _ => "Gelap sekali." };
        var (email, receipt) = await WriteAsync(
            citizen, unit, published: what == "two published" ? 2 : 3, rejected: what == "one rejected" ? 1 : 0, keepsSignals: what == "signal", files: what == "picture" ? [TestPictures.Jpeg] : [],
            ("Draft.Text", text), ("Draft.Confidential", what == "confidential" ? "ya" : null));
        if (what == "corrected to hold a link")
        {
            await citizen.ActAsync(receipt, "koreksi", "Lihat www.contoh.id");
        }
        else if (what == "in the hands of a moderator")
        {
            var moderator = await citizen.StaffAsync("Siti");
            await citizen.ChangeAsync(receipt, (post, _) => post.Claim(moderator.Id, app.Clock.UtcNow));
        }

        HtmlAssert.Status(HttpStatusCode.OK, await citizen.ConfirmAsync(email));
        var post = await citizen.PostAsync(receipt);
        Assert.Equal((false, false, null), (post.IsPublic, post.IsUnreviewed, post.PublicationNumber));
        Assert.NotNull((await app.WithContextAsync(context => context.PostFollowers.SingleAsync(row => row.PostId == post.Id))).ConfirmedOn);
    }

    /// <summary>Somebody writes whose earlier posts were published or rejected; the address is not confirmed yet.</summary>
    private async Task<(string Email, string Receipt)> WriteAsync(
        Citizen citizen, Unit unit, int published, int rejected = 0, bool keepsSignals = false, IReadOnlyList<byte[]>? files = null, params (string Name, string? Value)[] changes)
    {
        var email = $"penulis{Interlocked.Increment(ref counter)}@contoh.id";
        var moderator = await citizen.StaffAsync("Rahmat");
        for (var at = 0; at < published + rejected; at++)
        {
            var post = await data.CreatePostAsync(unit, $"Lama {counter} {at}", status: at < published ? PostStatus.Answered : PostStatus.Rejected);
            await app.WithContextAsync(context =>
            {
                context.Add(new PostFollower { PostId = post.Id, Email = email, IsWriter = true, Language = "id", AskedOn = app.Clock.UtcNow.AddDays(-9), ConfirmedOn = app.Clock.UtcNow.AddDays(-9) });
                if (at >= published)
                {
                    context.Add(new ModerationDecision
                    {
                        PostId = post.Id,
                        UnitId = unit.Id,
                        DecidedOn = app.Clock.UtcNow.AddDays(-300),
                        ModeratorId = moderator.Id,
                        Moderator = "Rahmat",
                        Outcome = DecisionOutcome.Reject,
                        Reason = RejectionReason.Insult,
                        Before = "{}",
                        PostVersion = 2,
                    });
                }

                return context.SaveChangesAsync();
            });
        }

        var check = await citizen.FillWithFilesAsync(unit, files ?? [], [("Draft.Title", $"Lampu {counter} padam"), ("Draft.Text", "Gelap sekali."), ("Draft.Email", email), .. changes]);
        HtmlAssert.Status(HttpStatusCode.OK, check);
        var receipt = (await citizen.PressAsync(check, "kirim")).Response.Headers.Location!.ToString().Split('/')[^1].Split('?')[0];
        if (!keepsSignals)
        {
            var id = (await citizen.PostAsync(receipt)).Id;
            await app.WithContextAsync(context => context.Posts.Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.Signals, PostSignals.None))); // as sent by a browser with the human check
        }

        return (email, receipt);
    }

    private Task<int> SetAsync(Unit unit, bool publishesFirst) => app.WithContextAsync(context =>
    {
        context.Add(new ForumSettings { UnitId = unit.Id, PublishesFirst = publishesFirst });
        return context.SaveChangesAsync();
    });

    private static Task<HtmlPage> PressAsync(HttpClient browser, HtmlPage page, string handler, params (string Name, string Value)[] changes)
    {
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.One($"form[action$='handler={handler}']");
        return browser.PostAsync(page, form, [.. page.Fields(form).Where(field => changes.All(change => change.Name != field.Key)), .. changes.Select(change => KeyValuePair.Create(change.Name, change.Value))]);
    }
}
