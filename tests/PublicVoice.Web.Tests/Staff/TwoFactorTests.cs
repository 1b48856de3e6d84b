using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Tests.Staff;

public class TwoFactorTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string App = "/staff/account/two-factor/app";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Code_TestVectorsOfRfc6238_AreReproduced(long seconds, string expected) =>
        Assert.Equal(expected, AuthenticatorCodes.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds / 30));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void StepOf_ClockOfThePhoneOff_TakesOneStepEitherWay(int seconds, bool expected)
    {
        const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);
        Assert.Equal(expected, AuthenticatorCodes.StepOf(Key, AuthenticatorCodes.Code(Key, now.AddSeconds(seconds).ToUnixTimeSeconds() / 30), now) is not null);
    }

    [Fact]
    public async Task SetUp_NewAdministrator_GetsCodesAndGoesOn()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator, twoFactor: false);
        using var other = app.NewBrowser();
        await world.SendSignInAsync(other, admin);
        using var browser = app.NewBrowser();
        var start = await browser.FollowAsync(await world.SendSignInAsync(browser, admin));
        Assert.Contains("Administrator wajib mengaktifkannya", start.Text, StringComparison.Ordinal);
        var form = await browser.OpenAsync(App);
        var key = form.One(".secret").TextContent;
        Assert.Matches("^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$", key);
        Assert.Contains($"secret={key.Replace(" ", "", StringComparison.Ordinal)}&issuer=PublicVoice", form.One("a[href^='otpauth://totp/PublicVoice:']").GetAttribute("href"), StringComparison.Ordinal);
        var image = await browser.OpenAsync(form.One("img.qr").GetAttribute("src")!);
        Assert.Equal("image/svg+xml", image.Response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("no-store", image.Header("Cache-Control"), StringComparison.Ordinal);

        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", " "), ("Password", StaffWorld.Password)), "Code", "Masukkan kode enam angka dari aplikasi");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", world.CodeOf(key)), ("Password", "")), "Password", "Isi kata sandi Anda sekarang");
        var wrong = await browser.SendAsync(form, ("Code", "000000"), ("Password", StaffWorld.Password));
        Assert.Equal(key, wrong.One(".secret").TextContent); // the same, it was scanned already
        HtmlAssert.HasError(wrong, "Code", "Kode salah. Tunggu kode berikutnya, dan periksa jam ponsel Anda");
        Assert.False(await IsOnAsync(admin));

        var done = await browser.SendAsync(wrong, ("Code", world.CodeOf(key).Insert(3, " ")), ("Password", StaffWorld.Password));
        HtmlAssert.Status(HttpStatusCode.OK, done);
        Assert.Equal(10, done.Document.QuerySelectorAll(".codes li").Select(code => code.TextContent).Distinct(StringComparer.Ordinal).Count());
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));
        Assert.Equal(HttpStatusCode.Redirect, (await other.OpenAsync("/staff/account/two-factor")).Status); // signed out
        HtmlAssert.Status(HttpStatusCode.NotFound, await browser.OpenAsync("/staff/account/two-factor/qr.svg")); // the key in force is never shown again
        Assert.True(await app.WithContextAsync(context => context.AuditEntries.AnyAsync(entry => entry.AccountId == admin.Id && entry.Action == "two-factor.set")));

        // The code of the set-up is used up; a recovery code works once, typed as people do.
        using var again = app.NewBrowser();
        var code = await again.FollowAsync(await again.SendAsync(await again.OpenAsync("/staff/sign-in"), ("Email", admin.Email), ("Password", StaffWorld.Password)));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await again.SendAsync(code, ("Code", world.CodeOf(key))));
        var recovery = done.Document.QuerySelectorAll(".codes li")[0].TextContent.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        Assert.Equal("/staff", (await again.SendAsync(code, ("Code", recovery))).Header("Location"));
        using var third = app.NewBrowser();
        code = await third.FollowAsync(await third.SendAsync(await third.OpenAsync("/staff/sign-in"), ("Email", admin.Email), ("Password", StaffWorld.Password)));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await third.SendAsync(code, ("Code", recovery)));
        Assert.Contains("Sisa kode pemulihan: 9", (await browser.OpenAsync("/staff/account/two-factor")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_SameCodeTwice_IsRefused()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, twoFactor: true);
        var code = await world.CodeAsync(person);
        foreach (var expected in new[] { HttpStatusCode.Redirect, HttpStatusCode.BadRequest })
        {
            using var browser = app.NewBrowser();
            var form = await browser.FollowAsync(await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", person.Email), ("Password", StaffWorld.Password)));
            HtmlAssert.Status(expected, await browser.SendAsync(form, ("Code", code)));
        }
    }

    [Fact]
    public async Task ValidateCode_ManyAtOnce_TakesItOnce()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, twoFactor: true);
        var code = await world.CodeAsync(person);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            var account = (await accounts.FindByEmailAsync(person.Email!))!;
            return await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code);
        }))));
        Assert.Single(taken, result => result);
    }

    [Fact]
    public async Task UpdateAccount_FromAnOlderCopy_DoesNotFreeAUsedCode()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, twoFactor: true);
        var code = await world.CodeAsync(person);
        var accepted = await app.InScopeAsync(async services =>
        {
            var older = (await services.GetRequiredService<UserManager<Account>>().FindByEmailAsync(person.Email!))!;
            var first = await app.InScopeAsync(Verify);
            await services.GetRequiredService<UserManager<Account>>().AccessFailedAsync(older);
            return (first, await app.InScopeAsync(Verify));
        });
        Assert.Equal((true, false), accepted);

        async Task<bool> Verify(IServiceProvider services)
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            return await accounts.VerifyTwoFactorTokenAsync((await accounts.FindByEmailAsync(person.Email!))!, TokenOptions.DefaultAuthenticatorProvider, code);
        }
    }

    [Fact]
    public async Task Replace_NeedsThePassword_AndKeepsTheFormerAppUntilThen()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator);
        using var browser = await world.SignInAsync(admin);
        var seen = (await browser.OpenAsync(App)).One(".secret").TextContent;
        var form = await browser.OpenAsync(App);
        var key = form.One(".secret").TextContent;
        Assert.NotEqual(seen, key); // whoever looked before knows nothing of use
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(form, ("Code", world.CodeOf(key)), ("Password", "salah-salah-salah")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(form, ("Code", world.CodeOf(seen)), ("Password", StaffWorld.Password)));
        using var other = await world.SignInAsync(admin); // by the former app
        Assert.Contains("Aplikasi yang lama", form.Text, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.OK, await browser.SendAsync(form, ("Code", world.CodeOf(key)), ("Password", StaffWorld.Password)));
        Assert.Equal(HttpStatusCode.Redirect, (await other.OpenAsync("/staff")).Status);
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));
        Assert.True(await app.WithContextAsync(context => context.OutgoingMails.AnyAsync(mail => mail.Recipient == admin.Email && mail.Subject == "Verifikasi dua langkah Anda telah diubah")));
    }

    [Fact]
    public async Task RecoveryCodes_Renewed_ReplaceTheFormerAndEndOtherSessions()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator);
        using var other = await world.SignInAsync(admin);
        using var browser = await world.SignInAsync(admin);
        const string Address = "/staff/account/two-factor/recovery-codes";
        var form = await browser.OpenAsync(Address);
        HtmlAssert.HasError(await browser.SendAsync(form, ("Password", "")), "Password", "Isi kata sandi Anda sekarang");
        var first = (await browser.SendAsync(form, ("Password", StaffWorld.Password))).Document.QuerySelectorAll(".codes li").Select(code => code.TextContent).ToList();
        var second = (await browser.SendAsync(await browser.OpenAsync(Address), ("Password", StaffWorld.Password))).Document.QuerySelectorAll(".codes li").Select(code => code.TextContent).ToList();
        Assert.Equal((10, 10), (first.Count, second.Count));
        Assert.Empty(first.Intersect(second));
        Assert.Equal(HttpStatusCode.Redirect, (await other.OpenAsync("/staff")).Status);
        Assert.Equal((false, true), await app.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            var account = (await accounts.FindByEmailAsync(admin.Email!))!;
            return ((await accounts.RedeemTwoFactorRecoveryCodeAsync(account, first[0])).Succeeded, (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, second[0])).Succeeded);
        }));
    }

    [Fact]
    public async Task SwitchOff_Administrator_IsRefused()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator);
        using var browser = await world.SignInAsync(admin);
        Assert.DoesNotContain("/two-factor/off", (await browser.OpenAsync("/staff/account/two-factor")).Source, StringComparison.Ordinal);
        Assert.Equal("/staff/account/two-factor", (await browser.OpenAsync("/staff/account/two-factor/off")).Header("Location"));
        var form = await browser.OpenAsync("/staff/account/two-factor/recovery-codes");
        form.MainForm.SetAttribute("action", "/staff/account/two-factor/off");
        await browser.SendAsync(form, ("Password", StaffWorld.Password), ("Code", await world.CodeAsync(admin)));
        Assert.True(await IsOnAsync(admin));
    }

    [Fact]
    public async Task SwitchOff_WithPasswordAndCode_TurnsItOffAndStaysSignedIn()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, twoFactor: true);
        using var other = await world.SignInAsync(person);
        using var browser = await world.SignInAsync(person);
        var form = await browser.OpenAsync("/staff/account/two-factor/off");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Password", StaffWorld.Password), ("Code", "000000")), "Code", "Kode salah atau sudah terpakai. Tunggu kode berikutnya");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(form, ("Password", "salah-salah-salah"), ("Code", await world.CodeAsync(person))));
        Assert.True(await IsOnAsync(person));
        await browser.SendAsync(form, ("Password", StaffWorld.Password), ("Code", await world.CodeAsync(person)));
        Assert.False(await IsOnAsync(person));
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));
        Assert.Equal(HttpStatusCode.Redirect, (await other.OpenAsync("/staff")).Status);
        Assert.True(await app.WithContextAsync(context => context.AuditEntries.AnyAsync(entry => entry.AccountId == person.Id && entry.Action == "two-factor.removed")));
        Assert.Equal("/staff/account/two-factor", (await browser.OpenAsync("/staff/account/two-factor/recovery-codes")).Header("Location"));
    }

    [Fact]
    public async Task SwitchOff_WrongCodes_LockTheAccount()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, twoFactor: true);
        using var browser = await world.SignInAsync(person);
        var form = await browser.OpenAsync("/staff/account/two-factor/off");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await browser.SendAsync(form, ("Password", StaffWorld.Password), ("Code", "000000"));
        }

        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(form, ("Password", StaffWorld.Password), ("Code", await world.CodeAsync(person))));
        Assert.True(await IsOnAsync(person));
    }

    private Task<bool> IsOnAsync(Account account) =>
        app.WithContextAsync(context => context.Accounts.Where(other => other.Id == account.Id).Select(other => other.TwoFactorEnabled).SingleAsync());
}
