using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Tests.Forum;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>What officers do beside answering: pass on, use templates, say what a post is about, close with evidence.</summary>
public class OfficeWorkTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Canary = "<canary onload=x>\"'&";

    private readonly TestData data = new(app);

    [Fact]
    public async Task Transfer_ToAUnitBelowAndBack_KeepsTheDeadlineAndTellsTheWriter()
    {
        var world = await StaffWorld.CreateAsync(app);
        var branch = await data.CreateUnitAsync(parent: world.Office, name: "Puskesmas Ampera");
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(world.Office);
        var post = await citizen.PublishAsync(receipt);
        await FollowAsync(post, "budi@contoh.id");
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office, "Rahmat Hidayat"));
        using var other = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, branch));
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/staff/forum/{post.Id}")).Status);

        var sent = await officer.SendAsync(await officer.OpenAsync($"/staff/forum/{post.Id}/transfer"), ("To", branch.Code), ("Note", Canary));
        HtmlAssert.Status(HttpStatusCode.Redirect, sent);
        var moved = await FindAsync(post.Id);
        Assert.Equal((branch.Id, PostStatus.Published, post.AnswerBy, post.PublicationNumber), (moved.UnitId, moved.Status, moved.AnswerBy, moved.PublicationNumber));
        var mail = await app.WithContextAsync(context => context.OutgoingMails.SingleAsync(mail => mail.Recipient == "budi@contoh.id"));
        Assert.Contains("meneruskan topik Anda kepada Puskesmas Ampera", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Kini ditangani Puskesmas Ampera", (await citizen.StatusAsync(receipt)).Text, StringComparison.Ordinal);
        var address = (await citizen.Browser.OpenAsync($"/forum/{world.Office.Code}/{post.PublicationNumber}")).Header("Location");
        var open = await citizen.Browser.OpenAsync(address);
        Assert.Contains("Diteruskan di dalam kantor", open.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", open.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Rahmat Hidayat", open.Text, StringComparison.Ordinal);

        var seen = await other.OpenAsync($"/staff/forum/{post.Id}");
        HtmlAssert.HasNoMarkupOf(seen, Canary);
        Assert.Contains(Canary, seen.Text, StringComparison.Ordinal);
        await other.SendAsync(await other.OpenAsync($"/staff/forum/{post.Id}/transfer"), ("To", world.Office.Code));
        Assert.Equal(world.Office.Id, (await FindAsync(post.Id)).UnitId);
        Assert.Equal(2, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "post.transferred" && entry.Subject == $"#{post.Id}")));
    }

    [Fact]
    public async Task Transfer_ToAUnitThatIsNotBelow_IsRefused()
    {
        var world = await StaffWorld.CreateAsync(app);
        var (branch, neighbour) = (await data.CreateUnitAsync(parent: world.Office), await data.CreateUnitAsync(parent: world.City));
        var post = await data.CreatePostAsync(world.Office, status: PostStatus.Published);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer));
        var form = await officer.OpenAsync($"/staff/forum/{post.Id}/transfer");
        Assert.Equal(["", branch.Code], form.Document.QuerySelectorAll("#f-To option").Cast<IHtmlOptionElement>().Select(option => option.Value));
        foreach (var code in new[] { "", neighbour.Code, world.City.Code, world.OtherOffice.Code })
        {
            HtmlAssert.HasError(await officer.SendAsync(form, ("To", code)), "To", "Pilih unit yang akan menjawab");
        }

        Assert.Equal((world.Office.Id, 1), ((await FindAsync(post.Id)).UnitId, (await FindAsync(post.Id)).Version));
    }

    [Fact]
    public async Task Transfer_WhileSomebodyAnswers_OneOfBothIsTold()
    {
        var world = await StaffWorld.CreateAsync(app);
        var branch = await data.CreateUnitAsync(parent: world.Office);
        var post = await data.CreatePostAsync(world.Office, status: PostStatus.Published);
        using var first = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer));
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer));
        await SaveAsync(first, await first.OpenAsync($"/staff/forum/{post.Id}/answer"), "Kami jelaskan.");
        var (answer, transfer) = (await first.OpenAsync($"/staff/forum/{post.Id}/answer"), await second.OpenAsync($"/staff/forum/{post.Id}/transfer"));
        var form = (IHtmlFormElement)answer.One("form[action$='handler=Publish']");
        var results = await Task.WhenAll(first.PostAsync(answer, form, answer.Fields(form)), second.SendAsync(transfer, ("To", branch.Code)), second.SendAsync(transfer, ("To", branch.Code)));
        var (stored, answered, moved) = (await FindAsync(post.Id), results[0].Status == HttpStatusCode.Redirect, results.Skip(1).Count(result => result.Status == HttpStatusCode.Redirect));
        Assert.InRange(moved, answered ? 0 : 1, 1);
        Assert.Equal((answered, moved == 1, 1 + moved + (answered ? 1 : 0)), (stored.Status == PostStatus.Answered, stored.UnitId == branch.Id, stored.Version));
        Assert.All(results.Where(result => result.Status != HttpStatusCode.Redirect), result => Assert.Equal(HttpStatusCode.Conflict, result.Status));
    }

    [Fact]
    public async Task Transfer_AfterTheAnswerFormWasOpened_RefusesWhatTheOfficeBeforeTyped()
    {
        var world = await StaffWorld.CreateAsync(app);
        var branch = await data.CreateUnitAsync(parent: world.Office);
        var post = await data.CreatePostAsync(world.Office, status: PostStatus.Published);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var (unit, stale) = await app.WithContextAsync(async context => (await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == world.Office.Id), await context.Posts.AsNoTracking().SingleAsync(found => found.Id == post.Id)));
        await officer.SendAsync(await officer.OpenAsync($"/staff/forum/{post.Id}/transfer"), ("To", branch.Code));
        var result = await app.InScopeAsync(services => services.GetRequiredService<Answering>().SaveAsync(stale, unit, new AnswerDraft(AnswerOutcome.Answered, "Kami jelaskan.", null, 0), CancellationToken.None));
        Assert.Equal(AnswerResult.ChangedMeanwhile, result);
        Assert.Equal(0, await app.WithContextAsync(context => context.OfficialAnswers.CountAsync(answer => answer.PostId == post.Id)));
    }

    [Fact]
    public async Task Templates_AreInheritedAndPutIntoTheAnswer()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var administrator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        await AddAsync(administrator, world.City.Code, "Terima kasih", "", "Yth. penulis {nomor}, “{judul}”: salam dari {unit}.");
        await AddAsync(administrator, world.City.Code, "Minta data", "InformationRequest", "Datang ke loket.");
        await AddAsync(officer, world.Office.Code, "Sudah dicatat", "Complaint", "Kami catat.");
        Assert.Equal(["Sudah dicatat", "Minta data", "Terima kasih"], (await officer.OpenAsync($"/staff/units/{world.Office.Code}/forum/templates")).Document.QuerySelectorAll(".list .main").Select(name => name.TextContent));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/staff/units/{world.City.Code}/forum/templates")).Status);

        var post = await data.CreatePostAsync(world.Office, "{unit} <b>lama</b>", status: PostStatus.Published);
        var page = await officer.OpenAsync($"/staff/forum/{post.Id}/answer");
        var options = page.Document.QuerySelectorAll("#f-Template option").Cast<IHtmlOptionElement>().ToList();
        Assert.Equal(["Pilih templat", "Sudah dicatat", $"Terima kasih ({world.City.Name})"], options.Select(option => option.Text));
        var form = (IHtmlFormElement)page.One("form[action$='handler=Save']");
        form.SetAttribute("action", form.QuerySelector("[formaction]")!.GetAttribute("formaction"));
        var filled = await officer.PostAsync(page, form, [.. page.Fields(form).Where(field => field.Key is not ("Text" or "Template" or "Outcome")), new("Text", "Sudah saya tulis."), new("Template", options[2].Value), new("Outcome", "Answered")]);
        HtmlAssert.Status(HttpStatusCode.OK, filled);
        Assert.Equal($"Sudah saya tulis.\n\nYth. penulis #{post.PublicationNumber}, “{{unit}} <b>lama</b>”: salam dari {world.Office.Name}.", ((IHtmlTextAreaElement)filled.One("#f-Text")).Value);
        Assert.Equal("Answered", ((IHtmlSelectElement)filled.One("#f-Outcome")).Value);
        Assert.Equal(0, await app.WithContextAsync(context => context.OfficialAnswers.CountAsync(answer => answer.PostId == post.Id)));
    }

    [Theory]
    [InlineData("Name", "", "Isi nama")]
    [InlineData("Name", "Ada", "Unit ini sudah punya templat dengan nama itu")]
    [InlineData("Text", "", "Isi teks")]
    [InlineData("Text", "Halo {nama}", "{nama} tidak dikenal")]
    public async Task Template_WrongInput_SaysWhat(string field, string value, string message)
    {
        var world = await StaffWorld.CreateAsync(app);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        await AddAsync(officer, world.Office.Code, "Ada", "", "Teks.");
        var page = await officer.SendAsync(await officer.OpenAsync($"/staff/units/{world.Office.Code}/forum/templates/new"), ("Name", "Baru"), ("Text", "Teks."), (field, value));
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Contains(message, page.One($"#f-{field}-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await app.WithContextAsync(context => context.ReplyTemplates.CountAsync(template => template.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task Template_ChangedMeanwhileOrRemoved_IsToldAndRecorded()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        await AddAsync(officer, world.Office.Code, "Salam", "", "Teks.");
        var id = await app.WithContextAsync(context => context.ReplyTemplates.Where(template => template.UnitId == world.Office.Id).Select(template => template.Id).SingleAsync());
        var (address, form) = ($"/staff/units/{world.Office.Code}/forum/templates/{id}", await officer.OpenAsync($"/staff/units/{world.Office.Code}/forum/templates/{id}"));
        await SendAsync(form, "Teks kedua.");
        HtmlAssert.Status(HttpStatusCode.Conflict, await SendAsync(form, "Teks ketiga."));
        Assert.Equal("Teks kedua.", await app.WithContextAsync(context => context.ReplyTemplates.Where(template => template.Id == id).Select(template => template.Text).SingleAsync()));
        await officer.PressAsync(await officer.OpenAsync(address), "form[action$='handler=Remove']");
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.OpenAsync(address));
        var recorded = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("template.")).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
        Assert.Equal(["template.added", "template.changed", "template.removed"], recorded);

        Task<HtmlPage> SendAsync(HtmlPage page, string text)
        {
            var main = (IHtmlFormElement)page.One("form.form");
            return officer.PostAsync(page, main, [.. page.Fields(main).Where(field => field.Key != "Text"), new("Text", text)]);
        }
    }

    [Fact]
    public async Task Element_ChosenAfterwards_IsAFilterForThePublic()
    {
        var world = await StaffWorld.CreateAsync(app);
        var post = await data.CreatePostAsync(world.Office, "Antrean panjang", status: PostStatus.Published);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        HtmlAssert.HasError(await officer.SendAsync(await officer.OpenAsync($"/staff/forum/{post.Id}/element"), ("Element", "TIDAK-ADA")), "Element", "Pilih unsur dari daftar");
        await officer.SendAsync(await officer.OpenAsync($"/staff/forum/{post.Id}/element"), ("Element", "WAKTU"));
        Assert.Equal(("WAKTU", 1), ((await FindAsync(post.Id)).Element, (await FindAsync(post.Id)).Version));
        using var browser = app.NewBrowser();
        Assert.Single((await browser.OpenAsync($"/forum/{world.Office.Code}?unsur=WAKTU")).Document.QuerySelectorAll(".topics li"));
        Assert.Empty((await browser.OpenAsync($"/forum/{world.Office.Code}?unsur=BIAYA")).Document.QuerySelectorAll(".topics li"));
    }

    [Fact]
    public async Task Done_WithEvidence_IsShownAndNotSolvedTellsFollowers()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(world.Office);
        var post = await citizen.PublishAsync(receipt);
        await FollowAsync(post, "tetangga@contoh.id", isWriter: false);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        await SaveAsync(officer, await officer.OpenAsync($"/staff/forum/{post.Id}/answer"), "Sudah diperbaiki.", ("Outcome", "Done"), ("Evidence", Canary), ("EvidenceLink", "https://kota.example/foto?a=1&b=2"));
        await officer.PressAsync(await officer.OpenAsync($"/staff/forum/{post.Id}/answer"), "form[action$='handler=Publish']");
        var shown = await citizen.Browser.OpenAsync($"/forum/{world.Office.Code}/{post.PublicationNumber}");
        HtmlAssert.HasNoMarkupOf(shown, Canary);
        Assert.Contains(Canary, shown.Text, StringComparison.Ordinal);
        Assert.Equal("nofollow noopener noreferrer", shown.One("a[href='https://kota.example/foto?a=1&b=2']").GetAttribute("rel"));

        await citizen.ActAsync(receipt, "belum", "Masih bocor.");
        var mails = await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == "tetangga@contoh.id").OrderBy(mail => mail.Id).Select(mail => mail.Subject).ToListAsync());
        Assert.Equal(["Kantor menyatakan selesai", "Topik dibuka lagi"], mails);
    }

    private static async Task AddAsync(HttpClient browser, string unit, string name, string kind, string text) => HtmlAssert.Status(
        HttpStatusCode.Redirect, await browser.SendAsync(await browser.OpenAsync($"/staff/units/{unit}/forum/templates/new"), ("Name", name), ("Kind", kind), ("Text", text)));

    private static Task<HtmlPage> SaveAsync(HttpClient browser, HtmlPage page, string text, params (string Name, string Value)[] more)
    {
        var form = (IHtmlFormElement)page.One("form[action$='handler=Save']");
        var changes = new Dictionary<string, string>(StringComparer.Ordinal) { ["Outcome"] = "Answered", ["Text"] = text };
        foreach (var (name, value) in more)
        {
            changes[name] = value;
        }

        return browser.PostAsync(page, form, [.. page.Fields(form).Where(field => !changes.ContainsKey(field.Key)), .. changes]);
    }

    private Task<Post> FindAsync(int id) => app.WithContextAsync(context => context.Posts.AsNoTracking().SingleAsync(post => post.Id == id));

    private Task<int> FollowAsync(Post post, string email, bool isWriter = true) => app.WithContextAsync(context =>
    {
        context.Add(new PostFollower { PostId = post.Id, Email = email, IsWriter = isWriter, Language = "id", AskedOn = app.Clock.UtcNow, ConfirmedOn = app.Clock.UtcNow });
        return context.SaveChangesAsync();
    });
}
