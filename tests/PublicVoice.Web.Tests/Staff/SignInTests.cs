using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;

namespace PublicVoice.Web.Tests.Staff;

public class SignInTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Invitation_AcceptedOnce_SignsInAndIsUsedUp()
    {
        var world = await StaffWorld.CreateAsync(app);
        var (email, link) = ($"baru-{world.City.Code}@kota.example", (Uri?)null);
        await app.InScopeAsync(async services =>
        {
            (_, link) = await services.GetRequiredService<People>().GrantAsync(
                new RoleGrant { Name = "Budi", Email = email, Language = "id", Role = StaffRole.Leader, Unit = world.Office }, CancellationToken.None);
            return 0;
        });
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(link!.PathAndQuery);
        Assert.Contains("Selamat datang, Budi", page.Text, StringComparison.Ordinal);

        // A password that is refused leaves the link valid.
        HtmlAssert.HasError(await browser.SendAsync(page, ("Password", "pendek"), ("Repeated", "pendek")), "Password", "Pakai sedikitnya 12 karakter");
        HtmlAssert.HasError(await browser.SendAsync(page, ("Password", StaffWorld.Password), ("Repeated", "lain")), "Repeated", "Ketik kata sandi yang sama dua kali");
        HtmlAssert.HasError(await browser.SendAsync(page, ("Password", "aaaaaaaaaaaaaaa"), ("Repeated", "aaaaaaaaaaaaaaa")), "Password", "Pakai sedikitnya 5 karakter yang berbeda");
        var home = await browser.FollowAsync(await browser.SendAsync(page, ("Password", StaffWorld.Password), ("Repeated", StaffWorld.Password)));
        Assert.Contains("Pimpinan", home.Text, StringComparison.Ordinal);

        using var other = app.NewBrowser();
        Assert.Contains("tidak berlaku lagi", (await other.OpenAsync(link.PathAndQuery)).Text, StringComparison.Ordinal);
        Assert.Equal(["role.granted", "invitation.accepted"], await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Subject.Contains(email))
            .OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task Invitation_TokenOfAnotherAccount_IsRefused()
    {
        var world = await StaffWorld.CreateAsync(app);
        var links = new List<Uri?>();
        foreach (var name in new[] { "a", "b" })
        {
            await app.InScopeAsync(async services =>
            {
                links.Add((await services.GetRequiredService<People>().GrantAsync(
                    new RoleGrant { Name = name, Email = $"{name}-{world.City.Code}@kota.example", Language = "id", Role = StaffRole.Leader, Unit = world.Office }, CancellationToken.None)).Invitation);
                return 0;
            });
        }

        using var browser = app.NewBrowser();
        var crossed = $"/staff/invitation?{links[0]!.Query[1..].Split('&')[0]}&{links[1]!.Query[1..].Split('&')[1]}";
        Assert.Contains("tidak berlaku lagi", (await browser.OpenAsync(crossed)).Text, StringComparison.Ordinal);
        Assert.Contains("tidak berlaku lagi", (await browser.OpenAsync($"/staff/new-password?{links[0]!.Query[1..]}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_UnknownWrongOrLocked_SaysTheSame()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var browser = app.NewBrowser();
        var unknown = await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", "tidak@ada.example"), ("Password", "x"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, unknown);
        var texts = new HashSet<string>(StringComparer.Ordinal) { unknown.One(".errors").TextContent };
        for (var attempt = 0; attempt < 5; attempt++)
        {
            texts.Add((await world.SendSignInAsync(browser, person, "salah-salah-salah")).One(".errors").TextContent);
        }

        texts.Add((await world.SendSignInAsync(browser, person)).One(".errors").TextContent); // right, but locked now
        Assert.Single(texts);
    }

    [Fact]
    public async Task SignIn_NothingFilledIn_SaysWhatToDo()
    {
        using var browser = app.NewBrowser();
        var page = await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", " "), ("Password", ""));
        HtmlAssert.HasError(page, "Email", "Isi alamat e-mail Anda");
        HtmlAssert.HasError(page, "Password", "Isi kata sandi Anda");
        Assert.StartsWith("Kesalahan:", page.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/people", "/staff/people")]
    [InlineData("https://evil.example/", "/staff")]
    [InlineData("//evil.example/", "/staff")]
    public async Task SignIn_WithNext_LeadsOnlyWithinTheSite(string next, string expected)
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/staff/sign-in?next={Uri.EscapeDataString(next)}");
        Assert.Equal(expected, (await browser.SendAsync(page, ("Email", person.Email), ("Password", StaffWorld.Password))).Header("Location"));
    }

    [Fact]
    public async Task SignIn_WithSecondFactor_AsksForTheCode()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator);
        using var browser = app.NewBrowser();
        var code = await browser.FollowAsync(await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", admin.Email), ("Password", StaffWorld.Password)));
        Assert.Contains("aplikasi autentikator", code.One("h1").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/staff/sign-in", new Uri(new Uri("http://localhost"), (await browser.OpenAsync("/staff")).Header("Location")).AbsolutePath, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(code, ("Code", "000000")));
        Assert.Equal("/staff", (await browser.SendAsync(code, ("Code", await world.CodeAsync(admin)))).Header("Location"));
        HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync("/staff"));
    }

    [Fact]
    public async Task AdministratorWithoutSecondFactor_SetsItUpFirst()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator, twoFactor: false);
        using var browser = app.NewBrowser();
        await world.SendSignInAsync(browser, admin);
        foreach (var address in new[] { "/staff" })
        {
            Assert.Equal("/staff/account/two-factor", (await browser.OpenAsync(address)).Header("Location"));
        }
    }

    [Fact]
    public async Task SignOut_EndsTheSessionForItsCookieToo()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var browser = await world.SignInAsync(person);
        var home = await browser.OpenAsync("/staff");
        Assert.StartsWith("no-store", home.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("/staff/sign-in", (await browser.PressAsync(home, ".person form")).Header("Location"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/staff")).Status);
        Assert.Empty(await app.InScopeAsync(services => services.GetRequiredService<StaffSessions>().OpenAsync(person.Id, CancellationToken.None)));
    }

    [Fact]
    public async Task Session_EndedDisabledOrIdle_NoLongerOpensAnything()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.Administrator);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        Func<IServiceProvider, Task>[] ends =
        [
            services => services.GetRequiredService<StaffSessions>().EndAsync(person.Id, null, null, CancellationToken.None),
            services => services.GetRequiredService<People>().DisableAsync(person.Id, world.City.Path, null, CancellationToken.None),
        ];
        foreach (var end in ends)
        {
            using var browser = await world.SignInAsync(person);
            await app.InScopeAsync(async services =>
            {
                await end(services);
                return 0;
            });
            Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/staff")).Status);
        }

        using var refused = app.NewBrowser();
        HtmlAssert.Status(HttpStatusCode.BadRequest, await world.SendSignInAsync(refused, person));
    }

    [Fact]
    public async Task ForgottenPassword_KnownOrNot_AnswersTheSameAndMailsOneUsableLink()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == person.Email).ExecuteDeleteAsync());
        using var signedIn = await world.SignInAsync(person);
        using var browser = app.NewBrowser();
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var email in new[] { person.Email!, "tidak@ada.example", person.Email!.ToUpperInvariant() })
        {
            var page = await browser.SendAsync(await browser.OpenAsync("/staff/forgotten-password"), ("Email", email));
            answers.Add(page.One("main").TextContent);
        }

        Assert.Single(answers);
        var mail = Assert.Single(await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == person.Email).ToListAsync()));
        var link = new Uri(mail.Body.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;
        var form = await browser.OpenAsync(link);
        await browser.FollowAsync(await browser.SendAsync(form, ("Password", "gajah-besar-sekali"), ("Repeated", "gajah-besar-sekali")));
        Assert.Contains("tidak berlaku lagi", (await browser.OpenAsync(link)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await signedIn.OpenAsync("/staff")).Status); // signed out everywhere
        Assert.Equal("/staff", (await world.SendSignInAsync(browser, person, "gajah-besar-sekali")).Header("Location"));
    }

    [Fact]
    public async Task SignIn_UnknownLockedOrDisabled_ComparesOnePasswordEach()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.Administrator);
        var (locked, disabled) = (await world.CreatePersonAsync(StaffRole.UnitOfficer), await world.CreatePersonAsync(StaffRole.UnitOfficer));
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<People>().DisableAsync(disabled.Id, world.City.Path, null, CancellationToken.None);
            var accounts = services.GetRequiredService<UserManager<Account>>();
            return await accounts.SetLockoutEndDateAsync((await accounts.FindByEmailAsync(locked.Email!))!, DateTimeOffset.MaxValue.AddYears(-1));
        });
        var hasher = new CountingHasher();
        await using var counting = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<Account>>(hasher)));
        using var browser = counting.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var email in new[] { "tidak@ada.example", locked.Email, disabled.Email })
        {
            hasher.Compared = 0;
            HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", email), ("Password", "x")));
            Assert.Equal(1, hasher.Compared);
        }
    }

    [Fact]
    public async Task ForgottenPassword_RightAfterAnotherMail_IsSent()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer);
        using var signedIn = await world.SignInAsync(person);
        await signedIn.SendAsync(await signedIn.OpenAsync("/staff/account/password"), ("Current", StaffWorld.Password), ("Password", "gajah-besar-sekali"), ("Repeated", "gajah-besar-sekali"));
        using var browser = app.NewBrowser();
        await browser.SendAsync(await browser.OpenAsync("/staff/forgotten-password"), ("Email", person.Email));
        Assert.Equal(1, await app.WithContextAsync(context => context.OutgoingMails.CountAsync(mail => mail.Recipient == person.Email && mail.Subject == "Buat kata sandi baru")));
    }

    [Fact]
    public async Task CharacterZero_IsRefusedBeforeTheDatabase()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor));
        foreach (var address in new[] { "/staff/units?q=%00", "/staff/people?q=%00", "/staff/audit?person=%00", "/staff/sign-in?next=%00" })
        {
            HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.OpenAsync(address));
        }

        using var form = new MultipartFormDataContent { { new StringContent("a\0@b.example"), "Email" } };
        form.Add(new StringContent((await browser.OpenAsync("/staff/forgotten-password")).Fields().Single(field => field.Key.StartsWith("__", StringComparison.Ordinal)).Value), "__RequestVerificationToken");
        using var response = await browser.PostAsync("/staff/forgotten-password", form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task PublicPages_GetNoStaffCookie()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = app.NewBrowser();
        var signedIn = await world.SendSignInAsync(browser, await world.CreatePersonAsync(StaffRole.UnitOfficer));
        Assert.Contains("path=/staff;", signedIn.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("httponly", signedIn.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    private sealed class CountingHasher : PasswordHasher<Account>
    {
        public int Compared { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Compared++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
