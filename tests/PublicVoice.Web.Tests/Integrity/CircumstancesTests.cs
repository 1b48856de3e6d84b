using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.Integrity;

/// <summary>Signals of where, when and by which device ratings come.</summary>
public class CircumstancesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Theory]
    [InlineData("08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-11:30;;", "2026-11-23T07:00", true)]
    [InlineData("08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-11:30;;", "2026-11-23T06:59", false)]
    [InlineData("08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-11:30;;", "2026-11-27T12:30", true)]
    [InlineData("08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-11:30;;", "2026-11-27T12:31", false)]
    [InlineData("08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-11:30;;", "2026-11-28T10:00", false)]
    public void IsOpen_DayAndTime_WithAnHourAroundIt(string hours, string local, bool expected) =>
        Assert.Equal(expected, OpeningHours.Read(hours)!.IsOpen(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("8.00–16.00", "08:00-16:00")]
    [InlineData(" 08:00 - 11:30 ", "08:00-11:30")]
    [InlineData("16:00-08:00", null)]
    [InlineData("pagi", null)]
    [InlineData("08:00", null)]
    [InlineData("08:00-25:00", null)]
    public void Read_TypedHours(string typed, string? expected) => Assert.Equal(expected, OpenSpan.Read(typed)?.ToString());

    [Fact]
    public void Contains_NetworksOfBothKinds()
    {
        var networks = OfficeNetworks.Read("203.0.113.77/24\r\n2001:db8:1::/48, 198.51.100.7");
        Assert.Equal("203.0.113.0/24\n2001:db8:1::/48\n198.51.100.7/32", networks.ToString());
        foreach (var (address, expected) in new[] { ("203.0.113.1", true), ("::ffff:203.0.113.1", true), ("203.0.114.1", false), ("2001:db8:1:ff::1", true), ("2001:db8:2::1", false), ("198.51.100.7", true), ("198.51.100.8", false) })
        {
            Assert.Equal((address, expected), (address, networks.Contains(IPAddress.Parse(address))));
        }

        Assert.False(networks.Contains(null));
        Assert.Equal(["0.0.0.0/0", "kantor", "1.2.3.4/33", "1.2.3.4/24/1"], OfficeNetworks.Unreadable("0.0.0.0/0\nkantor\n1.2.3.4/33\n203.0.113.0/24\n1.2.3.4/24/1"));
    }

    [Fact]
    public async Task Post_ClosedOffice_InheritsTheHoursAndStaysClean()
    {
        var parent = await data.CreateUnitAsync();
        var unit = await data.CreateUnitAsync(parent: parent);
        await app.WithContextAsync(context => context.Units.Where(known => known.Id == parent.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.OpeningHours, "13:00-16:00;;;;13:00-16:00;;"))); // it is Friday, 10 o'clock
        using var browser = app.NewBrowser();
        await RateAsync(browser, unit);
        var row = Assert.Single(await RowsAsync(unit));
        Assert.Equal((IntegritySignals.OutOfHours, ResponseClass.Clean), (row.Signals, row.Class));
    }

    [Fact]
    public async Task Post_SameBrowserAgain_IsNotedFromTheThirdOn()
    {
        var (unit, other) = (await data.CreateUnitAsync(), await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        for (var time = 0; time < 3; time++)
        {
            await RateAsync(browser, unit);
        }

        await RateAsync(browser, other);
        await RateAsync(app.NewBrowser(), unit);
        Assert.Equal(
            [IntegritySignals.None, IntegritySignals.None, IntegritySignals.SameDevice, IntegritySignals.None], (await RowsAsync(unit)).Select(row => row.Signals));
        Assert.Equal(IntegritySignals.None, Assert.Single(await RowsAsync(other)).Signals);
    }

    [Fact]
    public async Task Post_CookieOfRatings_HoldsANumberOnly()
    {
        var unit = await data.CreateUnitAsync();
        using var browser = app.NewBrowser();
        var sent = await RateAsync(browser, unit);
        Assert.Matches($"dinilai=1; max-age=43200; path=/s/{unit.Code}; samesite=lax; httponly", sent.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Post_CodeFarFromTheLast_IsNotedAndForgetsItsPlace()
    {
        var unit = await data.CreateUnitAsync();
        var issued = await app.InScopeAsync(services => services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(unit, null, 60, 30), CancellationToken.None));
        foreach (var place in new[] { 0, 5, 50, 51 })
        {
            await RateAsync(app.NewBrowser(), unit, ("kode", issued.Codes[place]));
        }

        Assert.Equal(
            [IntegritySignals.None, IntegritySignals.None, IntegritySignals.CodesOutOfOrder, IntegritySignals.None], (await RowsAsync(unit)).Select(row => row.Signals));
        Assert.Equal(56, await app.WithContextAsync(context => context.VisitCodes.CountAsync(code => code.BatchId == issued.BatchId && code.Position != null)));
        Assert.True(await app.WithContextAsync(context => context.VisitCodes.AllAsync(code => code.UsedOn == null || code.Position == null)));
    }

    private static async Task<HtmlPage> RateAsync(HttpClient browser, Unit unit, params IEnumerable<(string, string?)> more)
    {
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        var scores = "343434343";
        var answers = page.SurveyForm.QuerySelectorAll("fieldset.question").Select((question, at) => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)$"{scores[at]}"));
        var key = page.Fields().Single(field => field.Key == SurveyForm.KeyField).Value;
        return await browser.SendAsync(page, [.. answers, (SurveyForm.KeyField, Slowly(key)), .. more]);
    }

    /// <summary>The key of a form that was opened a minute earlier, since the test's clock stands still.</summary>
    private static string Slowly(string key) => Guid.CreateVersion7(new DateTimeOffset(2026, 11, 20, 2, 59, 0, TimeSpan.Zero)).ToString("D")[..13] + key[13..];

    private Task<List<SurveyResponse>> RowsAsync(Unit unit) =>
        app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().Where(row => row.UnitId == unit.Id).OrderBy(row => row.Id).ToListAsync());
}
