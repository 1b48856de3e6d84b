using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Tests.Staff;

public sealed class OwnAccountTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private const string Canary = "<canary onload=x>\"'&";

    public void Dispose() => app.Clock.Reset();

    [Theory]
    [InlineData("/staff/account")]
    [InlineData("/staff/account/password")]
    [InlineData("/staff/account/two-factor")]
    [InlineData("/staff/account/two-factor/app")]
    [InlineData("/staff/account/two-factor/qr.svg")]
    [InlineData("/staff/account/two-factor/recovery-codes")]
    [InlineData("/staff/account/two-factor/off")]
    [InlineData("/staff/account/sessions")]
    public async Task Get_NotSignedIn_LeadsToSigningIn(string address)
    {
        using var browser = app.NewBrowser();
        Assert.Equal("/staff/sign-in", new Uri((await browser.OpenAsync(address)).Header("Location")).AbsolutePath);
    }

    [Fact]
    public async Task Get_Account_ShowsRolesAndHostileNamesEncoded()
    {
        var world = await StaffWorld.CreateAsync(app);
        var unit = await new TestData(app).CreateUnitAsync(parent: world.City, name: Canary);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Leader, unit, Canary));
        var page = await browser.OpenAsync("/staff/account");
        HtmlAssert.HasNoMarkupOf(page, Canary);
        Assert.Contains("Pimpinan: " + Canary, page.Text, StringComparison.Ordinal);
        Assert.Equal(Canary, page.One("#f-Name").GetAttribute("value"));
    }

    [Fact]
    public async Task Post_NameAndLanguage_AreStoredAndRecorded()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var browser = await world.SignInAsync(person);
        var sent = await browser.SendAsync(await browser.OpenAsync("/staff/account"), ("Name", " Siti A. "), ("Language", "en"));
        Assert.Contains("Tersimpan.", (await browser.FollowAsync(sent)).Text, StringComparison.Ordinal);
        await browser.SendAsync(await browser.OpenAsync("/staff/account")); // nothing changed, nothing recorded
        var stored = await app.WithContextAsync(context => context.Accounts.SingleAsync(account => account.Id == person.Id));
        Assert.Equal(("Siti A.", "en"), (stored.Name, stored.Language));
        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.AccountId == person.Id && entry.Action == "account.changed"));
        Assert.Equal(("""{"name":"Siti Aminah","language":"id","digest":true}""", """{"name":"Siti A.","language":"en","digest":true}"""), (entry.Before, entry.After));
    }

    [Theory]
    [InlineData("Name", " ", "Isi nama Anda")]
    [InlineData("Name", "a\u0007b", "Isi nama Anda")]
    [InlineData("Language", "fr", "Pilih bahasa")]
    public async Task Post_InvalidDetails_SaysSoAndStoresNothing(string field, string value, string message)
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var browser = await world.SignInAsync(person);
        var page = await browser.SendAsync(await browser.OpenAsync("/staff/account"), ("Name", "Baru"), (field, value));
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Contains(message, page.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Contains("Pengelola unit", page.Text, StringComparison.Ordinal);
        Assert.Equal("Siti Aminah", await app.WithContextAsync(context => context.Accounts.Where(account => account.Id == person.Id).Select(account => account.Name).SingleAsync()));
    }

    [Fact]
    public async Task Password_Changed_KeepsThisBrowserAndEndsTheOthers()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var other = await world.SignInAsync(person);
        using var browser = await world.SignInAsync(person);
        var form = await browser.OpenAsync("/staff/account/password");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Current", ""), ("Password", "gajah-besar-sekali"), ("Repeated", "gajah-besar-sekali")), "Current", "Isi kata sandi Anda sekarang");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Current", StaffWorld.Password), ("Password", "aaaaaaaaaaaaaaa"), ("Repeated", "aaaaaaaaaaaaaaa")), "Password", "Pakai sedikitnya 5 karakter yang berbeda");
        var done = await browser.FollowAsync(await browser.SendAsync(form, ("Current", StaffWorld.Password), ("Password", "gajah-besar-sekali"), ("Repeated", "gajah-besar-sekali")));
        Assert.Contains("Kata sandi baru tersimpan", done.Text, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));
        Assert.Equal(HttpStatusCode.Redirect, (await other.OpenAsync("/staff")).Status);
        Assert.Equal("/staff", (await world.SendSignInAsync(other, person, "gajah-besar-sekali")).Header("Location"));
        Assert.True(await app.WithContextAsync(context => context.AuditEntries.AnyAsync(entry => entry.AccountId == person.Id && entry.Action == "password.changed")));
        Assert.True(await app.WithContextAsync(context => context.OutgoingMails.AnyAsync(mail => mail.Recipient == person.Email && mail.Subject == "Kata sandi Anda telah diganti")));
    }

    [Fact]
    public async Task Password_WrongFiveTimes_LocksTheAccount()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var browser = await world.SignInAsync(person);
        var form = await browser.OpenAsync("/staff/account/password");
        foreach (var current in Enumerable.Repeat("salah-salah-salah", 5).Append(StaffWorld.Password))
        {
            var refused = await browser.SendAsync(form, ("Current", current), ("Password", "gajah-besar-sekali"), ("Repeated", "gajah-besar-sekali"));
            Assert.Contains("Kata sandi salah, atau akun sedang terkunci", refused.One(".errors").TextContent, StringComparison.Ordinal);
        }

        using var other = app.NewBrowser();
        HtmlAssert.Status(HttpStatusCode.BadRequest, await world.SendSignInAsync(other, person));
    }

    [Fact]
    public async Task Sessions_ListsDevicesInTheTimeOfTheGovernment_AndEndsThem()
    {
        var world = await StaffWorld.CreateAsync(app);
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.City.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.TimeZone, "Asia/Jayapura")));
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office);
        using var phone = app.NewBrowser();
        phone.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36");
        using var hostile = app.NewBrowser();
        hostile.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Canary);
        using var third = app.NewBrowser();
        foreach (var other in new[] { phone, hostile, third })
        {
            await world.SendSignInAsync(other, person);
        }

        app.Clock.UtcNow = new DateTime(2026, 11, 21, 16, 5, 0, DateTimeKind.Utc);
        await world.SendSignInAsync(phone, person);
        using var browser = await world.SignInAsync(person);
        app.Clock.UtcNow += TimeSpan.FromMinutes(2);
        await phone.OpenAsync("/staff");
        var page = await browser.OpenAsync("/staff/account/sessions");
        HtmlAssert.HasNoMarkupOf(page, Canary);
        Assert.Equal(2, page.Document.QuerySelectorAll(".session").Length); // the first three were idle for too long
        var first = page.Document.QuerySelectorAll(".session")[0];
        Assert.Contains("Chrome di Android", first.TextContent, StringComparison.Ordinal);
        Assert.Equal(["22 November 2026 01.05 WIT", "22 November 2026 01.07 WIT"], first.QuerySelectorAll("time").Select(time => time.TextContent.Replace('\u00a0', ' ')));
        Assert.Contains("Perangkat ini", page.Document.QuerySelectorAll(".session")[1].TextContent, StringComparison.Ordinal);

        Assert.Contains("Perangkat dikeluarkan", (await browser.FollowAsync(await browser.PressAsync(page, ".session form"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await phone.OpenAsync("/staff")).Status);
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));

        await world.SendSignInAsync(phone, person);
        await world.SendSignInAsync(third, person);
        await browser.PressAsync(await browser.OpenAsync("/staff/account/sessions"), "form.others");
        Assert.Equal(HttpStatusCode.Redirect, (await phone.OpenAsync("/staff")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await third.OpenAsync("/staff")).Status);
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));
    }

    [Fact]
    public async Task Sessions_OfAnotherPerson_CannotBeEnded()
    {
        var world = await StaffWorld.CreateAsync(app);
        var (person, victim) = (await world.CreatePersonAsync(StaffRole.UnitOfficer), await world.CreatePersonAsync(StaffRole.UnitOfficer));
        using var theirs = await world.SignInAsync(victim);
        using var second = await world.SignInAsync(person);
        using var browser = await world.SignInAsync(person);
        var page = await browser.OpenAsync("/staff/account/sessions");
        var id = await app.WithContextAsync(context => context.StaffSessions.Where(session => session.AccountId == victim.Id).Select(session => session.Id).SingleAsync());
        page.One(".session form input[name=id]").SetAttribute("value", id.ToString());
        HtmlAssert.Status(HttpStatusCode.NotFound, await browser.PressAsync(page, ".session form"));
        HtmlAssert.Status(HttpStatusCode.OK, await theirs.OpenAsync("/staff"));
    }

    [Fact]
    public async Task Pages_InEnglish_AreEnglish()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer));
        foreach (var (address, heading) in new[]
        {
            ("/staff/account", "Your account"), ("/staff/account/password", "Change your password"), ("/staff/account/sessions", "Devices that are signed in"),
            ("/staff/account/two-factor", "Two-step verification"), ("/staff/account/two-factor/app", "Set up the authenticator app"),
        })
        {
            var page = await browser.OpenAsync(address + "?lang=en");
            Assert.Equal(heading, page.One("h1").TextContent);
        }
    }
}
