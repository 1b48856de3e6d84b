using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Integrity;

/// <summary>Taking responses out of the count and putting them back.</summary>
public class ExclusionTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Reason = "Diisi petugas sendiri, diakui kepala loket";
    private static int counter;

    [Fact]
    public async Task Exclude_ThenRestore_MovesTheTalliesAndLeavesARecord()
    {
        var data = await DataAsync();
        List<long> ids = [];
        foreach (var response in new[]
        {
            data.Response("111111111", signals: IntegritySignals.StraightLined), data.Response("444444444"), data.Response(serviceId: null),
            data.Response("344343434", signals: IntegritySignals.OutOfHours),
        })
        {
            ids.AddRange(await WriteAsync(response)); // one by one: PostgreSQL numbers many in an order of its own
        }

        Assert.Equal(2, await ExcludeAsync(data.Office, [ids[0], ids[1]]));
        Assert.Equal((2, 2), await CountsAsync(data));
        await AssertTalliesAgreeAsync(data);
        var rows = await RowsAsync(data);
        var decision = await app.WithContextAsync(context => context.Exclusions.SingleAsync(exclusion => exclusion.UnitId == data.Office.Id));
        Assert.Equal((Reason, 2), (decision.Reason, decision.Count));
        Assert.All(rows.Take(2), row => Assert.Equal((true, (int?)decision.Id), (row.Excluded, row.ExclusionId)));

        Assert.Equal(1, await RestoreAsync(data.Office, [ids[0], ids[2]]));
        Assert.Equal((3, 1), await CountsAsync(data));
        await AssertTalliesAgreeAsync(data);
        Assert.Equal(ResponseClass.Flagged, (await RowsAsync(data))[0].Class);

        var entries = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == data.Office.Path).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(["responses.excluded", "responses.restored"], entries.Select(entry => entry.Action));
        Assert.Contains($"{ids[0]}-{ids[1]}", entries[0].After, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.Contains(Reason, entry.After, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exclude_ManyAtOnce_CountsEachOnce()
    {
        var data = await DataAsync();
        var ids = await WriteAsync([.. Enumerable.Range(0, 20).Select(_ => data.Response())]);
        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ExcludeAsync(data.Office, ids))));
        Assert.Equal(20, changed.Sum());
        Assert.Equal((0, 20), await CountsAsync(data));
        await AssertTalliesAgreeAsync(data);
    }

    [Fact]
    public async Task Exclude_WhileAnswersComeIn_LosesNoCount()
    {
        var data = await DataAsync();
        var ids = await WriteAsync([.. Enumerable.Range(0, 30).Select(_ => data.Response())]);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                await WriteAsync(data.Response());
            }
        });
        foreach (var id in ids)
        {
            await ExcludeAsync(data.Office, [id]);
        }

        await writing;
        Assert.Equal((30, 30), await CountsAsync(data));
        await AssertTalliesAgreeAsync(data);
    }

    [Fact]
    public async Task Exclude_ResponseOfAnotherUnit_StaysAsItIs()
    {
        var data = await DataAsync();
        var ids = await WriteAsync(data.Response(unitId: data.Branch.Id, serviceId: null));
        Assert.Equal(0, await ExcludeAsync(data.Office, ids));
        Assert.False((await app.WithContextAsync(context => context.SurveyResponses.SingleAsync(row => row.UnitId == data.Branch.Id))).Excluded);
        Assert.Equal(0, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.UnitPath == data.Office.Path)));
    }

    [Fact]
    public async Task Report_SaysHowManyAreExcludedAndTheIndexWithThem()
    {
        var data = await DataAsync();
        var ids = await WriteAsync([.. Enumerable.Repeat("444444444", 8).Select(answers => data.Response(answers)), .. Enumerable.Repeat("111111111", 2).Select(answers => data.Response(answers))]);
        await ExcludeAsync(data.Office, ids[^2..]);
        var fact = await app.InScopeAsync(async services =>
        {
            var facts = await services.GetRequiredService<EvaluationFactsLoader>().LoadAsync(data.Office, new DateOnly(2026, 10, 1), null, withComments: false, CancellationToken.None);
            return EvaluationReportBuilder.Build(facts).Integrity.Excluded;
        });
        Assert.Equal(new IntegrityFact(2, 20m, 85m, 100m), fact);
    }

    private async Task<SurveyData> DataAsync() => await app.WithContextAsync(context => SurveyData.CreateAsync(context, $"keluar{Interlocked.Increment(ref counter)}"));

    private Task<List<long>> WriteAsync(params NewSurveyResponse[] responses) => app.InScopeAsync(async services =>
    {
        var context = services.GetRequiredService<Data.PublicVoiceDbContext>();
        services.GetRequiredService<ResponseWriter>().Write(context, responses);
        var keys = responses.Select(response => response.SubmissionKey).ToList();
        var stored = await context.SurveyResponses.Where(row => keys.Contains(row.SubmissionKey)).Select(row => new { row.SubmissionKey, row.Id }).ToListAsync();
        return keys.ConvertAll(key => stored.Single(row => row.SubmissionKey == key).Id);
    });

    private Task<int> ExcludeAsync(Unit unit, IReadOnlyCollection<long> ids) =>
        app.InScopeAsync(services => services.GetRequiredService<ResponseExclusions>().ExcludeAsync(unit, ids, Reason, CancellationToken.None));

    private Task<int> RestoreAsync(Unit unit, IReadOnlyCollection<long> ids) =>
        app.InScopeAsync(services => services.GetRequiredService<ResponseExclusions>().RestoreAsync(unit, ids, Reason, CancellationToken.None));

    private Task<List<SurveyResponse>> RowsAsync(SurveyData data) =>
        app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().Where(row => row.UnitId == data.Office.Id).OrderBy(row => row.Id).ToListAsync());

    /// <summary>Counted and excluded, by the tallies.</summary>
    private Task<(long Counted, long Excluded)> CountsAsync(SurveyData data) => app.WithContextAsync(async context =>
    {
        var rows = await context.Tallies.AsNoTracking().Where(tally => tally.UnitId == data.Office.Id).ToListAsync();
        long Sum(bool excluded) => rows.Where(row => row.Class == ResponseClass.Excluded == excluded).Sum(row => AnswerTally.NOf(row.Counts));
        return (Sum(excluded: false), Sum(excluded: true));
    });

    private async Task AssertTalliesAgreeAsync(SurveyData data)
    {
        var differences = await app.InScopeAsync(async services =>
        {
            var check = new TallyCheck(services.GetRequiredService<Data.PublicVoiceDbContext>(), services.GetRequiredService<QuestionnaireVersions>());
            return await check.DifferencesAsync(repair: false, CancellationToken.None).ToListAsync();
        });
        Assert.DoesNotContain(differences, difference => difference.UnitId == data.Office.Id);
    }
}
