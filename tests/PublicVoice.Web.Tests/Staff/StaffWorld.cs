using System.Globalization;
using System.Net;
using System.Security.Cryptography;
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

    /// <summary>What the person's authenticator app shows now (RFC 6238).</summary>
    public async Task<string> CodeAsync(Account account)
    {
        var key = await app.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            return (await accounts.GetAuthenticatorKeyAsync((await accounts.FindByIdAsync(account.Id.ToString(CultureInfo.InvariantCulture)))!))!;
        });
        var step = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));
#pragma warning disable CA5350 // RFC 6238
        var hash = HMACSHA1.HashData(FromBase32(key), step);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}
