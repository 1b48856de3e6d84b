using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Staff;

namespace PublicVoice.Web.Tests;

/// <summary>What a copy of the database alone does not tell.</summary>
public class StoredSecretsTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly string OtherKey = Convert.ToBase64String(new byte[32]);

    [Fact]
    public async Task Database_KeysAndCodes_AreSealedAndStillWork()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.Administrator);
        using var browser = await world.SignInAsync(person);
        var (key, codes) = await WithAccountAsync(person, async (accounts, account) =>
            (await accounts.GetAuthenticatorKeyAsync(account), (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10))!.ToList()));
        var stored = await app.WithContextAsync(async context => (
            Tokens: await context.Set<IdentityUserToken<int>>().Where(token => token.UserId == person.Id).Select(token => token.Value).ToListAsync(),
            Keys: await context.StoredKeys.Select(known => known.Xml).ToListAsync()));
        Assert.Equal(2, stored.Tokens.Count);
        Assert.NotEmpty(stored.Keys);
        Assert.All([.. stored.Tokens, .. stored.Keys], value => Assert.StartsWith("v1.", value, StringComparison.Ordinal));
        Assert.Equal(32, key!.Length);
        foreach (var expected in new[] { true, false })
        {
            Assert.Equal(expected, await WithAccountAsync(person, async (accounts, account) => (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, codes[3])).Succeeded));
        }

        Assert.Equal(9, await WithAccountAsync(person, (accounts, account) => accounts.CountRecoveryCodesAsync(account)));
    }

    [Fact]
    public async Task Database_StoredInPlainByAnEarlierVersion_IsStillRead()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.Administrator);
        var (key, keys) = (await KeyAsync(), KeyIds(app.Services));
        var stored = await app.WithContextAsync(context => context.StoredKeys.AsNoTracking().ToListAsync());
        Assert.NotEmpty(keys);
        await app.InScopeAsync(async services =>
        {
            var (context, secrets) = (services.GetRequiredService<PublicVoiceDbContext>(), services.GetRequiredService<StoredSecrets>());
            foreach (var row in stored)
            {
                await SetAsync(row, secrets.Open("data-protection key", row.Xml));
            }

            return await context.Set<IdentityUserToken<int>>().Where(token => token.UserId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.Value, key));
        });
        Assert.Equal(key, await KeyAsync());
        await using var node = app.WithWebHostBuilder(_ => { });
        Assert.Equal(keys, KeyIds(node.Services));
        foreach (var row in stored)
        {
            await SetAsync(row, row.Xml); // for the other tests
        }

        Task<int> SetAsync(StoredKey row, string xml) =>
            app.WithContextAsync(context => context.StoredKeys.Where(known => known.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(known => known.Xml, xml)));

        Task<string?> KeyAsync() => WithAccountAsync(person, (accounts, account) => accounts.GetAuthenticatorKeyAsync(account));
    }

    [Fact]
    public void Open_ChangedOrOfAnotherPurposeOrSecret_IsRefused()
    {
        var secrets = app.Services.GetRequiredService<StoredSecrets>();
        var stored = secrets.Seal("account 1", "rahasia");
        Assert.NotEqual(stored, secrets.Seal("account 1", "rahasia"));
        Assert.Equal("rahasia", secrets.Open("account 1", stored));
        var other = new StoredSecrets(new ReceiptCodes(Options.Create(new PublicVoiceOptions { ReceiptKey = OtherKey })));
        Assert.Throws<InvalidDataException>(() => other.Open("account 1", stored));
        Assert.Throws<InvalidDataException>(() => secrets.Open("account 2", stored));
        foreach (var changed in new[] { stored[..^6] + "AAAA==", "v1.", "v1.?", "v1.AAAA" })
        {
            Assert.Throws<InvalidDataException>(() => secrets.Open("account 1", changed));
        }
    }

    [Fact]
    public async Task Commands_AnotherReceiptKey_AreRefusedOnlyWhereSecretsAreOpened()
    {
        Assert.NotEmpty(KeyIds(app.Services));
        var wrong = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PublicVoice:ReceiptKey"] = OtherKey };
        var served = await ProductProcess.RunAsync(app.Database, ["serve", "--urls", "http://127.0.0.1:0"], wrong);
        Assert.Equal(1, served.ExitCode);
        Assert.StartsWith("Secrets in the database cannot be opened: they were sealed with another receipt key.", Assert.Single(served.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", served.Output, StringComparison.Ordinal);
        var counted = await ProductCommand.RunAsync(app.Database, "check", "tallies", $"--PublicVoice:ReceiptKey={OtherKey}");
        Assert.Equal((0, ""), (counted.ExitCode, counted.Errors));
    }

    private static List<Guid> KeyIds(IServiceProvider services) => [.. services.GetRequiredService<IKeyManager>().GetAllKeys().Select(key => key.KeyId).Order()];

    private Task<T> WithAccountAsync<T>(Account person, Func<UserManager<Account>, Account, Task<T>> use) => app.InScopeAsync(async services =>
    {
        var accounts = services.GetRequiredService<UserManager<Account>>();
        return await use(accounts, (await accounts.FindByEmailAsync(person.Email!))!);
    });
}
