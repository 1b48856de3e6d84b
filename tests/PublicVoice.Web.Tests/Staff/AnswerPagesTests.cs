using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>Official answers, and the rules that they follow.</summary>
public class AnswerPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Answer_DraftedAndPublished_ClosesThePost()
    {
        var (world, post) = await PublicPostAsync();
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        Assert.Contains(post.Title, (await officer.OpenAsync("/staff/forum/answers")).Text, StringComparison.Ordinal);
        await PressAsync(officer, post, "Save", ("Outcome", "InProgress"), ("Text", "Loket ketiga dibuka."), ("DoneBy", "2026-12-01"));
        Assert.Equal(PostStatus.Published, (await FindAsync(post.Id)).Status);
        var result = await PressAsync(officer, post, "Publish");
        Assert.Equal($"/staff/forum/{post.Id}", result.Header("Location"));
        var stored = await FindAsync(post.Id);
        Assert.Equal((PostStatus.InProgress, app.Clock.UtcNow, null), (stored.Status, stored.AnsweredOn, stored.ClosedOn));
        await PressAsync(officer, post, "Save", ("Outcome", "Done"), ("Text", "Sudah dibuka."), ("Evidence", "Foto loket ketiga."), ("EvidenceLink", "https://kota.example/loket-3"));
        await PressAsync(officer, post, "Publish");
        Assert.Equal(PostStatus.Done, (await FindAsync(post.Id)).Status);
        Assert.Equal(2, await app.WithContextAsync(context => context.OfficialAnswers.CountAsync(answer => answer.PostId == post.Id && answer.PublishedOn != null)));
    }

    [Theory]
    [InlineData("Text", "", "Tulis tanggapan")]
    [InlineData("Outcome", "", "Pilih apa arti tanggapan ini bagi topik")]
    [InlineData("DoneBy", "2026-11-01", "Isi kapan selesai, hari ini atau sesudahnya")]
    [InlineData("Evidence", "", "Tulis buktinya: apa yang kini dapat dilihat warga", "Done")]
    [InlineData("EvidenceLink", "javascript:alert(1)", "Tulis alamat lengkap yang dimulai dengan https://", "Done")]
    public async Task Answer_WrongInput_SaysWhatAndKeepsTheRest(string field, string value, string message, string outcome = "InProgress")
    {
        var (world, post) = await PublicPostAsync();
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Outcome"] = outcome, ["Text"] = "Akan kami perbaiki.", ["DoneBy"] = "2026-12-01", ["Evidence"] = "Foto.", [field] = value };
        var page = await PressAsync(officer, post, "Save", [.. fields.Select(pair => (pair.Key, pair.Value))]);
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(field == "Text" ? "" : "Akan kami perbaiki.", ((IHtmlTextAreaElement)page.One("#f-Text")).Value);
        Assert.Equal(0, await app.WithContextAsync(context => context.OfficialAnswers.CountAsync(answer => answer.PostId == post.Id)));
    }

    [Fact]
    public async Task Answer_WhereASecondPersonIsWanted_NobodyPublishesTheirOwn()
    {
        var (world, post) = await PublicPostAsync();
        using var administrator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        await administrator.SendAsync(await administrator.OpenAsync($"/staff/units/{world.City.Code}/forum"), ("NeedsApproval", "True"));
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        using var leader = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Leader, world.Office));
        var before = await PressAsync(officer, post, "Save", ("Outcome", "Answered"), ("Text", "Kami jelaskan."));
        var page = await officer.FollowAsync(before);
        Assert.Contains("Menunggu orang kedua", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("form[action$='handler=Publish']"));
        var save = (IHtmlFormElement)page.One("form[action$='handler=Save']");
        save.SetAttribute("action", $"/staff/forum/{post.Id}/answer?handler=Publish"); // forged
        var refused = await officer.PostAsync(page, save, page.Fields(save));
        Assert.Contains("mintalah rekan atau pimpinan", refused.Text, StringComparison.Ordinal);
        Assert.Equal(PostStatus.Published, (await FindAsync(post.Id)).Status);
        await PressAsync(leader, post, "Publish");
        Assert.Equal(PostStatus.Answered, (await FindAsync(post.Id)).Status);
    }

    [Fact]
    public async Task Answer_DraftChangedMeanwhile_IsNotOverwritten()
    {
        var (world, post) = await PublicPostAsync();
        using var first = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.City));
        var seen = await first.OpenAsync($"/staff/forum/{post.Id}/answer");
        await PressAsync(second, post, "Save", ("Outcome", "Answered"), ("Text", "Dari yang kedua."));
        var form = (IHtmlFormElement)seen.One("form[action$='handler=Save']");
        var late = await first.PostAsync(seen, form, [.. seen.Fields(form).Where(field => field.Key is not ("Text" or "Outcome")), new("Text", "Dari yang pertama."), new("Outcome", "Answered")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Dari yang pertama.", late.Source, StringComparison.Ordinal);
        Assert.Equal("Dari yang kedua.", await app.WithContextAsync(context => context.OfficialAnswers.Where(answer => answer.PostId == post.Id).Select(answer => answer.Text).SingleAsync()));
    }

    [Fact]
    public async Task Rules_OfAUnit_AreInheritedUntilItSaysOtherwise()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var administrator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        var wrong = await administrator.SendAsync(await administrator.OpenAsync($"/staff/units/{world.City.Code}/forum"), ("ReviewDays", "0"));
        HtmlAssert.HasError(wrong, "ReviewDays", "Isi bilangan 1 sampai 250, atau kosongkan");
        await administrator.SendAsync(await administrator.OpenAsync($"/staff/units/{world.City.Code}/forum"), ("ReviewDays", "2"), ("ComplaintDays", "20"));
        await administrator.SendAsync(await administrator.OpenAsync($"/staff/units/{world.Office.Code}/forum"), ("ComplaintDays", "7"));
        var rules = await app.InScopeAsync(async services => (
            await services.GetRequiredService<ForumRules>().OfAsync(world.City, CancellationToken.None),
            await services.GetRequiredService<ForumRules>().OfAsync(world.Office, CancellationToken.None)));
        Assert.Equal((ForumRule.Default with { ReviewDays = 2, ComplaintDays = 20 }, ForumRule.Default with { ReviewDays = 2, ComplaintDays = 7 }), rules);
    }

    [Fact]
    public async Task Holidays_OfAYear_MoveDeadlinesAndReplaceTheYearBefore()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var administrator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        var address = $"/staff/units/{world.City.Code}/holidays?year=2026";
        var wrong = await administrator.SendAsync(await administrator.OpenAsync(address), ("Days", "2026-12-25 Natal\n25/12/2026 Natal\n2027-01-01 Tahun baru"));
        Assert.Equal(2, wrong.Document.QuerySelectorAll(".errors li").Length);
        foreach (var days in new[] { "2026-11-23 Libur lokal", "2026-12-25 Hari Natal\r\n2026-12-24 Cuti bersama" })
        {
            HtmlAssert.Status(HttpStatusCode.Redirect, await administrator.SendAsync(await administrator.OpenAsync(address), ("Days", days)));
        }

        Assert.Equal("2026-12-24 Cuti bersama\n2026-12-25 Hari Natal", ((IHtmlTextAreaElement)(await administrator.OpenAsync(address)).One("textarea")).Value);
        var calendar = await app.InScopeAsync(services => services.GetRequiredService<ForumRules>().WorkingDaysAsync(world.Office, CancellationToken.None));
        Assert.Equal(new DateOnly(2026, 12, 28), calendar.Add(new DateOnly(2026, 12, 23), 1)); // Thursday and Friday off, then the weekend
        Assert.Equal(3, calendar.Between(new DateOnly(2026, 12, 21), new DateOnly(2026, 12, 28)));
        Assert.Equal(-3, calendar.Between(new DateOnly(2026, 12, 28), new DateOnly(2026, 12, 21)));
    }

    private async Task<(StaffWorld World, Post Post)> PublicPostAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await data.CreatePostAsync(world.Office, $"Antrean {world.Office.Code}", status: PostStatus.Published));
    }

    private Task<Post> FindAsync(int id) => app.WithContextAsync(context => context.Posts.AsNoTracking().SingleAsync(post => post.Id == id));

    private static async Task<HtmlPage> PressAsync(HttpClient browser, Post post, string handler, params (string Name, string Value)[] changes)
    {
        var page = await browser.OpenAsync($"/staff/forum/{post.Id}/answer");
        var form = (IHtmlFormElement)page.One($"form[action$='handler={handler}']");
        return await browser.PostAsync(page, form, [.. page.Fields(form).Where(field => !changes.Any(change => change.Name == field.Key)), .. changes.Select(change => KeyValuePair.Create(change.Name, change.Value))]);
    }
}
