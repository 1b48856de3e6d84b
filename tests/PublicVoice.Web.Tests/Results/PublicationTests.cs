using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;

namespace PublicVoice.Web.Tests.Results;

/// <summary>Today is 20 November 2026: October is the last closed month.</summary>
public class PublicationTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly DateOnly October = new(2026, 10, 10);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Get_FewLateAnswers_LeaveEveryPageAsItWas(int count)
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 60, October), .. Many(data, 9, October, serviceId: data.Letter.Id), .. Many(data, 20, October.AddMonths(-1))]);
        string[] addresses = [$"/hasil/{data.City.Code}", $"/hasil/{data.Office.Code}", $"/hasil/{data.Office.Code}?bulan=2026-09", $"/hasil/{data.Branch.Code}"];
        var before = await SourcesAsync(addresses);

        // The same few in each of several places: none of them may be told from a pool of them either.
        await WriteAsync(
        [
            .. Many(data, count, October, "111111111"),
            .. Many(data, count, October, "111111111", data.Letter.Id, signals: IntegritySignals.StraightLined),
            .. Many(data, count, October, "111111111", serviceId: null),
            .. Many(data, count, October, "111111111", serviceId: null, unitId: data.Branch.Id),
            .. Many(data, count, October.AddMonths(-1), "111111111"),
        ]);
        Assert.Equal(before, await SourcesAsync(addresses));
    }

    [Fact]
    public async Task Get_FiveLateAnswers_AreShown()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        Assert.Contains("60 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);

        // 3 that wait come in with the next 2, of whatever class.
        await WriteAsync(Many(data, 3, October));
        Assert.Contains("60 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
        await WriteAsync(Many(data, 2, October, "111111111", signals: IntegritySignals.StraightLined));
        Assert.Contains("65 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
        Assert.Contains("65 dari sasaran", (await OpenAsync(data.Office.Code)).Text, StringComparison.Ordinal);

        await WriteAsync(Many(data, 4, October));
        Assert.Contains("65 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
        await WriteAsync(Many(data, 1, October));
        Assert.Contains("70 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_LateAnswersToTwoServices_CountOnlyWhereTheyAreEnough()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 40, October), .. Many(data, 20, October, serviceId: data.Letter.Id)]);
        await OpenAsync(data.Office.Code);
        await WriteAsync([.. Many(data, 6, October), .. Many(data, 4, October, serviceId: data.Letter.Id)]);
        var page = await OpenAsync(data.Office.Code);
        Assert.Contains("66 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Izin 46", "Surat 20"], Rows(page, "layanan"));
    }

    [Fact]
    public async Task Get_QuestionAnsweredByFewOfTheLate_KeepsTheCell()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await OpenAsync(data.Office.Code);
        await WriteAsync([.. Many(data, 6, October, "34434343."), .. Many(data, 2, October)]);
        Assert.Contains("60 dari sasaran", (await OpenAsync(data.Office.Code)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SmallServiceGrows_StaysHiddenWithItsSibling()
    {
        // Were both shown now, the first 3 would be the old total less the sibling.
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 3, October), .. Many(data, 30, October, serviceId: data.Letter.Id)]);
        await OpenAsync(data.Office.Code);
        await WriteAsync(Many(data, 6, October));
        var page = await OpenAsync(data.Office.Code);
        Assert.Contains("39 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.All(Rows(page, "layanan"), row => Assert.EndsWith("tidak ditampilkan (terlalu sedikit)", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Renew_MonthWithMuchLatePaper_IsShownAsItIsCountedNow()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 3, October), .. Many(data, 30, October, serviceId: data.Letter.Id)]);
        await OpenAsync(data.Office.Code);
        await WriteAsync([.. Many(data, 40, October), .. Many(data, 2, October, serviceId: data.Letter.Id)]);
        using (var scope = app.Services.CreateScope())
        {
            await scope.ServiceProvider.GetRequiredService<Publication>().RenewAsync(data.City, October, CancellationToken.None);
        }

        var page = await OpenAsync(data.Office.Code);
        Assert.Contains("75 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Izin 43", "Surat 32"], Rows(page, "layanan"));
    }

    [Fact]
    public async Task Get_WhileAnImportHoldsTheLock_ShowsWhatWasPublishedBefore()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await OpenAsync(data.City.Code);
        await WriteAsync(Many(data, 10, October));
        await app.WithContextAsync(async context =>
        {
            await using var import = await context.Database.BeginTransactionAsync();
            await context.Units.Where(unit => unit.Id == data.City.Id).ExecuteUpdateAsync(unit => unit.SetProperty(city => city.Name, city => city.Name));
            Assert.Contains("60 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
            return 0;
        });
        Assert.Contains("70 dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ServiceWithoutAnswersAtFirst_ShowsFiveLateOnes()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 30, October));
        await OpenAsync(data.Office.Code);
        await WriteAsync(Many(data, 5, October, serviceId: data.Letter.Id));
        Assert.Equal(["Izin 30", "Surat 5"], Rows(await OpenAsync(data.Office.Code), "layanan"));
    }

    [Fact]
    public async Task Get_MonthNobodyAnsweredBefore_IsPublishedWhenAnswersCome()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await OpenAsync(data.Office.Code);
        await WriteAsync([.. Many(data, 45, October.AddMonths(-1)), .. Many(data, 4, October.AddMonths(-1), serviceId: data.Letter.Id)]);
        Assert.Contains("49 dari sasaran", (await OpenAsync(data.Office.Code, "2026-09")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RunningMonth_IsNotPublishedBeforeItIsOver()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 60, October), .. Many(data, 60, October.AddMonths(1))]);
        await OpenAsync(data.Office.Code);
        Assert.Equal([202610], await app.WithContextAsync(context => context.PublishedTallies
            .Where(row => row.UnitId == data.Office.Id).Select(row => row.Month).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task Get_DamagedTally_IsNotPublished()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        var good = await app.WithContextAsync(context => context.Tallies.Where(row => row.UnitId == data.Office.Id).Select(row => row.Counts).SingleAsync());
        await SetCountsAsync(data, good[..^2]);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var publication = scope.ServiceProvider.GetRequiredService<Publication>();
            await Assert.ThrowsAsync<InvalidDataException>(() => publication.CellsAsync(data.City, 202610, CancellationToken.None));
        }

        await SetCountsAsync(data, good);
        Assert.Contains("60 dari sasaran", (await OpenAsync(data.Office.Code)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TallyDamagedAfterItsMonthWasPublished_ShowsWhatIsPublished()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await OpenAsync(data.Office.Code);
        await SetCountsAsync(data, [200]);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var renewal = scope.ServiceProvider.GetRequiredService<Publication>().RenewAsync(data.City, October, CancellationToken.None);
            await Assert.ThrowsAsync<InvalidDataException>(() => renewal);
        }

        await app.WithContextAsync(_ => 0); // nothing is remembered
        Assert.Contains("60 dari sasaran", (await OpenAsync(data.Office.Code)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MonthReplacedWhileCellsAreRemembered_HidesWhatTheNewCountsHide()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 30, October, serviceId: data.Letter.Id));
        await OpenAsync(data.City.Code); // remembers that 30 answers of one service hide nothing
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
            app.Services.GetRequiredService<ResponseWriter>().Write(context, [.. Many(data, 3, October)]);
            await scope.ServiceProvider.GetRequiredService<Publication>().RenewAsync(data.City, October, CancellationToken.None); // as by the command
        }

        var page = await OpenAsync(data.Office.Code);
        Assert.Contains("33 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.All(Rows(page, "layanan"), row => Assert.EndsWith("tidak ditampilkan (terlalu sedikit)", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_ForTheReport_CountsEveryLateAnswer()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await OpenAsync(data.Office.Code);
        await WriteAsync(Many(data, 1, October));
        await using var scope = app.Services.CreateAsyncScope();
        var loader = scope.ServiceProvider.GetRequiredService<EvaluationFactsLoader>();
        var month = new DateOnly(2026, 10, 1);
        Assert.Equal(61, (await loader.LoadAsync(data.Office, month, null, withComments: false, CancellationToken.None)).Current.Counted.N);
        Assert.Equal(60, (await loader.LoadPublishedAsync(data.Office, month, merged: true, CancellationToken.None)).Facts.Current.Counted.N);
    }

    [Fact]
    public async Task Cells_ManyFirstLooksWhileAnswersCome_PublishOneStateOfTheMonth()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        var poolingKey = (await app.WithContextAsync(context => new QuestionnaireVersions(context, app.Services.GetRequiredService<QuestionnaireCache>())
            .FindAsync(data.VersionId, CancellationToken.None)))!.Definition.PoolingKey;
        var late = Task.Run(async () =>
        {
            for (var i = 0; i < 4; i++)
            {
                await WriteAsync(Many(data, 1, October, serviceId: i % 2 == 0 ? data.Letter.Id : null));
            }
        });
        var looks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            using var cache = new MemoryCache(new MemoryCacheOptions()); // as on another server
            var publication = ActivatorUtilities.CreateInstance<Publication>(scope.ServiceProvider, new SharedResults<PublicCells>(cache));
            var cells = await publication.CellsAsync(data.City, 202610, CancellationToken.None);
            return cells.N(new PublicCell(data.City.Id, 202610, poolingKey));
        })));
        await late;
        var published = Assert.Single(looks.Distinct(), n => n > 0); // a look that waited too long for another's lock shows nothing yet
        Assert.InRange(published, 60, 64);
        Assert.Contains($"{published} dari sasaran", (await OpenAsync(data.City.Code)).Text, StringComparison.Ordinal);
    }

    /// <summary>Name and number of ratings, or that the row is not shown.</summary>
    private static List<string> Rows(HtmlPage page, string section) =>
        [.. page.Document.QuerySelectorAll($"section[aria-labelledby={section}] tbody tr")
            .Select(row => string.Join(' ', row.QuerySelectorAll("th, td").Take(2).Select(cell => cell.TextContent.Trim())))];

    private static IEnumerable<NewSurveyResponse> Many(
        SurveyData data, int count, DateOnly day, string answers = "344343434", int? serviceId = 0, int? unitId = null, IntegritySignals signals = IntegritySignals.None) =>
        Enumerable.Range(0, count).Select(_ => data.Response(answers, day, serviceId: serviceId, unitId: unitId, signals: signals));

    private Task<int> SetCountsAsync(SurveyData data, byte[] counts) => app.WithContextAsync(context =>
        context.Tallies.Where(row => row.UnitId == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Counts, counts)));

    private async Task<List<string>> SourcesAsync(string[] addresses)
    {
        var sources = new List<string>();
        foreach (var address in addresses)
        {
            using var browser = app.NewBrowser();
            sources.Add((await browser.OpenAsync(address)).Source);
        }

        return sources;
    }

    private async Task<HtmlPage> OpenAsync(string unit, string month = "2026-10")
    {
        using var browser = app.NewBrowser();
        return await browser.OpenAsync($"/hasil/{unit}?bulan={month}");
    }

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"p{Guid.NewGuid():N}"));

    private Task<int> WriteAsync(IEnumerable<NewSurveyResponse> responses) =>
        app.WithContextAsync(context => app.Services.GetRequiredService<ResponseWriter>().Write(context, [.. responses]));
}
