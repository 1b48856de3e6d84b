using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Tests.Forum;
using PublicVoice.Web.Tests.Staff;

namespace PublicVoice.Web.Tests.Pages.Forum;

public class PictureTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Secret = "GPS-2.9911S-104.7567E";
    private readonly TestData data = new(app);

    [Fact]
    public async Task Write_WithPictures_EncodesThemAnewAndShowsThemOnceAModeratorDid()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var moderator = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Moderator));
        using var citizen = new Citizen(app);
        var form = await citizen.FillWithFilesAsync(world.Office, [TestPictures.JpegSaying(Secret), TestPictures.Png(2400, 1200), TestPictures.WebP], ("Draft.Title", ""));
        HtmlAssert.HasError(form, "Draft.Title", "Tulis judul singkat."); // and the pictures need not be chosen again
        var check = await citizen.SendFilesAsync(form, [], ("Draft.Title", "Foto lubang"));
        var pictures = check.Document.QuerySelectorAll(".pictures img");
        Assert.Equal([("16", "8"), ("480", "240"), ("16", "8")], pictures.Select(picture => (picture.GetAttribute("width")!, picture.GetAttribute("height")!)));
        Assert.All(pictures, picture => Assert.StartsWith("data:image/jpeg;base64,", picture.GetAttribute("src"), StringComparison.Ordinal));
        var keys = check.Fields().Where(field => field.Key == "Draft.Pictures").Select(field => field.Value).ToList();
        var again = await citizen.PressAsync(await citizen.PressAsync(check, "ubah"), "periksa");
        Assert.Equal(keys, again.Fields().Where(field => field.Key == "Draft.Pictures").Select(field => field.Value));

        var without = again.Fields().Where(field => !(field.Key == "Draft.Pictures" && field.Value == keys[2]) && !field.Key.StartsWith("Draft.Alts", StringComparison.Ordinal));
        var sent = await citizen.Browser.PostAsync(again, [.. without, new($"Draft.Alts[{keys[0]}]", "Lubang <b>dalam</b>, telepon 0812-3456-7890"), new("langkah", "kirim")]);
        var receipt = sent.Response.Headers.Location!.ToString().Split('/')[^1].Split('?')[0];
        var post = await citizen.PostAsync(receipt);
        var stored = await app.WithContextAsync(context => context.PostPictures.Where(picture => picture.FormKey == post.SubmissionKey).OrderBy(picture => picture.Position).ToListAsync());
        Assert.Equal([(1600, 800, 480, 240)], stored.Skip(1).Select(picture => (picture.Width, picture.Height, picture.SmallWidth, picture.SmallHeight)));
        Assert.Equal(2, stored.Count);
        foreach (var content in await app.WithContextAsync(context => context.PostPictureContents.Where(content => stored.Select(picture => picture.Id).Contains(content.PostPictureId)).ToListAsync()))
        {
            Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(content.Large) + Encoding.Latin1.GetString(content.Small), StringComparison.Ordinal);
            Assert.Equal(PictureKind.Jpeg, PictureHeader.Read(content.Large)!.Kind);
        }

        Assert.Equal(2, (await citizen.StatusAsync(receipt)).Document.QuerySelectorAll(".pictures img").Length);
        static string[] Addresses(PostPicture picture) => [$"/forum/gambar/{picture.Key:N}/kecil.jpg", $"/forum/gambar/{picture.Key:N}/besar.jpg"];
        Task<HttpStatusCode[]> StatusesAsync() => Task.WhenAll(stored.SelectMany(Addresses).Select(async address => (await citizen.Browser.GetAsync(address)).StatusCode));
        Assert.All(await StatusesAsync(), status => Assert.Equal(HttpStatusCode.NotFound, status));

        var desk = await moderator.OpenAsync($"/staff/forum/{post.Id}");
        Assert.Equal(["0812-3456-7890"], desk.Document.QuerySelectorAll(".thumbs mark").Select(mark => mark.TextContent));
        using var seen = await moderator.GetAsync(desk.One(".thumbs li:first-child a").GetAttribute("href"));
        Assert.Equal(("image/jpeg", "no-store", "nosniff"), (seen.Content.Headers.ContentType!.ToString(), $"{seen.Headers.CacheControl}"[..8], seen.Headers.GetValues("X-Content-Type-Options").Single()));
        await PressAsync(moderator, desk, "Publish", [.. desk.Fields((IHtmlFormElement)desk.One("form[action$='handler=Publish']")).Where(field => !(field.Key == "Positions" && field.Value == "2"))]);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound], await StatusesAsync());
        var topic = await citizen.Browser.OpenAsync($"/forum/{world.Office.Code}/{(await citizen.PostAsync(receipt)).PublicationNumber}");
        Assert.Equal("Lubang <b>dalam</b>, telepon •••", topic.One(".pictures img").GetAttribute("alt"));
        using var shown = await citizen.Browser.GetAsync(topic.One(".pictures a").GetAttribute("href"));
        Assert.Equal(("image/jpeg", "nosniff", true), (shown.Content.Headers.ContentType!.ToString(), shown.Headers.GetValues("X-Content-Type-Options").Single(), shown.Headers.CacheControl!.Private));

        desk = await moderator.OpenAsync($"/staff/forum/{post.Id}");
        await PressAsync(moderator, desk, "Pictures", [new("Positions", "2"), .. desk.Fields((IHtmlFormElement)desk.One("form[action$='handler=Pictures']")).Where(field => field.Key != "Positions")]);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK], await StatusesAsync());
        await citizen.ActAsync(receipt, "tarik");
        Assert.All(await StatusesAsync(), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.Equal((0, 0), await app.WithContextAsync(async context => (
            await context.PostPictures.CountAsync(picture => picture.PostId == post.Id), await context.PostPictureContents.CountAsync(content => stored.Select(picture => picture.Id).Contains(content.PostPictureId)))));
    }

    [Theory]
    [InlineData("svg", "tidak dapat dibaca sebagai foto")]
    [InlineData("damaged", "tidak dapat dibaca sebagai foto")]
    [InlineData("script behind a header", "tidak dapat dibaca sebagai foto")]
    [InlineData("bomb", "50 juta piksel")]
    [InlineData("claims less than it holds", null)]
    [InlineData("too large", "10 MB")]
    [InlineData("four", "Paling banyak 3 foto")]
    public async Task Write_HostileFile_IsRefusedAndTheFormStaysFilled(string what, string? message)
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        IReadOnlyList<byte[]> files = what switch
        {
            "svg" => [[.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8]],
            "damaged" => [[.. TestPictures.Jpeg[..300], .. "<script>alert(1)</script>"u8]],
            "script behind a header" => [[.. "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x05\x08\0\0\0\0"u8, .. "<script>alert(1)</script>"u8]],
            "bomb" => [TestPictures.Png(8, 8, (60_000, 60_000))],
            "claims less than it holds" => [TestPictures.Png(3000, 3000, (5, 5))],
            "too large" => [[.. TestPictures.Jpeg, .. new byte[PostPicture.MaxBytes]]],
            _ => [.. Enumerable.Range(1, 4).Select(size => TestPictures.Png(size, size))],
        };
        var page = await citizen.FillWithFilesAsync(unit, files);
        if (message is null)
        {
            Assert.Equal("5", page.One(".pictures img").GetAttribute("width")); // what the header says is all that is decoded
            return;
        }

        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Contains(message, page.One(".errors a[href='#f-Draft-Pictures']").TextContent, StringComparison.Ordinal);
        Assert.Equal("Saya menunggu dua jam di loket tiga tanpa penjelasan.", page.One("textarea").TextContent.Trim());
        var key = Guid.Parse(page.Fields().Single(field => field.Key == "key").Value);
        Assert.Equal(what == "four" ? 3 : 0, await app.WithContextAsync(context => context.PostPictures.CountAsync(picture => picture.FormKey == key)));
        Assert.DoesNotContain("canary", page.Source, StringComparison.Ordinal); // names of files are used nowhere
    }

    [Fact]
    public async Task Write_SameFilesTwiceAtOnceAndAgain_AreStoredOnce()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var form = await citizen.OpenFormAsync(unit);
        (string, string?)[] fields = [("Draft.Kind", "3"), ("Draft.Title", "Dua kali"), ("Draft.Text", "Sama.")];
        var checks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => citizen.SendFilesAsync(form, [TestPictures.Png(20, 10), TestPictures.Jpeg], fields)));
        Assert.All(checks, check => HtmlAssert.Status(HttpStatusCode.OK, check));
        await Task.WhenAll(checks.Select(check => citizen.PressAsync(check, "kirim")));
        var back = await citizen.SendFilesAsync(form, [TestPictures.Png(30, 30)], fields); // by the back button, after it was sent

        var key = Guid.Parse(form.Fields().Single(field => field.Key == "key").Value);
        var stored = await app.WithContextAsync(context => context.PostPictures.Where(picture => picture.FormKey == key).ToListAsync());
        Assert.Equal((2, true), (stored.Count, stored.TrueForAll(picture => picture.PostId is not null)));
        Assert.Equal(2, back.Document.QuerySelectorAll(".pictures img").Length);
    }

    [Fact]
    public async Task Write_OlderCopyOfTheForm_KeepsWhatItDoesNotShowAndUntickedOnesGo()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var form = await citizen.OpenFormAsync(unit);
        (string, string?)[] fields = [("Draft.Kind", "3"), ("Draft.Title", "Kembali"), ("Draft.Text", "Isi.")];
        var first = await citizen.SendFilesAsync(form, [TestPictures.Jpeg], fields);
        var second = await citizen.SendFilesAsync(form, [TestPictures.Png(9, 9)], fields); // by the back button: the form knows of no picture
        Assert.Equal(2, second.Document.QuerySelectorAll(".pictures img").Length);
        var key = first.Fields().Single(field => field.Key == "Draft.Pictures").Value;
        var third = await citizen.Browser.PostAsync(second, [.. second.Fields().Where(field => !(field.Key == "Draft.Pictures" && field.Value == key)), new("langkah", "ubah")]);
        Assert.Equal("9", third.One(".pictures img").GetAttribute("width"));
        var late = await citizen.PressAsync(second, "kirim"); // it shows one that is gone
        Assert.Contains("Pilih lagi fotonya", late.One(".errors").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_PicturesOfAnotherForm_AreNotTaken()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var theirs = await citizen.FillWithFilesAsync(unit, [TestPictures.Jpeg]);
        var key = theirs.Fields().Single(field => field.Key == "Draft.Pictures").Value;
        using var thief = new Citizen(app);
        var page = await thief.FillAsync(unit, ("Draft.Pictures", key));

        Assert.Contains("tidak tersimpan lagi", page.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll(".pictures img"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await thief.Browser.OpenAsync($"/forum/gambar/{key}/kecil.jpg"));
    }

    [Fact]
    public async Task Unsent_AfterSomeHours_AreDeleted()
    {
        var unit = await data.CreateUnitAsync();
        using var citizen = new Citizen(app);
        var check = await citizen.FillWithFilesAsync(unit, [TestPictures.Jpeg]);
        var receipt = await citizen.PressAsync(await citizen.FillWithFilesAsync(unit, [TestPictures.Jpeg], ("Draft.Title", "Terkirim")), "kirim");
        Assert.Equal(HttpStatusCode.Redirect, receipt.Status);
        await app.WithContextAsync(context => context.PostPictures.ExecuteUpdateAsync(set => set.SetProperty(picture => picture.SentOn, app.Clock.UtcNow.AddHours(-7))));
        await new AccountUpkeep(app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<IOptions<PublicVoiceOptions>>(), app.Clock, NullLogger<AccountUpkeep>.Instance)
            .RunOnceAsync(CancellationToken.None);

        Assert.Equal((0, true), await app.WithContextAsync(async context => (await context.PostPictures.CountAsync(picture => picture.PostId == null), await context.PostPictures.AnyAsync())));
        var late = await citizen.PressAsync(check, "kirim");
        Assert.Contains("Pilih lagi fotonya", late.One(".errors").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhereTheProgramIsMissing_SaysSoAndTakesTheRest()
    {
        var unit = await data.CreateUnitAsync();
        await using var bare = app.WithWebHostBuilder(builder => builder.UseSetting("PublicVoice:PictureTool", "tidak-ada"));
        using var browser = bare.CreateClient(new() { AllowAutoRedirect = false });
        var form = await browser.OpenAsync($"/forum/{unit.Code}/tulis");
        Assert.Contains("Di sini foto tidak dapat dikirim", form.Text, StringComparison.Ordinal);
        Assert.Empty(form.Document.QuerySelectorAll("input[type=file]"));
        HtmlAssert.Status(HttpStatusCode.OK, await browser.SendAsync(form, ("Draft.Kind", "3"), ("Draft.Title", "Tanpa foto"), ("Draft.Text", "Isi.")));
    }

    private static Task<HtmlPage> PressAsync(HttpClient browser, HtmlPage page, string handler, IEnumerable<KeyValuePair<string, string>> fields) =>
        browser.PostAsync(page, (IHtmlFormElement)page.One($"form[action$='handler={handler}']"), fields);
}
