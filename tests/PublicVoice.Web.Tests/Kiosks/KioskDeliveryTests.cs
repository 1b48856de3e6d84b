using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Kiosks;

public class KioskDeliveryTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Deliver_Answers_AreStoredWithDeviceChannelAndBothTimes()
    {
        var (unit, tablet) = await PairedAsync();
        var comment = $"Cepat {Guid.NewGuid():N}";
        var key = Guid.CreateVersion7();
        var answer = tablet.Answer(key, TimeSpan.FromHours(30), content =>
        {
            content["fields"]!.AsArray().Add(new JsonArray("p.sex", "P"));
            content["fields"]!.AsArray().Add(new JsonArray("comment", $"  {comment} "));
        });
        Assert.Equal(["stored"], await tablet.DeliverAsync(answer));

        var stored = Assert.Single(await StoredAsync(unit));
        Assert.Equal((key, Channel.Kiosk, tablet.Questionnaire.Device, 41), (stored.SubmissionKey, stored.Channel, stored.DeviceId, stored.DurationSeconds));
        Assert.Equal((app.Clock.UtcNow.AddHours(-30), app.Clock.UtcNow), (stored.SubmittedOn, stored.ReceivedOn));
        Assert.Equal((new DateOnly(2026, 11, 19), 4, "444", "1"), (stored.LocalDay, stored.LocalHour, stored.Answers, stored.Profile)); // 10.00 WIB less 30 hours
        Assert.Equal(comment, await app.WithContextAsync(context => context.SurveyComments.Where(row => row.SurveyResponseId == stored.Id).Select(row => row.Text).SingleAsync()));
        Assert.Equal(1, await TalliedAsync(unit));
        var device = await DeviceAsync(tablet);
        Assert.Equal((app.Clock.UtcNow, 0, 0), (device.LastSeenOn, device.Waiting, device.Refused));
    }

    [Fact]
    public async Task Deliver_TheSameBatchTwiceAndAtOnce_StoresItOnce()
    {
        var (unit, tablet) = await PairedAsync();
        var batch = Enumerable.Range(0, 5).Select(_ => tablet.Answer()).ToArray();
        Assert.Equal(Enumerable.Repeat("stored", 5), await tablet.DeliverAsync(batch));
        Assert.Equal(Enumerable.Repeat("known", 5), await tablet.DeliverAsync(batch));
        var late = tablet.Answer();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tablet.DeliverAsync(late, late)));
        Assert.Equal(6, (await StoredAsync(unit)).Count);
        Assert.Equal(6, await TalliedAsync(unit));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deliver_VersionReplacedSince_IsAcceptedAsItWasShown(bool otherQuestionnaire)
    {
        var (unit, tablet) = await PairedAsync();
        var answer = tablet.Answer(ago: TimeSpan.FromMinutes(2));
        var shown = tablet.Questionnaire.Version;
        if (otherQuestionnaire)
        {
            var other = await data.CreateQuestionnaireVersionAsync();
            await app.WithContextAsync(context => context.Units.Where(row => row.Id == unit.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.QuestionnaireId, other.QuestionnaireId)));
        }
        else
        {
            // Nobody has answered it as far as the server knows; yet it must stay, since the tablet was given it.
            var code = await app.WithContextAsync(context => context.Questionnaires.Where(row => row.Id == unit.QuestionnaireId).Select(row => row.Code).SingleAsync());
            var changed = TestData.SmallQuestionnaire.Replace("KECIL", code, StringComparison.Ordinal).Replace("Cepatkah?", "Lekas?", StringComparison.Ordinal);
            var summary = await app.InScopeAsync(services => services.GetRequiredService<QuestionnaireImport>().RunAsync(changed, CancellationToken.None));
            Assert.Equal((2, false), (summary.Number, summary.ReplacesUnanswered));
        }

        Assert.Equal(["stored"], await tablet.DeliverAsync(answer));
        await tablet.AskAsync();
        Assert.NotEqual(shown, tablet.Questionnaire.Version);
        Assert.Equal(["stored"], await tablet.DeliverAsync(tablet.Answer()));
        Assert.Equal([shown, tablet.Questionnaire.Version], (await StoredAsync(unit)).Select(stored => stored.QuestionnaireVersionId));
    }

    [Fact]
    public async Task Deliver_VersionNeverGiven_IsRefused()
    {
        var (unit, tablet) = await PairedAsync();
        var other = await data.CreateQuestionnaireVersionAsync();
        Assert.Equal(["unknown-version"], await tablet.DeliverAsync(tablet.Answer(change: content => content["version"] = other.Id)));
        Assert.Empty(await StoredAsync(unit));
    }

    [Fact]
    public async Task Deliver_BadAnswersAmongGoodOnes_HoldUpNoneAndAreCounted()
    {
        var (unit, tablet) = await PairedAsync();
        var (good, changed) = (tablet.Answer(), tablet.Answer());
        var stranger = await data.CreateServiceAsync();
        SealedAnswer[] batch =
        [
            good,
            changed with { Data = changed.Data[..^3] + "AAA" },
            tablet.Answer() with { Key = Guid.CreateVersion7().ToString() },
            tablet.Answer(Guid.NewGuid()), // not of version 7
            tablet.Answer(change: content => content["fields"]!.AsArray().RemoveAt(0)),
            tablet.Answer(change: content => content["fields"]![0]![1] = "3"), // never offered
            tablet.Answer(change: content => content["fields"]!.AsArray().Add(new JsonArray("q.LAIN", "1"))),
            tablet.Answer(change: content => content["fields"]!.AsArray().Add(new JsonArray("kode", "K7QF-3M9X"))),
            tablet.Answer(change: content => content["fields"]!.AsArray().Add(new JsonArray("comment", new string('a', SurveyComment.TextMaxLength + 1)))),
            tablet.Answer(change: content => content["service"] = stranger.Id),
            tablet.Answer(change: content => content.Remove("fields")),
        ];
        Assert.Equal(
            ["stored", "unreadable", "unreadable", "unreadable", .. Enumerable.Repeat("not-offered", 6), "unreadable"], await tablet.DeliverAsync(batch));
        Assert.Equal(good.Key, Assert.Single(await StoredAsync(unit)).SubmissionKey.ToString());
        Assert.Equal((0, 10), await DeviceAsync(tablet) is var device ? (device.Waiting, device.Refused) : default);
    }

    [Theory]
    [InlineData(-20_000, 30, 19, 4)] // a clock in 1972, set while nothing waits
    [InlineData(400, 30, 19, 4)]
    [InlineData(0, 0, 20, 10)]
    public async Task Deliver_ClockOfTheTabletIsOff_IsCorrected(int daysOff, int hoursAgo, int day, int hour)
    {
        var (unit, tablet) = await PairedAsync();
        tablet.Ahead = TimeSpan.FromDays(daysOff);
        Assert.Equal(["stored"], await tablet.DeliverAsync(tablet.Answer(ago: TimeSpan.FromHours(hoursAgo))));
        var stored = Assert.Single(await StoredAsync(unit));
        Assert.Equal((new DateOnly(2026, 11, day), hour), (stored.LocalDay, stored.LocalHour));
    }

    [Fact]
    public async Task Deliver_GivenInTheFuture_CountsWhenItWasReceived()
    {
        var (unit, tablet) = await PairedAsync();
        Assert.Equal(["stored"], await tablet.DeliverAsync(tablet.Answer(ago: TimeSpan.FromDays(-700))));
        var stored = Assert.Single(await StoredAsync(unit));
        Assert.Equal((app.Clock.UtcNow, new DateOnly(2026, 11, 20), (int?)null), (stored.SubmittedOn, stored.LocalDay, stored.LocalHour));
    }

    [Fact]
    public async Task Deliver_AnswersOfAnEarlierPairing_CountForThatUnitOnlyAndWhileNotRevoked()
    {
        var (unit, before) = await PairedAsync();
        var waiting = new[] { before.Answer(), before.Answer(), before.Answer() };
        using var same = await Tablet.PairAsync(app, unit);
        var (_, foreign) = await PairedAsync();
        Assert.Equal(["other-device"], await foreign.DeliverAsync(waiting[0]));
        Assert.Equal(["stored"], await same.DeliverAsync(waiting[0]));
        Assert.Equal(before.Questionnaire.Device, Assert.Single(await StoredAsync(unit)).DeviceId);

        var device = await DeviceAsync(before);
        await app.InScopeAsync(async services => { await services.GetRequiredService<KioskPairing>().RevokeAsync(device, unit, CancellationToken.None); return true; });
        Assert.Equal(["other-device"], await same.DeliverAsync(waiting[1]));
        await app.InScopeAsync(async services => { await services.GetRequiredService<KioskPairing>().ReinstateAsync(device, unit, CancellationToken.None); return true; });
        Assert.Equal(["stored", "stored"], await same.DeliverAsync(waiting[1], waiting[2]));
    }

    [Fact]
    public async Task Deliver_KeyThatTheServerLost_HoldsUpNoAnswerOfAnother()
    {
        var (unit, before) = await PairedAsync();
        var lost = before.Answer();
        using var same = await Tablet.PairAsync(app, unit);
        await app.WithContextAsync(context => context.KioskDevices.Where(device => device.Id == before.Questionnaire.Device)
            .ExecuteUpdateAsync(set => set.SetProperty(device => device.PrivateKey, "AAAA")));
        Assert.Equal(["unreadable", "stored"], await same.DeliverAsync(lost, same.Answer()));
    }

    [Fact]
    public async Task Deliver_OfARevokedTablet_IsRefusedAsAWholeUntilReinstated()
    {
        var (unit, tablet) = await PairedAsync();
        var device = await DeviceAsync(tablet);
        await app.InScopeAsync(async services => { await services.GetRequiredService<KioskPairing>().RevokeAsync(device, unit, CancellationToken.None); return true; });
        using var refused = await tablet.SendAsync([tablet.Answer()], refused: 2);
        Assert.Equal((HttpStatusCode.Forbidden, """{"problem":"revoked"}"""), (refused.StatusCode, await refused.Content.ReadAsStringAsync()));
        using var asked = await tablet.TryAskAsync();
        Assert.Equal((HttpStatusCode.Forbidden, """{"problem":"revoked"}"""), (asked.StatusCode, await asked.Content.ReadAsStringAsync()));
        Assert.Empty(await StoredAsync(unit));
        Assert.Equal((1, 2), await DeviceAsync(tablet) is var known ? (known.Waiting, known.Refused) : default); // the staff see what it still holds

        await app.InScopeAsync(async services => { await services.GetRequiredService<KioskPairing>().ReinstateAsync(device, unit, CancellationToken.None); return true; });
        Assert.Equal(["stored"], await tablet.DeliverAsync(tablet.Answer()));
    }

    [Fact]
    public async Task Deliver_UnitClosedOrServiceArchivedSince_TakesWhatWasGivenBefore()
    {
        var unit = await UnitAsync();
        var service = await data.CreateServiceAsync(unit);
        using var tablet = await Tablet.PairAsync(app, unit, service);
        Assert.Equal(service.Id, Assert.Single(tablet.Questionnaire.Services).Id);
        var answer = tablet.Answer();
        await app.WithContextAsync(context => context.Services.Where(row => row.Id == service.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Archived, true)));
        await app.WithContextAsync(context => context.Units.Where(row => row.Id == unit.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, UnitStatus.Closed)));
        Assert.Equal(["stored"], await tablet.DeliverAsync(answer));
        Assert.Equal(["not-offered"], await tablet.DeliverAsync(tablet.Answer(change: content => content["service"] = null)));
        await tablet.AskAsync();
        Assert.False(tablet.Questionnaire.IsOpen);
    }

    [Fact]
    public async Task Questionnaire_HasBothLanguagesAndTheServices()
    {
        var unit = await UnitAsync();
        await data.CreateServiceAsync(unit, name: "Akta");
        await data.CreateServiceAsync(unit, name: "KTP");
        await data.CreateServiceAsync(unit, name: "Lama", archived: true);
        using var tablet = await Tablet.PairAsync(app, unit);
        var asked = tablet.Questionnaire;
        Assert.Equal(["Akta", "KTP", "Layanan lain di kantor ini"], asked.Services.Select(service => service.Name.Id));
        Assert.Null(asked.Services[2].Id);
        Assert.Equal(new KioskText("Cepatkah?", "Was it quick?"), asked.Questions[0].Text);
        Assert.Equal((true, true, false), (asked.IsOpen, asked.Questions[2].NotApplicable, asked.Questions[1].Required));
        Assert.Equal(["L", "P"], Assert.Single(asked.Profile).Options.Select(option => option.Value));
    }

    [Theory]
    [InlineData(-3, 0, true, null, 14)] // midnight in Jakarta
    [InlineData(-3, -1, false, null, null)]
    [InlineData(2, 4, false, 38, 110)]
    public async Task Questionnaire_SurveyPeriods_OpenAndCloseTheTablet(int from, int to, bool isOpen, int? opensIn, int? closesIn)
    {
        var (unit, tablet) = await PairedAsync();
        Assert.Equal((null, null), (tablet.Questionnaire.OpensIn, tablet.Questionnaire.ClosesIn));
        var today = new DateOnly(2026, 11, 20);
        await app.WithContextAsync(async context =>
        {
            (await context.Units.SingleAsync(row => row.Id == unit.Id)).Opening = SurveyOpening.InPeriods;
            context.Add(new SurveyPeriod { UnitId = unit.Id, From = today.AddDays(from), To = today.AddDays(to) });
            return await context.SaveChangesAsync();
        });
        await tablet.AskAsync();
        Assert.Equal(isOpen, tablet.Questionnaire.IsOpen);
        Assert.Equal((opensIn * 3_600_000L, closesIn * 3_600_000L), (tablet.Questionnaire.OpensIn, tablet.Questionnaire.ClosesIn));
    }

    [Theory]
    [InlineData("bukan json", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"now":1,"waiting":0,"refused":0}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"now":1,"waiting":-1,"refused":0,"answers":[]}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"now":1,"waiting":0,"refused":0,"answers":[null]}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"now":1,"waiting":0,"refused":0,"answers":[{"key":"x","device":1}]}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"now":1,"waiting":0,"refused":0,"answers":[]}""", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("""{"now":1,"waiting":0,"refused":0,"answers":[]}""", "application/json", HttpStatusCode.OK)]
    public async Task Deliver_OddBodies_AreRefused(string body, string type, HttpStatusCode status)
    {
        var (unit, tablet) = await PairedAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await tablet.Browser.PostAsync($"/kiosk/{unit.Code}/answers", content);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Deliver_TooMuchAtOnce_IsRefused()
    {
        var (_, tablet) = await PairedAsync();
        using var many = await tablet.SendAsync([.. Enumerable.Range(0, KioskBatch.MaxAnswers + 1).Select(_ => tablet.Answer())]);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        using var large = await tablet.SendAsync([tablet.Answer() with { Data = new string('A', 100_000) }]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task Deliver_WithoutCookieOrForAnotherUnit_IsUnpaired()
    {
        var (unit, tablet) = await PairedAsync();
        using var stranger = new Tablet(app, app.NewBrowser(), unit);
        stranger.Browser.DefaultRequestHeaders.Add("Cookie", $"kiosk={new string('a', 64)}");
        using var elsewhere = new Tablet(app, tablet.Browser, await UnitAsync());
        foreach (var asking in new[] { stranger, elsewhere })
        {
            using var asked = await asking.TryAskAsync();
            using var sent = await asking.SendAsync([tablet.Answer()]);
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (asked.StatusCode, sent.StatusCode));
            Assert.Equal("""{"problem":"unpaired"}""", await sent.Content.ReadAsStringAsync());
        }

        Assert.Empty(await StoredAsync(unit));
    }

    private async Task<(Unit Unit, Tablet Tablet)> PairedAsync()
    {
        var unit = await UnitAsync();
        var tablet = await Tablet.PairAsync(app, unit);

        // Long enough ago for answers to have waited.
        await app.WithContextAsync(context => context.KioskDevices.Where(device => device.Id == tablet.Questionnaire.Device)
            .ExecuteUpdateAsync(set => set.SetProperty(device => device.PairedOn, app.Clock.UtcNow.AddDays(-10))));
        return (unit, tablet);
    }

    private async Task<Unit> UnitAsync()
    {
        var code = $"K-{Guid.NewGuid():N}"[..20];
        var version = await data.CreateQuestionnaireVersionAsync(TestData.SmallQuestionnaire.Replace("KECIL", code, StringComparison.Ordinal), code);
        return await data.CreateUnitAsync(questionnaireId: version.QuestionnaireId);
    }

    private Task<List<SurveyResponse>> StoredAsync(Unit unit) =>
        app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().Where(stored => stored.UnitId == unit.Id).OrderBy(stored => stored.Id).ToListAsync());

    private Task<KioskDevice> DeviceAsync(Tablet tablet) =>
        app.WithContextAsync(context => context.KioskDevices.AsNoTracking().SingleAsync(device => device.Id == tablet.Questionnaire.Device));

    private Task<long> TalliedAsync(Unit unit) => app.WithContextAsync(context => SurveyData.TalliedAsync(context, app.Services, unit.Id));
}
