using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Reporting;

public class SurveyFactsTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Theory]
    [InlineData("2026-01-01", "2026-12-31")]
    [InlineData("2026-02-01", "2026-02-28")]
    [InlineData("2026-02-02", "2026-02-27")]
    [InlineData("2026-01-15", "2026-02-14")]
    [InlineData("2026-01-31", "2026-04-01")]
    [InlineData("2026-01-15", "2026-03-31")]
    [InlineData("2025-12-31", "2026-01-01")]
    [InlineData("2026-03-03", "2026-03-03")]
    public async Task Period_AnyDays_EqualsCountingOneByOne(string from, string to)
    {
        var period = new Period(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));
        var (data, responses) = await FilledAsync();
        foreach (var (unit, service) in new (Unit, Service?)[] { (data.City, null), (data.Office, null), (data.Branch, null), (data.Office, data.Letter) })
        {
            var (facts, version) = await WithFactsAsync(async (facts, versions) => (
                await facts.PeriodAsync(unit, service, period, CancellationToken.None), (await versions.FindAsync(data.VersionId, CancellationToken.None))!));

            var expected = new AnswerTally(TallyLayout.For(version.Definition));
            foreach (var response in responses.Where(response => response.LocalDay >= period.From && response.LocalDay <= period.To
                && (unit != data.Branch || response.UnitId == data.Branch.Id) && (service is null || response.ServiceId == service.Id)))
            {
                expected.Add(new SurveyAnswers(
                    response.Answers, response.Profile, response.Channel, response.Assurance, response.Signals, response.DurationSeconds,
                    SurveyResponse.HourOfMonth(response.LocalDay, response.LocalHour)));
            }

            var pooled = facts.Versions.Pool(version.Definition, facts.Population);
            Assert.True(expected.SameAs(pooled.Counted), $"{unit.Type} {service?.Name}: {pooled.Counted.N} for {expected.N}");
        }
    }

    [Fact]
    public async Task Period_ExcludedResponses_AreKeptApart()
    {
        var data = await CreateAsync();
        await WriteAsync([data.Response("111111111"), data.Response("444444444")]);
        await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == data.Office.Id && row.Answers == "111111111")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Excluded, true)));

        var pooled = await PoolAsync(data, new Period(new DateOnly(2026, 10, 2), new DateOnly(2026, 10, 20)));
        Assert.Equal((1, 1), (pooled.Counted.N, pooled.Excluded.N));
    }

    [Fact]
    public async Task Population_OfAllBelow_IsExactForTheDays()
    {
        var data = await CreateAsync();
        var october = Period.Month(2026, 10);
        Assert.Equal(new Rational((3650 + 730) * 31, 365), (await PoolAsync(data, october)).Population);

        await app.WithContextAsync(async context =>
        {
            context.Add(new Service { UnitId = data.Branch.Id, Code = $"{data.Branch.Code}.lain", Name = "Lain", ServedPerYear = null, Archived = true });
            await context.SaveChangesAsync();
            return 0;
        });
        Assert.NotNull((await PoolAsync(data, october)).Population); // no longer offered

        await app.WithContextAsync(context => context.Services.Where(service => service.UnitId == data.Branch.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(service => service.Archived, false)));
        Assert.Null((await PoolAsync(data, october)).Population);
    }

    [Fact]
    public async Task Choose_TwoQuestionnaires_ReportsThemSideBySide()
    {
        var data = await CreateAsync();
        var other = await app.WithContextAsync(async context =>
        {
            var questionnaire = new Questionnaire { Code = $"LAIN-{Guid.NewGuid():N}" };
            context.Add(questionnaire);
            await context.SaveChangesAsync();
            var content = (await context.QuestionnaireVersions.SingleAsync(version => version.Id == data.VersionId)).Content;
            var version = new QuestionnaireVersion
            {
                QuestionnaireId = questionnaire.Id,
                Number = 1,
                CreatedOn = DateTime.UtcNow,
                Content = content.Replace("\"SARANA\"", "\"TEMPAT\"", StringComparison.Ordinal).Replace("\"SKM-2017\"", $"\"{questionnaire.Code}\"", StringComparison.Ordinal),
            };
            context.Add(version);
            await context.SaveChangesAsync();
            return version.Id;
        });
        await WriteAsync([data.Response(), data.Response(versionId: other), data.Response(versionId: other)]);

        await WithFactsAsync(async (facts, versions) =>
        {
            var own = (await versions.FindAsync(data.VersionId, CancellationToken.None))!;
            var named = (await versions.FindAsync(other, CancellationToken.None))!;
            var period = await facts.PeriodAsync(data.Office, null, Period.Month(2026, 10), CancellationToken.None);
            Assert.Equal(data.VersionId, period.Versions.Choose(own, named: false).Id);
            Assert.Equal(other, period.Versions.Choose(named, named: true).Id);
            var beside = Assert.Single(period.Versions.Others(own.Definition, null));
            Assert.Equal((2L, 1L), (beside.Tallies.Counted.N, period.Versions.Pool(own.Definition, null).Counted.N));
            return 0;
        });
    }

    [Fact]
    public async Task Matrix_City_HoldsEveryUnitAndMonth()
    {
        var (data, responses) = await FilledAsync();
        var cells = await WithFactsAsync((facts, _) => facts.MatrixAsync(data.City, 202501, 202612, CancellationToken.None));
        var expected = responses.GroupBy(response => (response.UnitId, TallyKey.MonthOf(response.LocalDay))).ToDictionary(group => group.Key, group => (long)group.Count());
        Assert.Equal(expected.Keys.Order(), cells.Keys.Order());
        var version = await WithFactsAsync((_, versions) => versions.FindAsync(data.VersionId, CancellationToken.None));
        Assert.All(expected, cell => Assert.Equal(cell.Value, cells[cell.Key].Pool(version!.Definition, null).Counted.N));
    }

    [Fact]
    public async Task Queries_OfAUnit_UseTheirIndices()
    {
        var data = await CreateAsync();
        await WithFactsAsync(async (facts, _) =>
        {
            var tallies = await PlanAsync(facts.Rows(data.Office, 202601, 202612));
            var days = await PlanAsync(await facts.ResponsesAsync(data.Office, new Period(new DateOnly(2026, 10, 2), new DateOnly(2026, 10, 9)), CancellationToken.None));
            if (app.Database.IsPostgres)
            {
                Assert.Contains("\"PK_tallies\"", tallies, StringComparison.Ordinal);
                Assert.Contains("\"IX_survey_responses_unit_id_local_day\"", days, StringComparison.Ordinal);
            }
            else
            {
                Assert.Contains("(unit_id=? AND month>? AND month<?)", tallies, StringComparison.Ordinal);
                Assert.Contains("IX_survey_responses_unit_id_local_day (unit_id=? AND local_day>? AND local_day<?)", days, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("Seq Scan", tallies + days, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN ", tallies + days, StringComparison.Ordinal);
            return 0;
        });
    }

    private async Task<string> PlanAsync(IQueryable query)
    {
        await using var command = query.CreateDbCommand();
        if (command.Connection!.State != System.Data.ConnectionState.Open)
        {
            await command.Connection.OpenAsync();
        }

        // Tables of a test are too small for any database to bother with an index.
        command.CommandText = app.Database.IsPostgres
            ? $"EXPLAIN {command.CommandText}"
            : $"EXPLAIN QUERY PLAN {command.CommandText}";
        if (app.Database.IsPostgres)
        {
            await using var settings = command.Connection.CreateCommand();
            settings.CommandText = "SET enable_seqscan = off; SET enable_bitmapscan = off";
            await settings.ExecuteNonQueryAsync();
        }

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(reader.FieldCount - 1));
        }

        return string.Join('\n', lines);
    }

    /// <summary>A few hundred responses over 15 months, every kind among them.</summary>
    private async Task<(SurveyData Data, List<NewSurveyResponse> Responses)> FilledAsync()
    {
        var data = await CreateAsync();
        var random = new Random(7);
        var responses = Enumerable.Range(0, 400).Select(_ => data.Response(
            string.Concat(Enumerable.Range(0, 9).Select(_ => "1234444-."[random.Next(9)])),
            new DateOnly(2025, 12, 1).AddDays(random.Next(200)),
            random.Next(5) == 0 ? null : random.Next(24),
            random.Next(3) switch { 0 => null, 1 => data.Letter.Id, _ => data.Permit.Id },
            random.Next(4) == 0 ? data.Branch.Id : data.Office.Id,
            signals: (IntegritySignals)random.Next(4))).ToList();
        await WriteAsync(responses);
        return (data, responses);
    }

    private Task<ClassTallies> PoolAsync(SurveyData data, Period period) => WithFactsAsync(async (facts, versions) =>
    {
        var counts = await facts.PeriodAsync(data.City, null, period, CancellationToken.None);
        return counts.Versions.Pool((await versions.FindAsync(data.VersionId, CancellationToken.None))!.Definition, counts.Population);
    });

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"f{Guid.NewGuid():N}"));

    private Task<int> WriteAsync(IReadOnlyList<NewSurveyResponse> responses) =>
        app.WithContextAsync(context => app.Services.GetRequiredService<ResponseWriter>().Write(context, responses));

    private async Task<T> WithFactsAsync<T>(Func<SurveyFacts, QuestionnaireVersions, Task<T>> use)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<SurveyFacts>(), scope.ServiceProvider.GetRequiredService<QuestionnaireVersions>());
    }
}
