using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public sealed class PeriodPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    private static IEnumerable<(string, string?)> Answers(HtmlPage page) =>
        page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Periods_OfTheCity_HoldForTheOfficeUnlessItHasItsOwn()
    {
        var (world, browser) = await OpenWorldAsync();
        await InPeriodsAsync(browser, world.City);
        await AddAsync(browser, world.City, "2026-12-01", "2026-12-31");
        using var citizen = app.NewBrowser();
        var closed = await citizen.OpenAsync($"/s/{world.Office.Code}/umum");
        HtmlAssert.Status(HttpStatusCode.OK, closed);
        Assert.Equal("Survei ini sedang tutup", closed.One("h1").TextContent);
        Assert.Contains("mulai 1 Desember 2026", closed.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Survei ini sedang tutup", (await citizen.OpenAsync($"/s/{world.Office.Code}")).Text, StringComparison.Ordinal);
        Assert.Contains("Aturan ini dari", (await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods")).Text, StringComparison.Ordinal);

        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods"), ("Opening", "Always"));
        Assert.Equal(9, (await OpenFormAsync(citizen, world.Office)).Document.QuerySelectorAll("fieldset.question").Length);
        Assert.Contains("unit.opening-changed", await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path).Select(entry => entry.Action).ToListAsync()));
    }

    [Theory]
    [InlineData("2026-11-30", "2026-12-05")]
    [InlineData("2026-10-15", "2026-11-01")]
    [InlineData("2026-11-05", "2026-11-06")]
    [InlineData("2026-10-01", "2026-12-31")]
    public async Task Period_Overlapping_IsRefused(string from, string to)
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "2026-11-01", "2026-11-30");
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods/new");
        var refused = await browser.SendAsync(form, ("From", from), ("To", to));
        Assert.Contains("Bertumpang tindih dengan periode 1 November 2026 – 30 November 2026", refused.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(1, await app.WithContextAsync(context => context.SurveyPeriods.CountAsync(period => period.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task Period_AddedTwiceAtOnce_IsStoredOnce()
    {
        var (world, browser) = await OpenWorldAsync();
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods/new");
        await Task.WhenAll(Enumerable.Range(1, 6).Select(day => browser.SendAsync(form, ("From", $"2026-11-0{day}"), ("To", "2026-11-20"))));
        Assert.Equal(1, await app.WithContextAsync(context => context.SurveyPeriods.CountAsync(period => period.UnitId == world.Office.Id)));
    }

    [Theory]
    [InlineData("From", "30/11/2026", "Isi tanggal, misalnya 2026-11-30")]
    [InlineData("To", "2026-10-31", "Hari terakhir harus pada atau sesudah hari pertama, paling lama satu tahun")]
    [InlineData("To", "2027-11-02", "Hari terakhir harus pada atau sesudah hari pertama, paling lama satu tahun")]
    [InlineData("Population", "banyak", "Isi bilangan bulat, misalnya 1200, atau kosongkan")]
    public async Task Period_WrongField_SaysWhatToDo(string field, string value, string message)
    {
        var (world, browser) = await OpenWorldAsync();
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods/new");
        HtmlAssert.HasError(await browser.SendAsync(form, [("From", "2026-11-01"), ("To", "2026-11-30"), ("Population", "100"), (field, value)]), field, message);
    }

    [Fact]
    public async Task Progress_CountsTheDaysOfThePeriod_AgainstTheTargetOfThoseServed()
    {
        var (world, browser) = await OpenWorldAsync();
        await InPeriodsAsync(browser, world.Office);
        await AddAsync(browser, world.Office, "2026-11-01", "2026-11-30", "1.000");
        using var citizen = app.NewBrowser();
        for (var i = 0; i < 3; i++)
        {
            var form = await OpenFormAsync(citizen, world.Office);
            Assert.Equal(HttpStatusCode.Redirect, (await citizen.SendAsync(form, Answers(form))).Status);
        }

        Assert.Contains("3 dari 278", (await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods")).Text, StringComparison.Ordinal);
        var unit = await browser.OpenAsync($"/staff/units/{world.Office.Code}");
        Assert.Contains("Terbuka sampai 30 November 2026. 3 dari 278", unit.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var period = await app.WithContextAsync(context => context.SurveyPeriods.SingleAsync(period => period.UnitId == world.Office.Id));
        var edit = $"/staff/units/{world.Office.Code}/periods/{period.Id}";
        await browser.SendAsync(await browser.OpenAsync(edit), ("To", "2026-11-25"), ("Population", ""));
        Assert.Contains("sasaran tidak diketahui", (await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods")).Text, StringComparison.Ordinal);
        var remove = await browser.OpenAsync(edit);
        using var fields = new FormUrlEncodedContent(remove.Fields());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri(edit + "?handler=Remove", UriKind.Relative), fields)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/units/{world.City.Code}/periods/{period.Id}")).Status); // another unit's period
    }

    [Fact]
    public async Task Remove_BeforeItBegins_TakesItAway()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "2027-01-01", "2027-01-31");
        var id = await app.WithContextAsync(context => context.SurveyPeriods.Where(period => period.UnitId == world.Office.Id).Select(period => period.Id).SingleAsync());
        using var fields = new FormUrlEncodedContent((await browser.OpenAsync($"/staff/units/{world.Office.Code}/periods/{id}")).Fields());
        await browser.PostAsync(new Uri($"/staff/units/{world.Office.Code}/periods/{id}?handler=Remove", UriKind.Relative), fields);
        Assert.False(await app.WithContextAsync(context => context.SurveyPeriods.AnyAsync(period => period.Id == id)));
    }

    [Fact]
    public async Task Form_OpenedBeforeTheEnd_IsTakenForTwoHoursMore()
    {
        var (world, browser) = await OpenWorldAsync();
        await InPeriodsAsync(browser, world.Office);
        await AddAsync(browser, world.Office, "2026-11-01", "2026-11-30");
        using var citizen = app.NewBrowser();
        app.Clock.UtcNow = new DateTime(2026, 11, 30, 16, 50, 0, DateTimeKind.Utc); // 23.50 in Jakarta
        var (first, second) = (await OpenFormAsync(citizen, world.Office), await OpenFormAsync(citizen, world.Office));
        app.Clock.UtcNow = app.Clock.UtcNow.AddHours(2);
        await app.WithContextAsync(context => 0); // forgets places that are remembered
        Assert.Contains("sedang tutup", (await OpenFormAsync(citizen, world.Office)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.SendAsync(first, Answers(first))).Status);
        app.Clock.UtcNow = app.Clock.UtcNow.AddMinutes(11);
        var late = await citizen.SendAsync(second, Answers(second));
        HtmlAssert.Status(HttpStatusCode.Forbidden, late);
        Assert.Contains("Tidak ada yang disimpan", late.Text, StringComparison.Ordinal);
        Assert.Equal(1, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(response => response.UnitId == world.Office.Id)));
    }

    [Fact]
    public void IsInGrace_OpenedAfterTheEnd_IsFalse()
    {
        var times = new SurveyTimes(1, [new SurveyPeriod { UnitId = 1, From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 30) }]);
        var zone = GovernmentTime.Zone("Asia/Jakarta");
        var end = new DateTime(2026, 11, 30, 17, 0, 0, DateTimeKind.Utc);
        Assert.True(times.IsInGrace(end.AddSeconds(-1), end.AddHours(2).AddSeconds(-1), zone));
        Assert.False(times.IsInGrace(end.AddSeconds(-1), end.AddHours(2), zone));
        Assert.False(times.IsInGrace(end, end.AddMinutes(1), zone));
        Assert.False(times.IsInGrace(end.AddDays(-1), end.AddDays(-2), zone)); // a key of the future
    }

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        await data.CreateServiceAsync(world.Office);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }

    private async Task<HtmlPage> OpenFormAsync(HttpClient citizen, Unit unit)
    {
        await app.WithContextAsync(context => 0); // forgets places that are remembered
        return await citizen.OpenAsync($"/s/{unit.Code}/umum");
    }

    private static Task InPeriodsAsync(HttpClient browser, Unit unit) => ChangeAsync(browser, $"/staff/units/{unit.Code}/periods", ("Opening", "InPeriods"));

    private static Task AddAsync(HttpClient browser, Unit unit, string from, string to, string population = "") =>
        ChangeAsync(browser, $"/staff/units/{unit.Code}/periods/new", ("From", from), ("To", to), ("Population", population));

    private static async Task ChangeAsync(HttpClient browser, string address, params (string, string?)[] fields) =>
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(await browser.OpenAsync(address), fields)).Status);
}
