using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Tests.Surveys;

public class ResponseIntakeTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly ResponseIntake intake = app.Services.GetRequiredService<ResponseIntake>();

    [Fact]
    public async Task Submit_SameKeyFiftyTimesAtOnce_StoresOneAndGivesAllTheSameReceipt()
    {
        var data = await CreateAsync();
        var response = data.Response(comment: "satu");

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => intake.SubmitAsync(response))));

        Assert.All(results, result => Assert.Equal(IntakeStatus.Stored, result.Status));
        Assert.Matches("^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$", Assert.Single(results.Select(result => result.Receipt).Distinct(StringComparer.Ordinal))!);
        Assert.Equal((1, 1L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_VersionGoneAmongOthers_OnlyThatOneIsRefused()
    {
        var data = await CreateAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => intake.SubmitAsync(
            i switch { 7 => data.Response(versionId: 9999), 8 => data.Response(serviceId: 9999), 9 => data.Response(unitId: 9999), _ => data.Response() })));

        Assert.Equal([7, 8, 9], Enumerable.Range(0, 40).Where(i => results[i].Status == IntakeStatus.VersionReplaced));
        Assert.All(results.Where((_, i) => i is < 7 or > 9), result => Assert.Equal(IntakeStatus.Stored, result.Status));
        Assert.Equal((37, 37L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_OneThatCannotBeWritten_IsBusyAndTheOthersAreStored()
    {
        var data = await CreateAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => intake.SubmitAsync(data.Response(i == 5 ? "bad" : "444444444"))));

        Assert.Equal(IntakeStatus.Busy, results[5].Status);
        Assert.Equal(19, results.Count(result => result is { Status: IntakeStatus.Stored, Receipt: not null }));
        Assert.Equal((19, 19L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_UnreadableTally_IsStoredAndTheTallyCountedAgain()
    {
        var data = await CreateAsync();
        await Task.WhenAll(intake.SubmitAsync(data.Response("111111111")), intake.SubmitAsync(data.Response(day: new DateOnly(2026, 9, 30))), intake.SubmitAsync(data.Response(serviceId: null)));
        await app.WithContextAsync(context => context.Tallies.Where(tally => tally.UnitId == data.Office.Id && tally.Month == 202610 && tally.ServiceId != 0)
            .ExecuteUpdateAsync(set => set.SetProperty(tally => tally.Counts, new byte[] { 2, 2, 200 })));
        var results = await Task.WhenAll(intake.SubmitAsync(data.Response("444444444")), intake.SubmitAsync(data.Response("222222222")));

        Assert.All(results, result => Assert.Equal(IntakeStatus.Stored, result.Status));
        Assert.Equal((5, 5L), await CountsAsync(data));
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<TallyCheck>().DifferencesAsync(repair: false, CancellationToken.None)
            .Where(key => key.UnitId == data.Office.Id).ToListAsync());
    }

    [Fact]
    public async Task Submit_DatabaseFailsForAWhile_IsBusyAndTheQueueGoesOn()
    {
        var data = await CreateAsync();
        await app.WithContextAsync(context => context.Database.ExecuteSqlRawAsync("ALTER TABLE tallies RENAME TO tallies_away"));
        var during = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => intake.SubmitAsync(data.Response())));
        await app.WithContextAsync(context => context.Database.ExecuteSqlRawAsync("ALTER TABLE tallies_away RENAME TO tallies"));
        var after = await intake.SubmitAsync(data.Response());

        Assert.All(during, result => Assert.Equal(new IntakeResult(IntakeStatus.Busy, null), result));
        Assert.Equal(IntakeStatus.Stored, after.Status);
        Assert.Equal((1, 1L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_QueueFull_IsBusyAtOnceAndWhatWasTakenIsStored()
    {
        var data = await CreateAsync();
        var own = NewIntake(capacity: 3);
        var taken = Enumerable.Range(0, 3).Select(_ => own.SubmitAsync(data.Response())).ToList();

        var refused = own.SubmitAsync(data.Response());
        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal(IntakeStatus.Busy, (await refused).Status);

        await own.StartAsync(CancellationToken.None);
        await own.StopAsync(CancellationToken.None);
        Assert.All(await Task.WhenAll(taken), result => Assert.Equal(IntakeStatus.Stored, result.Status));
        Assert.Equal((3, 3L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_AfterStop_IsBusy()
    {
        var data = await CreateAsync();
        var own = NewIntake(capacity: 3);
        await own.StartAsync(CancellationToken.None);
        await own.StopAsync(CancellationToken.None);
        Assert.Equal(IntakeStatus.Busy, (await own.SubmitAsync(data.Response())).Status);
    }

    [Fact]
    public async Task Submit_TwoNodesSameUnit_TalliesAreExact()
    {
        var data = await CreateAsync();
        var shared = Enumerable.Range(0, 100).Select(_ => data.Response()).ToList();
        var nodes = new[] { NewIntake(10_000), NewIntake(10_000) };
        foreach (var node in nodes)
        {
            await node.StartAsync(CancellationToken.None);
        }

        // Many small batches on both nodes at once; then the same hundred submissions to both, in opposite order.
        var results = new List<IntakeResult>();
        for (var round = 0; round < 40; round++)
        {
            results.AddRange(await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(0, 10).Select(i =>
                Task.Run(() => node.SubmitAsync(data.Response(serviceId: i % 2 == 0 ? data.Permit.Id : data.Letter.Id)))))));
        }

        results.AddRange(await Task.WhenAll(nodes.SelectMany((node, which) => Enumerable.Range(0, shared.Count).Select(i =>
            Task.Run(() => node.SubmitAsync(shared[which == 0 ? i : ^(i + 1)]))))));
        foreach (var node in nodes)
        {
            await node.StopAsync(CancellationToken.None);
        }

        Assert.All(results, result => Assert.Equal(IntakeStatus.Stored, result.Status));
        Assert.Equal((900, 900L), await CountsAsync(data));
    }

    private ResponseIntake NewIntake(int capacity) => new(
        app.Services.GetRequiredService<IServiceScopeFactory>(),
        app.Services.GetRequiredService<ResponseWriter>(),
        app.Services.GetRequiredService<ReceiptCodes>(),
        Options.Create(new PublicVoiceOptions { IntakeCapacity = capacity }),
        NullLogger<ResponseIntake>.Instance);

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"i{Guid.NewGuid():N}"));

    private Task<(int Stored, long Tallied)> CountsAsync(SurveyData data) => app.WithContextAsync(async context => (
        await context.SurveyResponses.CountAsync(row => row.UnitId == data.Office.Id),
        await SurveyData.TalliedAsync(context, app.Services, data.Office.Id)));
}
