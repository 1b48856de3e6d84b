using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Tests.Surveys;

public class ResponseWriterTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly ResponseWriter writer = app.Services.GetRequiredService<ResponseWriter>();

    [Fact]
    public async Task Write_Response_StoresEveryField()
    {
        var data = await CreateAsync();
        var response = data.Response("3443-34.4", comment: "Petugas ramah, “antre” lama 😀", signals: IntegritySignals.TooFast);

        Assert.Equal(1, await WriteAsync(response));

        var stored = await app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().SingleAsync(row => row.SubmissionKey == response.SubmissionKey));
        Assert.Equal(
            (data.Office.Id, (int?)data.Permit.Id, data.VersionId, response.SubmittedOn, DateTimeKind.Utc, response.LocalDay, (int?)10),
            (stored.UnitId, stored.ServiceId, stored.QuestionnaireVersionId, stored.SubmittedOn, stored.SubmittedOn.Kind, stored.LocalDay, stored.LocalHour));
        Assert.Equal(
            (Channel.Self, Assurance.None, "3443-34.4", "01234", (int?)45, IntegritySignals.TooFast, false),
            (stored.Channel, stored.Assurance, stored.Answers, stored.Profile, stored.DurationSeconds, stored.Signals, stored.Excluded));
        var receipts = app.Services.GetRequiredService<ReceiptCodes>();
        Assert.Equal(receipts.Hash(receipts.For(response.SubmissionKey)), stored.ReceiptHash);
        Assert.Equal(response.Comment, await app.WithContextAsync(context =>
            context.SurveyComments.Where(comment => comment.SurveyResponseId == stored.Id).Select(comment => comment.Text).SingleAsync()));
    }

    [Fact]
    public async Task Write_ExtraAnswers_AreStoredWithTheirResponseOnce()
    {
        var data = await CreateAsync();
        var version = await app.WithContextAsync(async context =>
        {
            var question = new ExtraQuestion { UnitId = data.Office.Id, Code = $"{data.Office.Code}.x", WithUnitsBelow = false, Position = 1 };
            context.Add(question);
            await context.SaveChangesAsync();
            var added = new ExtraQuestionVersion { ExtraQuestionId = question.Id, Number = 1, Content = "{}", CreatedOn = app.Clock.UtcNow };
            context.Add(added);
            await context.SaveChangesAsync();
            return added.Id;
        });
        var (with, without) = (data.Response() with { Extras = [new(version, 5, null)] }, data.Response());
        Assert.Equal(2, await WriteAsync(with, without, with with { Extras = [new(version, 1, "lain")] }));
        Assert.Equal(0, await WriteAsync(with));
        var stored = Assert.Single(await app.WithContextAsync(context => context.ExtraAnswers.AsNoTracking().Where(answer => answer.ExtraQuestionVersionId == version).ToListAsync()));
        Assert.Equal((5, null), (stored.Chosen, stored.Text));
        Assert.True(await app.WithContextAsync(context => context.SurveyResponses.AnyAsync(response => response.Id == stored.SurveyResponseId && response.SubmissionKey == with.SubmissionKey)));
    }

    [Fact]
    public async Task Write_WithoutServiceHourAndComment_CountsForTheUnitAsSuch()
    {
        var data = await CreateAsync();
        await WriteAsync(data.Response(serviceId: null, hour: null));

        var row = await app.WithContextAsync(context => context.Tallies.AsNoTracking().SingleAsync(tally => tally.UnitId == data.Office.Id));
        Assert.Equal((0, 202610, ResponseClass.Clean), (row.ServiceId, row.Month, row.Class));
        var tally = await UnpackAsync(row);
        Assert.Equal(0, Enumerable.Range(0, TallyLayout.HoursPerMonth).Sum(tally.HourCount));
    }

    [Fact]
    public async Task Write_SeveralBatches_TalliesEqualTheResponses()
    {
        var data = await CreateAsync();
        await WriteAsync(data.Response("111111111"), data.Response("444444444", hour: 9));
        await WriteAsync(
            data.Response("234123412"),
            data.Response("123412341", signals: IntegritySignals.StraightLined),
            data.Response("123412341", serviceId: data.Letter.Id),
            data.Response("123412341", day: new DateOnly(2026, 9, 30)));

        var rows = await app.WithContextAsync(context => context.Tallies.AsNoTracking().Where(tally => tally.UnitId == data.Office.Id).ToListAsync());
        Assert.Equal(4, rows.Count);
        var main = rows.Single(row => row.ServiceId == data.Permit.Id && row.Month == 202610 && row.Class == ResponseClass.Clean);
        var expected = new AnswerTally((await UnpackAsync(main)).Layout);
        foreach (var (answers, hour) in new[] { ("111111111", 10), ("444444444", 9), ("234123412", 10) })
        {
            expected.Add(new SurveyAnswers(answers, "01234", Channel.Self, Assurance.None, IntegritySignals.None, 45, (11 * 24) + hour));
        }

        Assert.True(expected.SameAs(await UnpackAsync(main)));
    }

    [Fact]
    public async Task Write_KnownKey_FirstWinsAndCountsOnce()
    {
        var data = await CreateAsync();
        var first = data.Response("444444444", comment: "pertama");
        var again = first with { Answers = "111111111", Comment = "kedua" };

        Assert.Equal(1, await WriteAsync(first, again));
        Assert.Equal(0, await WriteAsync(again));

        var (answers, comments, tallied) = await app.WithContextAsync(async context => (
            await context.SurveyResponses.Where(row => row.SubmissionKey == first.SubmissionKey).Select(row => row.Answers).SingleAsync(),
            await context.SurveyComments.Where(comment => context.SurveyResponses.Any(row => row.Id == comment.SurveyResponseId && row.UnitId == data.Office.Id))
                .Select(comment => comment.Text).ToListAsync(),
            await SurveyData.TalliedAsync(context, app.Services, data.Office.Id)));
        Assert.Equal("444444444", answers);
        Assert.Equal(["pertama"], comments);
        Assert.Equal(1, tallied);
    }

    [Fact]
    public async Task Write_InTransactionRolledBack_LeavesNothing()
    {
        var data = await CreateAsync();
        await app.WithContextAsync(async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            Assert.Equal(1, writer.Write(context, [data.Response()]));
            Assert.Equal(1, writer.Write(context, [data.Response()]));
            await transaction.RollbackAsync();
            return 0;
        });

        Assert.Equal((0, 0L), await CountsAsync(data));
    }

    [Fact]
    public async Task Write_InTransactionCommitted_KeepsAllChunks()
    {
        var data = await CreateAsync();
        await app.WithContextAsync(async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            writer.Write(context, [data.Response()]);
            writer.Write(context, [data.Response()]);
            await transaction.CommitAsync();
            return 0;
        });

        Assert.Equal((2, 2L), await CountsAsync(data));
    }

    [Fact]
    public async Task Write_VersionGone_RefusesAllOfAnImport()
    {
        var data = await CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(data.Response(), data.Response(versionId: 9999)));
        Assert.Equal((0, 0L), await CountsAsync(data));
    }

    [Theory]
    [InlineData("34434343")]
    [InlineData("34434343x")]
    [InlineData("344343430")]
    public async Task Write_AnswersNotOfTheVersion_Throws(string answers)
    {
        var data = await CreateAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(data.Response(answers)));
        Assert.Equal((0, 0L), await CountsAsync(data));
    }

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"w{Guid.NewGuid():N}"));

    private Task<int> WriteAsync(params NewSurveyResponse[] responses) =>
        app.WithContextAsync(context => writer.Write(context, responses));

    private Task<(int Stored, long Tallied)> CountsAsync(SurveyData data) => app.WithContextAsync(async context => (
        await context.SurveyResponses.CountAsync(row => row.UnitId == data.Office.Id),
        await SurveyData.TalliedAsync(context, app.Services, data.Office.Id)));

    private Task<AnswerTally> UnpackAsync(Tally row) => app.WithContextAsync(async context =>
    {
        var version = await new QuestionnaireVersions(context, app.Services.GetRequiredService<QuestionnaireCache>()).FindAsync(row.QuestionnaireVersionId, CancellationToken.None);
        return AnswerTally.Unpack(TallyLayout.For(version!.Definition), row.Counts);
    });
}
