using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Tests.Surveys;

public sealed class TallyCheckTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Differences_EveryKindOfDamage_FoundNamedAndRepaired()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, $"t{Guid.NewGuid():N}"));
        var writer = app.Services.GetRequiredService<ResponseWriter>();
        await app.WithContextAsync(context => writer.Write(
            context,
            [
                data.Response(), data.Response(signals: IntegritySignals.TooFast), data.Response(serviceId: null),
                data.Response(day: new DateOnly(2025, 12, 31)), data.Response(day: new DateOnly(2026, 1, 1)), data.Response("........."),
            ]));
        Assert.Empty(await CheckAsync(repair: false));

        await app.WithContextAsync(async context =>
        {
            // A row lost, a row that cannot be read, a row too many, and a response that changed without its tally.
            await context.Tallies.Where(tally => tally.UnitId == data.Office.Id && tally.Month == 202512).ExecuteDeleteAsync();
            await context.Tallies.Where(tally => tally.UnitId == data.Office.Id && tally.Month == 202601)
                .ExecuteUpdateAsync(set => set.SetProperty(tally => tally.Counts, new byte[] { 200 }));
            var copy = await context.Tallies.AsNoTracking().FirstAsync(tally => tally.UnitId == data.Office.Id && tally.ServiceId == 0);
            context.Tallies.Add(new Tally
            {
                UnitId = data.Branch.Id,
                ServiceId = 0,
                QuestionnaireVersionId = data.VersionId,
                Month = 202610,
                Class = ResponseClass.Clean,
                Counts = copy.Counts,
            });
            await context.SaveChangesAsync();
            await context.SurveyResponses.Where(response => response.UnitId == data.Office.Id && response.Signals == IntegritySignals.TooFast)
                .ExecuteUpdateAsync(set => set.SetProperty(response => response.Excluded, true));
            return 0;
        });

        TallyKey[] expected =
        [
            new(data.Office.Id, 202512, data.Permit.Id, data.VersionId, ResponseClass.Clean),
            new(data.Office.Id, 202601, data.Permit.Id, data.VersionId, ResponseClass.Clean),
            new(data.Office.Id, 202610, data.Permit.Id, data.VersionId, ResponseClass.Flagged),
            new(data.Office.Id, 202610, data.Permit.Id, data.VersionId, ResponseClass.Excluded),
            new(data.Branch.Id, 202610, 0, data.VersionId, ResponseClass.Clean),
        ];
        Assert.Equal(expected, await CheckAsync(repair: false));

        var refused = await ProductCommand.RunAsync(app.Database, "check", "tallies");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{data.Office.Code}, {data.Permit.Code}, 2025-12, SKM-2017 version 1, Clean", refused.Errors, StringComparison.Ordinal);
        var repaired = await ProductCommand.RunAsync(app.Database, "check", "tallies", "--repair");
        Assert.Equal((0, ""), (repaired.ExitCode, repaired.Errors));
        Assert.Empty(await CheckAsync(repair: false));
        Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, "check", "tallies")).ExitCode);
    }

    [Fact]
    public async Task Check_DamagedResponse_IsNamedLeftOutAndNeverCounted()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, $"t{Guid.NewGuid():N}"));
        var writer = app.Services.GetRequiredService<ResponseWriter>();
        await app.WithContextAsync(context => writer.Write(
            context, [data.Response("111111111"), data.Response("222222222"), data.Response("333333333"), data.Response("444444444", unitId: data.Branch.Id)]));
        var ids = await app.WithContextAsync(context => context.SurveyResponses.Where(response => response.UnitId == data.Office.Id)
            .OrderBy(response => response.Answers).Select(response => response.Id).ToListAsync());
        await app.WithContextAsync(context => context.SurveyResponses.Where(response => response.Id == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(response => response.Answers, "11")));
        await app.WithContextAsync(context => context.SurveyResponses.Where(response => response.Id == ids[1]).ExecuteUpdateAsync(set => set.SetProperty(response => response.Answers, "22222222x")));
        await app.WithContextAsync(context => context.Tallies.Where(tally => tally.UnitId == data.Branch.Id).ExecuteDeleteAsync());

        foreach (var arguments in new string[][] { ["check", "tallies"], ["check", "tallies", "--repair"], ["check", "tallies"] })
        {
            var result = await ProductCommand.RunAsync(app.Database, arguments);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains($"response {ids[0]} holds 2 answers to 9 questions", result.Errors, StringComparison.Ordinal);
            Assert.Contains($"response {ids[1]} holds an answer", result.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(1, await app.WithContextAsync(context => SurveyData.TalliedAsync(context, app.Services, data.Office.Id)));
        Assert.Equal(1, await app.WithContextAsync(context => SurveyData.TalliedAsync(context, app.Services, data.Branch.Id)));
        await app.WithContextAsync(context => context.SurveyResponses.Where(response => ids.Take(2).Contains(response.Id)).ExecuteDeleteAsync());
    }

    [Theory]
    [InlineData(new byte[] { 200 })]
    [InlineData(new byte[] { 0, 255, 255, 255, 255, 15, 2 })]
    public async Task Index_UnreadableTally_NamesTheRepair(byte[] counts)
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, $"t{Guid.NewGuid():N}"));
        await app.WithContextAsync(context => app.Services.GetRequiredService<ResponseWriter>().Write(context, [data.Response()]));
        await app.WithContextAsync(context => context.Tallies.Where(tally => tally.UnitId == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(tally => tally.Counts, counts)));
        string[][] commands =
        [
            ["index", "--unit", data.Office.Code, "--from", "2026-10-01", "--to", "2026-10-31"],
            ["report", "--unit", data.Office.Code, "--month", "2026-10", "--out", "report.pdf"],
        ];
        foreach (var command in commands)
        {
            var refused = await ProductCommand.RunAsync(app.Database, command);
            Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
            Assert.Contains("check tallies --repair", refused.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, "check", "tallies", "--repair")).ExitCode);
        Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, commands[0])).ExitCode);
    }

    private async Task<List<TallyKey>> CheckAsync(bool repair)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TallyCheck>().DifferencesAsync(repair, CancellationToken.None).ToListAsync();
    }
}
