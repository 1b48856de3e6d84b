using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;

namespace PublicVoice.Web.Tests.Staff;

public sealed class AccountUpkeepTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc);

    /// <summary>Each test has the accounts to itself.</summary>
    public async ValueTask InitializeAsync()
    {
        app.Clock.UtcNow = Start;
        await app.WithContextAsync(async context =>
        {
            await context.RoleAssignments.ExecuteDeleteAsync();
            await context.Accounts.ExecuteDeleteAsync();
            await context.OutgoingMails.ExecuteDeleteAsync();
            return 0;
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task UnusedAccount_IsWarnedOnceThenDisabled()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.Administrator);
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office);
        Assert.Equal(["Undangan ke PublicVoice"], await SubjectsAsync(person));

        await RunAsync(Start.AddDays(76).AddHours(-1));
        Assert.Single(await SubjectsAsync(person));
        await RunAsync(Start.AddDays(76));
        await RunAsync(Start.AddDays(77));
        Assert.Equal(["Undangan ke PublicVoice", "Akun Anda akan dinonaktifkan"], await SubjectsAsync(person));
        Assert.Contains("pada 18 Februari 2027", await app.WithContextAsync(context => context.OutgoingMails.OrderBy(mail => mail.Id).Where(mail => mail.Recipient == person.Email).Select(mail => mail.Body.Replace("\u00a0", " ")).LastAsync()), StringComparison.Ordinal);
        await RunAsync(Start.AddDays(90).AddHours(-1));
        Assert.False((await StoredAsync(person)).IsDisabled);
        await RunAsync(Start.AddDays(90));
        await RunAsync(Start.AddDays(91));
        Assert.True((await StoredAsync(person)).IsDisabled);
        var entries = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("account.")).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(["account.warned", "account.disabled"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal((null, AuditLog.Product), (entry.AccountId, entry.Actor)));
    }

    [Fact]
    public async Task UnusedAccount_ServerWasOffForLong_StillHasFourteenDays()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.Administrator);
        var person = await world.CreatePersonAsync(StaffRole.Leader);
        await RunAsync(Start.AddDays(200));
        await RunAsync(Start.AddDays(213));
        Assert.False((await StoredAsync(person)).IsDisabled);
        await RunAsync(Start.AddDays(214));
        Assert.True((await StoredAsync(person)).IsDisabled);
    }

    [Fact]
    public async Task WarnedAccount_ThatSignsIn_StartsAnew()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.Administrator);
        var person = await world.CreatePersonAsync(StaffRole.Leader);
        await RunAsync(Start.AddDays(80));
        using var browser = app.NewBrowser();
        await world.SendSignInAsync(browser, person);
        await RunAsync(Start.AddDays(100));
        var stored = await StoredAsync(person);
        Assert.Equal((false, (DateTime?)null), (stored.IsDisabled, stored.InactivityWarnedOn));
        await RunAsync(Start.AddDays(80 + 76));
        Assert.Equal(2, (await SubjectsAsync(person)).Count(subject => subject == "Akun Anda akan dinonaktifkan"));
    }

    [Fact]
    public async Task LastAdministrator_IsWarnedButNeverDisabled()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admins = new[] { await world.CreatePersonAsync(StaffRole.Administrator), await world.CreatePersonAsync(StaffRole.Administrator) };
        await RunAsync(Start.AddDays(80));
        await RunAsync(Start.AddDays(120));
        await RunAsync(Start.AddDays(400));
        Assert.Equal((true, false), ((await StoredAsync(admins[0])).IsDisabled, (await StoredAsync(admins[1])).IsDisabled));
        Assert.Contains("Akun Anda akan dinonaktifkan", await SubjectsAsync(admins[1]));
    }

    [Fact]
    public async Task ManyNodesAtOnce_WarnAndDisableOnce()
    {
        var world = await StaffWorld.CreateAsync(app);
        await world.CreatePersonAsync(StaffRole.Administrator);
        var people = new List<Account>();
        for (var number = 0; number < 5; number++)
        {
            people.Add(await world.CreatePersonAsync(StaffRole.Leader, world.Office));
        }

        foreach (var days in new[] { 76, 90 })
        {
            app.Clock.UtcNow = Start.AddDays(days);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Upkeep().RunOnceAsync(CancellationToken.None))));
        }

        foreach (var person in people)
        {
            Assert.Equal(["Undangan ke PublicVoice", "Akun Anda akan dinonaktifkan", "Akun Anda telah dinonaktifkan"], await SubjectsAsync(person));
        }

        Assert.Equal(5, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.UnitPath == world.Office.Path && entry.Action == "account.disabled")));
    }

    [Fact]
    public async Task OldSessionsAndSentMails_AreDeleted()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.Leader);
        using var browser = await world.SignInAsync(person);
        await app.WithContextAsync(async context =>
        {
            (await context.OutgoingMails.SingleAsync(mail => mail.Recipient == person.Email)).Sent(Start);
            context.Add(AccountMails.PasswordChanged(person, Start)); // still waits
            return await context.SaveChangesAsync();
        });
        await RunAsync(Start.AddDays(90));
        Assert.Equal(1, await app.WithContextAsync(context => context.StaffSessions.CountAsync(session => session.AccountId == person.Id)));
        await RunAsync(Start.AddDays(90).AddSeconds(1));
        Assert.Equal(0, await app.WithContextAsync(context => context.StaffSessions.CountAsync(session => session.AccountId == person.Id)));
        Assert.DoesNotContain("Undangan ke PublicVoice", await SubjectsAsync(person));
        Assert.Contains("Kata sandi Anda telah diganti", await SubjectsAsync(person));
    }

    private Task RunAsync(DateTime now)
    {
        app.Clock.UtcNow = now;
        return Upkeep().RunOnceAsync(CancellationToken.None);
    }

#pragma warning disable CA2000 // never started
    private AccountUpkeep Upkeep() => new(
        app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<IOptions<PublicVoiceOptions>>(), app.Clock, NullLogger<AccountUpkeep>.Instance);
#pragma warning restore CA2000

    private Task<Account> StoredAsync(Account account) => app.WithContextAsync(context => context.Accounts.AsNoTracking().SingleAsync(other => other.Id == account.Id));

    private Task<List<string>> SubjectsAsync(Account account) =>
        app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == account.Email).OrderBy(mail => mail.Id).Select(mail => mail.Subject).ToListAsync());
}
