using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Audit;

namespace PublicVoice.Web.Tests.Staff;

public class AuditLogTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task SaveAsync_ManyAtOnce_LeavesNoGapAndAWholeChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => SaveAsync(writer, 10))));
        var (count, last, broken, _) = await CheckAsync();
        Assert.Equal(await app.WithContextAsync(context => context.AuditEntries.LongCountAsync()), count);
        Assert.True(count >= 80);
        Assert.Empty(broken);
        Assert.Equal(last, await app.WithContextAsync(context => context.AuditEntries.OrderByDescending(entry => entry.Id).Select(entry => entry.Hash).FirstAsync()));
    }

    [Fact]
    public async Task SaveAsync_ChangeIsRolledBack_LeavesNoEntry()
    {
        await SaveAsync(0, 1);
        var before = await app.WithContextAsync(context => context.AuditEntries.LongCountAsync());
        await app.InScopeAsync(async services =>
        {
            await using var transaction = await services.GetRequiredService<Data.PublicVoiceDbContext>().Database.BeginTransactionAsync();
            await services.GetRequiredService<AuditLog>().SaveAsync(new("unit.changed", "tidak jadi", ""), CancellationToken.None);
            return 0;
        });
        Assert.Equal(before, await app.WithContextAsync(context => context.AuditEntries.LongCountAsync()));
        await SaveAsync(0, 1);
        Assert.Empty((await CheckAsync()).Broken);
    }

    [Fact]
    public async Task CheckAudit_ChangedDeletedOrMoved_IsFoundAndEndsWithOne()
    {
        await SaveAsync(0, 6);
        var whole = await ProductCommand.RunAsync(app.Database, "check", "audit");
        Assert.Equal((0, ""), (whole.ExitCode, whole.Errors));
        var (count, last, _, _) = await CheckAsync();
        Assert.Equal($"{count} entries, last hash {Convert.ToHexStringLower(last)}.", whole.Output.Trim());

        var changed = count - 3;
        var kept = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Id == changed).Select(entry => entry.After).SingleAsync());
        foreach (var after in new[] { "{}", null })
        {
            await SetAfterAsync(changed, after);
            await IsBrokenAtAsync(changed);
        }

        await SetAfterAsync(changed, kept);
        await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Id == changed).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.OccurredOn, entry => entry.OccurredOn.AddMinutes(1))));
        await IsBrokenAtAsync(changed);
        await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Id == changed).ExecuteDeleteAsync());
        await IsBrokenAtAsync(changed + 1);
        await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Id == changed + 1).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Id, changed)));
        await IsBrokenAtAsync(changed); // the gap closed by renumbering
        await app.WithContextAsync(context => context.AuditEntries.ExecuteDeleteAsync()); // for the other tests
    }

    [Fact]
    public async Task CheckAudit_CutOffAtTheEnd_IsFoundByTheKeptHash()
    {
        await SaveAsync(0, 4);
        var (count, last, _, _) = await CheckAsync();
        var kept = Convert.ToHexStringLower(last);
        await SaveAsync(0, 1);
        Assert.Equal((0, ""), await RunAsync(kept.ToUpperInvariant()));
        await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Id >= count).ExecuteDeleteAsync());
        Assert.Equal((1, "No entry has the kept hash: entries were cut off at the end, or the chain was worked out anew."), await RunAsync(kept));
        Assert.StartsWith("--kept takes the last hash", (await RunAsync(kept[1..])).Errors, StringComparison.Ordinal);
        await app.WithContextAsync(context => context.AuditEntries.ExecuteDeleteAsync()); // for the other tests

        async Task<(int ExitCode, string Errors)> RunAsync(string hash)
        {
            var result = await ProductCommand.RunAsync(app.Database, "check", "audit", "--kept", hash);
            return (result.ExitCode, result.Errors.TrimEnd());
        }
    }

    private async Task IsBrokenAtAsync(long id)
    {
        var result = await ProductCommand.RunAsync(app.Database, "check", "audit");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"Broken at entry {id}:", result.Errors, StringComparison.Ordinal);
    }

    private Task<int> SetAfterAsync(long id, string? after) =>
        app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Id == id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.After, after)));

    private Task<(long Count, byte[] Last, List<long> Broken, bool HasKept)> CheckAsync() =>
        app.InScopeAsync(services => services.GetRequiredService<AuditLog>().CheckAsync(null, CancellationToken.None));

    private async Task SaveAsync(int writer, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await app.InScopeAsync(async services =>
            {
                await services.GetRequiredService<AuditLog>().SaveAsync(new("unit.changed", $"{writer}.{number} é <x>", "", After: new { name = "ü & \"" }), CancellationToken.None);
                return 0;
            });
        }
    }
}
