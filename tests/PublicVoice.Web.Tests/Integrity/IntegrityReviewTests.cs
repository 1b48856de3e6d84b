using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;

namespace PublicVoice.Web.Tests.Integrity;

/// <summary>What is found in a unit's month, and the index without it.</summary>
public class IntegrityReviewTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const int Batch = 77;
    private static readonly Period October = Period.Month(2026, 10);

    [Fact]
    public async Task Month_BurstOfCodesInARow_IsCountedListedAndTakenOutOfTheIndex()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "tinjau"));
        await WriteAsync([.. Enumerable.Range(8, 8).Select(hour => data.Response("333333333", hour: hour, signals: IntegritySignals.OutOfHours | IntegritySignals.SameDevice))]);
        await WriteAsync([.. Enumerable.Range(0, 14).Select(_ => data.Response("111111111", hour: 22, signals: IntegritySignals.StraightLined))]);
        await WriteAsync(data.Response("111111111", hour: null), data.Response("111111111", unitId: data.Branch.Id, serviceId: null), data.Response("111111111", day: new DateOnly(2026, 11, 1)));
        var burst = await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == data.Office.Id && row.LocalHour == 22).OrderBy(row => row.Id).ToListAsync());
        for (var at = 0; at < burst.Count; at++)
        {
            var (id, on, batch) = (burst[at].Id, burst[at].SubmittedOn.AddMinutes(at < 11 ? at * 0.9 : 60), at == 13 ? Batch + 1 : Batch); // eleven in nine minutes, two an hour later, one of another batch
            await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SubmittedOn, on).SetProperty(row => row.VisitCodeBatchId, batch)));
        }

        var month = await ReviewAsync(data);
        Assert.Equal((23L, 23L, 14L), (month.Marks.Responses, month.Marks.Counted, month.Marks.ByHour[22]));
        Assert.Equal([new BurstHour((11 * 24) + 22, 14)], month.Marks.BurstHours);
        Assert.Equal(42.39m, month.Index); // 25 · (8·3 + 15·1) / 23
        Assert.Equal(new NotableFact(Notable.Bursts, 14, 60.9m, 69.44m), Fact(month, Notable.Bursts));
        Assert.Equal(new NotableFact(Notable.CodesInARow, 11, 47.8m, 58.33m), Fact(month, Notable.CodesInARow));
        Assert.Equal(new NotableFact(Notable.SameDevice, 8, 34.8m, 25m), Fact(month, Notable.SameDevice));
        Assert.Equal(new NotableFact(Notable.Excluded, 0, 0m, 42.39m), Fact(month, Notable.Excluded));
        await AssertListedAsync(data, month);

        var chosen = burst.Take(11).ToList();
        Assert.Equal(((decimal?)42.39m, (decimal?)58.33m), await AfterAsync(data, chosen));
        await app.InScopeAsync(services => services.GetRequiredService<ResponseExclusions>().ExcludeAsync(data.Office, [.. chosen.Select(row => row.Id)], "Dipakai petugas sendiri", CancellationToken.None));
        month = await ReviewAsync(data);
        Assert.Equal((12L, (decimal?)58.33m), (month.Marks.Counted, month.Index));
        Assert.Equal(new NotableFact(Notable.Excluded, 11, 47.8m, 42.39m), Fact(month, Notable.Excluded));
        Assert.Equal(0, Fact(month, Notable.CodesInARow).Responses);
        await AssertListedAsync(data, month);
        Assert.Equal(((decimal?)58.33m, (decimal?)42.39m), await AfterAsync(data, [.. chosen.Select(Out)]));

        SurveyResponse Out(SurveyResponse row) => app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().SingleAsync(known => known.Id == row.Id)).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Month_WithoutResponses_IsEmpty()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "kosong"));
        var month = await ReviewAsync(data);
        Assert.Equal((0L, (decimal?)null), (month.Marks.Responses, month.Index));
        Assert.All(month.Facts, fact => Assert.Equal((0L, (decimal?)null, (decimal?)null), (fact.Responses, fact.Share, fact.Without)));
    }

    [Fact]
    public async Task Of_MoreCodesInARowThanADatabaseTakesParameters_IsListed()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "banyak"));
        await WriteAsync(data.Response("333333333"), data.Response("333333333", hour: null));
        var month = await ReviewAsync(data);
        var id = await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == data.Office.Id).MinAsync(row => row.Id));
        var marks = month.Marks with { CodesInARow = Enumerable.Range(0, 70_000).Select(n => n == 0 ? id : -n).ToHashSet() };
        var listed = await app.InScopeAsync(services => services.GetRequiredService<NotableResponses>().Of(data.Office, October, Notable.CodesInARow, marks).Select(row => row.Id).ToListAsync());
        Assert.Equal([id], listed);
    }

    private static NotableFact Fact(ReviewedMonth month, Notable what) => month.Facts.Single(fact => fact.What == what);

    /// <summary>Each list holds as many as its fact says.</summary>
    private async Task AssertListedAsync(SurveyData data, ReviewedMonth month)
    {
        foreach (var fact in month.Facts)
        {
            var listed = await app.InScopeAsync(services => services.GetRequiredService<NotableResponses>().Of(data.Office, October, fact.What, month.Marks).LongCountAsync());
            Assert.Equal((fact.What, fact.Responses), (fact.What, listed));
        }
    }

    private Task<ReviewedMonth> ReviewAsync(SurveyData data) =>
        app.InScopeAsync(services => services.GetRequiredService<IntegrityReview>().MonthAsync(data.Office, October, CancellationToken.None));

    private Task<(decimal? Before, decimal? After)> AfterAsync(SurveyData data, IReadOnlyCollection<SurveyResponse> chosen) =>
        app.InScopeAsync(services => services.GetRequiredService<IntegrityReview>().IndexAfterAsync(data.Office, October, chosen, CancellationToken.None));

    private Task<int> WriteAsync(params NewSurveyResponse[] responses) => app.InScopeAsync(services =>
        Task.FromResult(services.GetRequiredService<ResponseWriter>().Write(services.GetRequiredService<PublicVoiceDbContext>(), responses)));
}
