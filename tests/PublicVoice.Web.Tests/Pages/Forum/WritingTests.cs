using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Tests.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Pages.Forum;

public class WritingTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Write_CheckAndSend_StoresThePostAndGivesAReceipt()
    {
        var service = await data.CreateServiceAsync();
        var unit = await app.WithContextAsync(context => context.Units.AsNoTracking().SingleAsync(unit => unit.Id == service.UnitId));
        using var citizen = new Citizen(app);
        var check = await citizen.FillAsync(
            unit,
            ("Draft.Service", service.ShortCode), ("Draft.NameShown", "2"), ("Draft.Name", " Budi  Santoso "), ("Draft.Text", "Baris satu\r\n\r\n- **butir** <b>bukan</b>"), ("Draft.Email", "Budi@Contoh.id"));

        HtmlAssert.Status(HttpStatusCode.OK, check);
        Assert.Contains("Belum ada yang tersimpan", check.Text, StringComparison.Ordinal);
        Assert.Contains(service.Name, check.Text, StringComparison.Ordinal);
        Assert.Contains("B.S.", check.Text, StringComparison.Ordinal);
        Assert.Equal("butir", check.One("article li strong").TextContent);
        Assert.Contains("<b>bukan</b>", check.One("article").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.Posts.CountAsync(post => post.UnitId == unit.Id)));

        var receipt = await citizen.Browser.FollowAsync(await citizen.PressAsync(check, "kirim"));
        Assert.Contains("Terima kasih", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("25 November 2026", receipt.Text.Replace('\u00a0', ' '), StringComparison.Ordinal); // three working days after Friday the 20th
        Assert.Contains("no-store", receipt.Header("Cache-Control"), StringComparison.Ordinal);
        var code = receipt.One(".receipt").TextContent;
        var post = await citizen.PostAsync(code);
        Assert.Equal((service.Id, PostKind.Complaint, "Budi Santoso", NameShown.Initials, "id", PostStatus.Received), (post.ServiceId, post.Kind, post.Name, post.NameShown, post.Language, post.Status));
        Assert.Equal("Baris satu\n\n- **butir** <b>bukan</b>", post.Text);
        var mail = await app.WithContextAsync(context => context.OutgoingMails.SingleAsync(mail => mail.Recipient == "budi@contoh.id"));
        Assert.DoesNotContain("Antrean", mail.Subject + mail.Body, StringComparison.Ordinal); // nothing anybody typed goes to an unconfirmed address
    }

    [Fact]
    public async Task Send_TwiceAtOnce_StoresOnePost()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var check = await citizen.FillAsync(unit, ("Draft.Email", "dua@contoh.id"));
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => citizen.PressAsync(check, "kirim")));

        Assert.Single(sent.Select(page => page.Response.Headers.Location!.ToString()).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await app.WithContextAsync(context => context.Posts.CountAsync(post => post.UnitId == unit.Id)));
        Assert.Equal(1, await app.WithContextAsync(context => context.OutgoingMails.CountAsync(mail => mail.Recipient == "dua@contoh.id")));
    }

    [Theory]
    [InlineData("Draft.Kind", "9", "Pilih jenis topik Anda.")]
    [InlineData("Draft.Kind", "Complaint", "Pilih jenis topik Anda.")]
    [InlineData("Draft.Title", "  ", "Tulis judul singkat.")]
    [InlineData("Draft.Text", "", "Tulis apa yang ingin Anda sampaikan.")]
    [InlineData("Draft.NameShown", null, "Pilih bagaimana nama Anda tampil.")]
    [InlineData("Draft.NameShown", "3", "Tulis nama Anda, atau pilih anonim.", "Draft.Name")]
    [InlineData("Draft.Email", "budi@", "Tulis alamat surel yang lengkap, misalnya nama@contoh.id, atau kosongkan.")]
    public async Task Fill_WrongField_SaysWhatToDoAndKeepsTheRest(string field, string? value, string message, string? at = null)
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var page = await citizen.FillAsync(unit, (field, value));

        HtmlAssert.HasError(page, at ?? field, message);
        var kept = page.Fields().ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        Assert.Equal(field == "Draft.Text" ? "" : "Saya menunggu dua jam di loket tiga tanpa penjelasan.", kept["Draft.Text"]);
        Assert.Equal(0, await app.WithContextAsync(context => context.Posts.CountAsync(post => post.UnitId == unit.Id)));
    }

    [Fact]
    public async Task Fill_TooLong_SaysByHowMuch()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var page = await citizen.FillAsync(unit, ("Draft.Title", new string('a', 121)), ("Draft.Text", new string('b', 5002)));

        HtmlAssert.HasError(page, "Draft.Title", "Judul paling banyak 120 karakter; kelebihan 1.");
        HtmlAssert.HasError(page, "Draft.Text", "Isi paling banyak 5.000 karakter; kelebihan 2.");
    }

    [Fact]
    public async Task Change_FromTheCheck_ShowsTheFormWithEverything()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var check = await citizen.FillAsync(unit, ("Draft.Confidential", "ya"), ("Draft.Email", "a@b.id"), ("Draft.Text", "satu\n\ndua"));
        var form = await citizen.PressAsync(check, "ubah");

        var fields = form.Fields().ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        Assert.Equal(("ya", "a@b.id", "satu\n\ndua", "3"), (fields["Draft.Confidential"], fields["Draft.Email"], fields["Draft.Text"].ReplaceLineEndings("\n"), fields["Draft.Kind"]));
        Assert.Equal(check.Fields().Single(pair => pair.Key == "key").Value, fields["key"]);
    }

    [Fact]
    public async Task Check_PersonalData_IsMarked()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var check = await citizen.FillAsync(unit, ("Draft.Text", "KK 1671012345670001, rumah No. 5 RT 03/RW 05, WA 0812-3456-7890"));

        Assert.Equal(["1671012345670001", "No. 5 RT 03/RW 05", "0812-3456-7890"], check.Document.QuerySelectorAll(".found mark").Select(mark => mark.TextContent));
    }

    [Fact]
    public async Task Check_SimilarPublicTopic_IsOfferedUnlessConfidential()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var earlier = await citizen.PublishAsync(await citizen.WriteAsync(unit, ("Draft.Title", "Antrean di loket tiga lama sekali")));

        var check = await citizen.FillAsync(unit);
        Assert.Equal($"/forum/{unit.Code}/{earlier.PublicationNumber}", check.One(".similar a").GetAttribute("href"));
        Assert.Empty((await citizen.FillAsync(unit, ("Draft.Confidential", "ya"))).Document.QuerySelectorAll(".similar"));
        Assert.Empty((await citizen.FillAsync(unit, ("Draft.Title", "Lampu taman padam"), ("Draft.Text", "Sudah sebulan gelap gulita."))).Document.QuerySelectorAll(".similar"));
    }

    [Fact]
    public async Task Anonymous_WithAName_StoresNone()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(unit, ("Draft.Name", "Budi Santoso"));

        Assert.Null((await citizen.PostAsync(receipt)).Name);
    }

    [Theory]
    [InlineData(null, PostSignals.Unchecked)]
    [InlineData("http://iklan", PostSignals.Unchecked | PostSignals.Trapped)]
    public async Task Send_HowItWasSent_IsKeptForModerators(string? trap, PostSignals signals)
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var receipt = await citizen.WriteAsync(unit, ("situs", trap), ("Draft.Title", $"Cara kirim {trap?.Length}"));

        Assert.Equal(signals, (await citizen.PostAsync(receipt)).Signals);
    }

    [Fact]
    public async Task Send_LinksOrTheSameWordsAgain_AreMarkedForModerators()
    {
        var (unit, other) = (await data.CreateUnitAsync(), await data.CreateUnitAsync());
        using var citizen = new Citizen(app);
        async Task<PostSignals> SignalsAsync(Unit to, string title) => (await citizen.PostAsync(await citizen.WriteAsync(to, ("Draft.Title", title)))).Signals & ~PostSignals.Unchecked;

        Assert.Equal(PostSignals.Links, await SignalsAsync(unit, "Lihat promo-kita.com sekarang"));
        Assert.Equal(PostSignals.None, await SignalsAsync(unit, "Sekali saja"));
        Assert.Equal(PostSignals.Repeated, await SignalsAsync(other, "SEKALI, saja!"));
        await app.WithContextAsync(context => context.Posts.ExecuteUpdateAsync(set => set.SetProperty(post => post.WrittenOn, post => post.WrittenOn.AddDays(-31))));
        Assert.Equal(PostSignals.None, await SignalsAsync(unit, "Sekali saja"));
    }

    [Fact]
    public async Task Similar_WhileWriting_AreOfferedWithoutStoringAnything()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var earlier = await citizen.PublishAsync(await citizen.WriteAsync(unit, ("Draft.Title", "Antrean di loket <b>tiga</b> lama sekali")));
        var form = await citizen.OpenFormAsync(unit);
        var address = form.MainForm.GetAttribute("data-similar")!;
        Task<HtmlPage> AskAsync(string title, string? confidential = null) => citizen.Browser.PostFormAsync(address, new FormUrlEncodedContent(
            form.Fields().Where(field => field.Key == "__RequestVerificationToken").Append(new("Draft.Title", title)).Append(new("Draft.Confidential", confidential ?? ""))));

        var found = await AskAsync("Antrean loket tiga terlalu lama");
        Assert.Equal($"/forum/{unit.Code}/{earlier.PublicationNumber}", found.One(".similar a").GetAttribute("href"));
        HtmlAssert.HasNoMarkupOf(found, "<b>");
        Assert.DoesNotContain("<html", found.Source, StringComparison.Ordinal); // a piece, not a page
        Assert.Empty((await AskAsync("Antrean loket tiga terlalu lama", "ya")).Document.QuerySelectorAll("a"));
        Assert.Empty((await AskAsync("")).Document.QuerySelectorAll("a"));
        Assert.Equal(1, await app.WithContextAsync(context => context.Posts.CountAsync(post => post.UnitId == unit.Id)));
    }

    [Theory]
    [InlineData("lihat https://x", true)]
    [InlineData("WWW.contoh", true)]
    [InlineData("di toko-murah.co.id.", true)]
    [InlineData("(bit.ly)", true)]
    [InlineData("surel budi@contoh.id saja", false)]
    [InlineData("selesai.Kartu", false)]
    [InlineData("pukul 08.00 di loket 3.id", false)]
    [InlineData("jl. a.yani no.5", false)]
    public void HasLink_Text_TellsAddressesOfTheWeb(string text, bool has) => Assert.Equal(has, ForumText.HasLink(text));

    [Fact]
    public async Task Send_WithoutAKey_IsShownAgainWithANewOne()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var page = await citizen.Browser.SendAsync(await citizen.FillAsync(unit), ("langkah", "kirim"), ("key", "abc"));

        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.True(Guid.TryParse(page.Fields().Single(pair => pair.Key == "key").Value, out _));
    }

    [Fact]
    public async Task Write_ClosedUnitOrForum_TakesNothing()
    {
        var closed = await data.CreateUnitAsync(status: UnitStatus.Closed);
        var city = await data.CreateUnitAsync(type: "kota");
        var quiet = await data.CreateUnitAsync(parent: city);
        using var citizen = new Citizen(app);
        var check = await citizen.FillAsync(quiet);
        await app.WithContextAsync(async context =>
        {
            context.Add(new ForumSettings { UnitId = city.Id, IsOpen = false });
            return await context.SaveChangesAsync();
        });

        HtmlAssert.Status(HttpStatusCode.Gone, await citizen.OpenFormAsync(closed));
        HtmlAssert.Status(HttpStatusCode.OK, await citizen.OpenFormAsync(quiet));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await citizen.PressAsync(check, "kirim"));
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Browser.OpenAsync("/forum/tidak-ada/tulis")).Status);
        Assert.Equal(0, await app.WithContextAsync(context => context.Posts.CountAsync(post => post.UnitId == quiet.Id)));
    }

    [Fact]
    public async Task Write_InEnglish_KeepsEverythingAndAnswersInEnglish()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var check = await citizen.FillAsync(unit);
        var button = check.One("button.language");
        using var content = new FormUrlEncodedContent(check.Fields().Append(new("langkah", button.GetAttribute("value")!)));
        var english = await citizen.Browser.PostFormAsync(button.GetAttribute("formaction")!, content);

        Assert.Contains("Check before sending", english.Text, StringComparison.Ordinal);
        var sent = await citizen.Browser.FollowAsync(await citizen.PressAsync(english, "kirim"));
        Assert.Contains("Thank you", sent.Text, StringComparison.Ordinal);
    }
}
