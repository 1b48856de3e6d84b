using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>Two governments with an office each, and people who sign in as people do.</summary>
public sealed class StaffWorld(PublicVoiceApp app)
{
    public const string Password = "kuda-putih-di-sawah";
    private static int counter;

    public Unit City { get; private set; } = null!;
    public Unit Office { get; private set; } = null!;
    public Unit OtherCity { get; private set; } = null!;
    public Unit OtherOffice { get; private set; } = null!;

    public static async Task<StaffWorld> CreateAsync(PublicVoiceApp app)
    {
        var (world, data) = (new StaffWorld(app), new TestData(app));
        var id = Interlocked.Increment(ref counter);
        world.City = await data.CreateUnitAsync($"kota{id}", type: "kota", name: $"Kota {id}");
        world.Office = await data.CreateUnitAsync($"kota{id}-dinas", world.City);
        world.OtherCity = await data.CreateUnitAsync($"lain{id}", type: "kota", name: $"Lain {id}");
        world.OtherOffice = await data.CreateUnitAsync($"lain{id}-dinas", world.OtherCity);
        return world;
    }

    /// <summary>A person who accepted the invitation; administrators with the second factor they must have.</summary>
    public async Task<Account> CreatePersonAsync(StaffRole role, Unit? unit = null, string? name = null, bool? twoFactor = null)
    {
        var email = $"orang{Interlocked.Increment(ref counter)}@kota.example";
        return await app.InScopeAsync(async services =>
        {
            var (account, _) = await services.GetRequiredService<People>().GrantAsync(
                new RoleGrant { Name = name ?? "Siti Aminah", Email = email, Language = "id", Role = role, Unit = unit ?? City }, CancellationToken.None);
            var accounts = services.GetRequiredService<UserManager<Account>>();
            Assert.Empty(await services.GetRequiredService<People>().AcceptAsync(account, Password, CancellationToken.None));
            if (twoFactor ?? role == StaffRole.Administrator)
            {
                await accounts.ResetAuthenticatorKeyAsync(account);
                await accounts.SetTwoFactorEnabledAsync(account, true);
            }

            return account;
        });
    }

    /// <summary>A browser in which the person is signed in.</summary>
    public async Task<HttpClient> SignInAsync(Account account)
    {
        var browser = app.NewBrowser();
        HtmlAssert.Status(HttpStatusCode.OK, await browser.FollowAsync(await SendSignInAsync(browser, account)));
        return browser;
    }

    public async Task<HtmlPage> SendSignInAsync(HttpClient browser, Account account, string password = Password)
    {
        var page = await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", account.Email), ("Password", password));
        if (page.Header("Location").StartsWith("/staff/sign-in/code", StringComparison.Ordinal))
        {
            page = await browser.SendAsync(await browser.FollowAsync(page), ("Code", await CodeAsync(account)));
        }

        return page;
    }

    /// <summary>What the person's authenticator app shows; where the code of now was used, the clock moves on to the next.</summary>
    public async Task<string> CodeAsync(Account account)
    {
        var (key, used) = await app.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            var found = (await accounts.FindByIdAsync(account.Id.ToString(CultureInfo.InvariantCulture)))!;
            return (await accounts.GetAuthenticatorKeyAsync(found), found.LastAuthenticatorStep);
        });
        while (Step <= used)
        {
            app.Clock.UtcNow += TimeSpan.FromSeconds(30);
        }

        return AuthenticatorCodes.Code(key!, Step);
    }

    /// <summary>What an authenticator app shows now that holds this key.</summary>
    public string CodeOf(string key) => AuthenticatorCodes.Code(key.Replace(" ", "", StringComparison.Ordinal), Step);

    private long Step => app.Clock.GetUtcNow().ToUnixTimeSeconds() / 30;
}
