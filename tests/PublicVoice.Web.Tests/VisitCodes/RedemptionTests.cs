using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.VisitCodes;

public class RedemptionTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly ResponseIntake intake = app.Services.GetRequiredService<ResponseIntake>();
    private readonly ReceiptCodes receipts = app.Services.GetRequiredService<ReceiptCodes>();

    [Fact]
    public async Task Submit_OneCodeFiftyTimesAtOnce_StoresOneResponseAndTellsTheOthers()
    {
        var data = await CreateAsync();
        var code = (await MakeAsync(data.Office)).Codes[0];
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => intake.SubmitAsync(With(data.Response(comment: "satu"), code)))));
        Assert.Single(results, result => result.Status == IntakeStatus.Stored);
        Assert.Equal(49, results.Count(result => result is { Status: IntakeStatus.CodeNotValid, Receipt: null }));
        Assert.Equal((1, 1L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_OneCodeOnTwoNodesAtOnce_StoresOneResponse()
    {
        var data = await CreateAsync();
        var codes = (await MakeAsync(data.City, count: 10)).Codes;
        var other = new ResponseIntake(
            app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<ResponseWriter>(), receipts,
            Options.Create(new PublicVoiceOptions()), NullLogger<ResponseIntake>.Instance);
        await other.StartAsync(CancellationToken.None);

        // Different units in opposite order, so that only the code itself can keep the nodes apart.
        var results = await Task.WhenAll(codes.Select(code => Task.Run(() => intake.SubmitAsync(With(data.Response(), code))))
            .Concat(codes.Reverse().Select(code => Task.Run(() => other.SubmitAsync(With(data.Response(serviceId: null, unitId: data.Branch.Id), code))))));
        await other.StopAsync(CancellationToken.None);
        Assert.Equal((10, 10), (results.Count(result => result.Status == IntakeStatus.Stored), results.Count(result => result.Status == IntakeStatus.CodeNotValid)));
        Assert.Equal(10, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == data.Office.Id || row.UnitId == data.Branch.Id)));
    }

    [Fact]
    public async Task Submit_SameKeyAgain_GetsTheSameReceiptAlthoughItsCodeIsUsed()
    {
        var data = await CreateAsync();
        var codes = (await MakeAsync(data.Office, count: 2)).Codes;
        var response = data.Response();
        var first = await intake.SubmitAsync(With(response, codes[0]));
        Assert.Equal(first, await intake.SubmitAsync(With(response, codes[0])));
        Assert.Equal(first, await intake.SubmitAsync(With(response, codes[1]))); // nothing is stored, so nothing is used up
        Assert.Equal(VisitCodeState.Valid, await StateAsync(codes[1], data.Office, data.Permit.Id));
        Assert.Equal((1, 1L), await CountsAsync(data));
    }

    [Fact]
    public async Task Submit_Stored_KeepsAssuranceAndHourAndTheBatchOnlyWhenLarge()
    {
        var data = await CreateAsync();
        var (small, large) = (await MakeAsync(data.Office, count: 19), await MakeAsync(data.City, count: 20));
        await intake.SubmitAsync(With(data.Response(hour: 9), small.Codes[3]));
        await intake.SubmitAsync(With(data.Response(hour: 10), large.Codes[3]));
        await intake.SubmitAsync(data.Response(hour: 11));

        var stored = await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == data.Office.Id).OrderBy(row => row.LocalHour).ToListAsync());
        Assert.Equal([(Assurance.VisitCode, null), (Assurance.VisitCode, large.BatchId), (Assurance.None, (int?)null)], stored.Select(row => (row.Assurance, row.VisitCodeBatchId)));
        var used = await app.WithContextAsync(context => context.VisitCodes.Where(code => code.BatchId == small.BatchId && code.UsedOn != null).Select(code => code.UsedOn!.Value).SingleAsync());
        Assert.Equal((stored[0].SubmittedOn.Hour, 0, 0, DateTimeKind.Utc), (used.Hour, used.Minute, used.Second, used.Kind));
        var hashes = small.Codes.Select(receipts.Hash).Order().ToList();
        Assert.Equal(hashes, await app.WithContextAsync(context => context.VisitCodes.Where(code => code.BatchId == small.BatchId).OrderBy(code => code.Hash).Select(code => code.Hash).ToListAsync()));
    }

    [Fact]
    public async Task Submit_CodeThatCannotBeUsed_StoresNothingAndSaysWhy()
    {
        var data = await CreateAsync();
        var stranger = await CreateAsync();
        var issued = (await MakeAsync(data.Office)).Codes[0];
        var ofService = (await MakeAsync(data.Office, data.Letter)).Codes[0];
        var below = (await MakeAsync(data.Branch)).Codes[0];
        var foreign = (await MakeAsync(stranger.City)).Codes[0];
        var late = (await MakeAsync(data.City, days: 1)).Codes[0];
        var afterwards = data.Response() with { SubmittedOn = new DateTime(2026, 11, 21, 17, 0, 0, DateTimeKind.Utc) }; // midnight after the last day, in Jakarta

        foreach (var (response, code, state) in new[]
        {
            (data.Response(), VisitCodeText.New(), VisitCodeState.Unknown), (data.Response(), ofService, VisitCodeState.Foreign), (data.Response(serviceId: null), ofService, VisitCodeState.Foreign),
            (data.Response(), below, VisitCodeState.Foreign), (data.Response(), foreign, VisitCodeState.Foreign), (afterwards, late, VisitCodeState.Expired),
        })
        {
            Assert.Equal(IntakeStatus.CodeNotValid, (await intake.SubmitAsync(With(response, code))).Status);
            Assert.Equal(state, await StateAsync(code, data.Office, response.ServiceId, response.SubmittedOn));
        }

        Assert.Equal((0, 0L), await CountsAsync(data));
        Assert.Equal(IntakeStatus.Stored, (await intake.SubmitAsync(With(afterwards with { SubmittedOn = afterwards.SubmittedOn.AddSeconds(-1) }, late))).Status);
        Assert.Equal(IntakeStatus.Stored, (await intake.SubmitAsync(With(data.Response(serviceId: data.Letter.Id), ofService))).Status);
        Assert.Equal(IntakeStatus.Stored, (await intake.SubmitAsync(With(data.Response(), issued))).Status);
        Assert.Equal(VisitCodeState.Used, await StateAsync(issued, data.Office, null));
    }

    [Fact]
    public async Task Submit_GoodAndBadCodesAmongOthers_OnlyTheBadAreRefusedAndTalliesAreExact()
    {
        var data = await CreateAsync();
        var codes = (await MakeAsync(data.Office, count: 20)).Codes;
        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => intake.SubmitAsync((i % 3) switch
        {
            0 => data.Response(),
            1 => With(data.Response(comment: "baik"), codes[i / 3]),
            _ => With(data.Response(comment: "buruk"), VisitCodeText.New()),
        }))));
        Assert.Equal(Enumerable.Range(0, 60).Where(i => i % 3 == 2), Enumerable.Range(0, 60).Where(i => results[i].Status == IntakeStatus.CodeNotValid));
        Assert.Equal((40, 40L), await CountsAsync(data));
        Assert.Equal(["baik"], await app.WithContextAsync(context => context.SurveyComments
            .Where(comment => context.SurveyResponses.Any(row => row.Id == comment.SurveyResponseId && row.UnitId == data.Office.Id)).Select(comment => comment.Text).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task Submit_VersionGone_LeavesTheCodeUnused()
    {
        var data = await CreateAsync();
        var code = (await MakeAsync(data.Office)).Codes[0];
        Assert.Equal(IntakeStatus.VersionReplaced, (await intake.SubmitAsync(With(data.Response(versionId: 9999), code))).Status);
        Assert.Equal(VisitCodeState.Valid, await StateAsync(code, data.Office, null));
    }

    private NewSurveyResponse With(NewSurveyResponse response, string code) => response with { Assurance = Assurance.VisitCode, VisitCodeHash = receipts.Hash(code) };

    private Task<IssuedCodes> MakeAsync(Unit unit, Service? service = null, int count = 1, int days = 30) =>
        app.InScopeAsync(services => services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(unit, service, count, days), CancellationToken.None));

    private Task<VisitCodeState> StateAsync(string code, Unit unit, int? serviceId, DateTime? now = null) => app.WithContextAsync(context =>
        VisitCodeRedemption.StateAsync(context, receipts.Hash(code), unit.Path, serviceId, now ?? app.Clock.UtcNow, CancellationToken.None));

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"v{Guid.NewGuid():N}"));

    private Task<(int Stored, long Tallied)> CountsAsync(SurveyData data) => app.WithContextAsync(async context => (
        await context.SurveyResponses.CountAsync(row => row.UnitId == data.Office.Id),
        await SurveyData.TalliedAsync(context, app.Services, data.Office.Id)));
}
