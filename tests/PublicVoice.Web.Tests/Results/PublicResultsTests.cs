using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Results;

/// <summary>Today is 20 November 2026: October is the last closed month.</summary>
public class PublicResultsTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly DateOnly October = new(2026, 10, 10);

    [Fact]
    public async Task Get_MonthWithEnough_ShowsItAsHeadline()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 60, October), .. Many(data, 40, October.AddMonths(-1), "111111111"), .. Many(data, 50, October.AddMonths(1), "111111111")]);

        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Oktober 2026", page.One("#indeks").TextContent, StringComparison.Ordinal);
        Assert.Equal("88,89 A (Sangat Baik)", Squeezed(page.One(".figure").TextContent));
        Assert.DoesNotContain("small", page.One(".figure").ClassName, StringComparison.Ordinal);
        Assert.Contains("60 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Contains("Naik 63,89 dari bulan sebelumnya", page.Text, StringComparison.Ordinal);
        Assert.Equal(["2026-10", "2026-09"], page.Document.QuerySelectorAll("#bulan option").Select(option => option.GetAttribute("value")));
        Assert.Equal(3, page.Document.QuerySelectorAll("svg.chart").Length);
        Assert.Empty(page.Document.QuerySelectorAll("[style]"));
        Assert.NotNull(page.One("p.after a[href^='/metode']"));
    }

    [Fact]
    public async Task Get_UnreadableTally_SaysThatTheFiguresAreBeingChecked()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await app.WithContextAsync(context => context.Tallies.Where(tally => tally.UnitId == data.Office.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(tally => tally.Counts, new byte[] { 200 })));
        foreach (var address in new[] { $"/hasil/{data.Office.Code}", $"/hasil/{data.Office.Code}?bulan=2026-10", $"/hasil/{data.City.Code}" })
        {
            var page = await OpenAsync(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Contains("Angka sedang diperiksa", page.Text, StringComparison.Ordinal);
            Assert.Contains(address.Contains("dinas", StringComparison.Ordinal) ? data.Office.Name : data.City.Name, page.One("h1").TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Get_Badge_ShowsTheHeadlineOrThatThereIsNone()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 60, October), .. Many(data, 12, October, unitId: data.Branch.Id, serviceId: null)]);
        using var browser = app.NewBrowser();
        var badge = await browser.OpenAsync($"/hasil/{data.Office.Code}/badge.svg");
        Assert.Equal("image/svg+xml", badge.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("cross-origin", badge.Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("88,89 A", badge.Source, StringComparison.Ordinal);
        Assert.Contains("Oktober 2026 · 72 penilaian", WebUtility.HtmlDecode(badge.Source), StringComparison.Ordinal);
        Assert.Contains("88.89 A", (await browser.OpenAsync($"/hasil/{data.Office.Code}/badge.svg?lang=en")).Source, StringComparison.Ordinal);
        Assert.Contains("belum cukup", (await browser.OpenAsync($"/hasil/{data.Branch.Code}/badge.svg")).Source, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/hasil/tidak-ada/badge.svg")).Status);
        Assert.Equal("same-origin", (await browser.OpenAsync($"/hasil/{data.Office.Code}")).Header("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task Get_English_SpeaksEnglishThroughout()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        var page = await OpenAsync($"/hasil/{data.Office.Code}?lang=en");
        Assert.Equal("88.89 A (Very good)", Squeezed(page.One(".figure").TextContent));
        Assert.Contains("October 2026", page.One("#indeks").TextContent, StringComparison.Ordinal);
        Assert.Contains("Requirements", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OnlySmallMonths_PoolsTwelveMonths()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 12, October), .. Many(data, 7, new DateOnly(2026, 2, 3)), .. Many(data, 20, new DateOnly(2025, 9, 9))]);

        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("November 2025 – Oktober 2026", page.One("#indeks").TextContent, StringComparison.Ordinal);
        Assert.Contains("19 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Contains("small", page.One(".figure").ClassName, StringComparison.Ordinal); // 19 carry no headline
        Assert.Empty(page.Document.QuerySelectorAll("#layanan"));
        Assert.Empty(page.Document.QuerySelectorAll("#sebaran")); // fewer than 30

        var month = await OpenAsync($"/hasil/{data.Office.Code}?bulan=2026-10");
        Assert.Contains("12 dari sasaran", month.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11")]
    [InlineData("2027-01")]
    [InlineData("x")]
    public async Task Get_MonthNotOver_IsNotShown(string month)
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 60, October), .. Many(data, 60, October.AddMonths(1))]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}?bulan={month}");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Bulan ini belum dapat dilihat", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("svg"));
    }

    [Theory]
    [InlineData("0001-01")]
    [InlineData("1999-12")]
    public async Task Get_MonthLongBeforeAnyAnswer_ShowsNothing(string month)
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        var page = await OpenAsync($"/hasil/{data.Office.Code}?bulan={month}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("svg, .figure"));
    }

    [Fact]
    public async Task Get_SubQuestionWithFewAnswers_HidesItsElement()
    {
        var data = await CreateAsync();
        var version = await OtherVersionAsync(data, content =>
        {
            var json = JsonNode.Parse(content)!;
            json["elements"]!.AsArray().RemoveAll(element => (string?)element!["code"] == "SARANA");
            json["questions"]!.AsArray().Single(question => (string?)question!["element"] == "SARANA")!["element"] = "PENGADUAN";
            return json.ToJsonString();
        });
        await WriteAsync([.. Many(data, 38, October, "34434343.", versionId: version), .. Many(data, 2, October, versionId: version)]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("40 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Equal(2, HiddenElements(page));
    }

    [Fact]
    public async Task Get_FewerThanFive_ShowsNothing()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 4, October));
        foreach (var address in new[] { $"/hasil/{data.Office.Code}", $"/hasil/{data.Office.Code}?bulan=2026-10", $"/hasil/{data.City.Code}?bulan=2026-10" })
        {
            var page = await OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("kurang dari 5 penilaian tidak pernah ditampilkan", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("88,89", page.Text, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("svg"));
        }
    }

    [Fact]
    public async Task Get_SmallServiceBesideAnother_HidesBoth()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 40, October, serviceId: data.Permit.Id), .. Many(data, 3, October, serviceId: data.Letter.Id), .. Many(data, 6, October, serviceId: null)]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        var rows = page.Document.QuerySelectorAll("section[aria-labelledby=layanan] tbody tr").Select(row => Squeezed(row.TextContent)).ToList();
        Assert.StartsWith("Izin 40", rows[0], StringComparison.Ordinal); // the 6 of the unit as such are hidden with the 3
        Assert.Equal("Surat tidak ditampilkan (terlalu sedikit)", rows[1]);
    }

    [Fact]
    public async Task Get_UnitHiddenForItsSibling_IsHiddenOnItsOwnPageToo()
    {
        var data = await CreateAsync();
        // The office has 2 of its own and a branch with 9: were the 9 public, the 2 could be worked out from the office's 11.
        await WriteAsync([.. Many(data, 2, October), .. Many(data, 9, October, unitId: data.Branch.Id, serviceId: null)]);

        var office = await OpenAsync($"/hasil/{data.Office.Code}?bulan=2026-10");
        Assert.Contains("11 dari sasaran", office.Text, StringComparison.Ordinal);
        Assert.Equal("UPTD Uji tidak ditampilkan (terlalu sedikit)", Squeezed(office.One("section[aria-labelledby=bawahan] tbody tr").TextContent));
        var branch = await OpenAsync($"/hasil/{data.Branch.Code}?bulan=2026-10");
        Assert.Empty(branch.Document.QuerySelectorAll("svg"));
        Assert.Empty((await OpenAsync($"/hasil/{data.Branch.Code}")).Document.QuerySelectorAll("svg"));
    }

    [Fact]
    public async Task Get_ClosedUnit_StillShowsItsResults()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Status, UnitStatus.Archived)));
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("88,89", page.One(".figure").TextContent, StringComparison.Ordinal);
        Assert.Contains("sudah ditutup", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("p.after a[href^='/s/']"));
    }

    [Fact]
    public async Task Get_Government_PoolsAndListsItsUnits()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        var page = await OpenAsync($"/hasil/{data.City.Code}");
        Assert.Contains("60 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Equal($"/hasil/{data.Office.Code}", page.One("section[aria-labelledby=bawahan] tbody th a").GetAttribute("href"));
    }

    [Fact]
    public async Task Get_UnknownUnit_Is404() => Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync("/hasil/tidak-ada")).Status);

    [Fact]
    public async Task Get_HostileNames_AreEncoded()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 60, October));
        const string hostile = "<script>alert(1)</script>";
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Name, hostile)));
        await app.WithContextAsync(context => context.Services.Where(service => service.UnitId == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(service => service.Name, hostile)));
        await app.WithContextAsync(async context =>
        {
            context.Add(new PublicVoice.Web.Reporting.PublishedReference
            {
                UnitId = data.Office.Id,
                From = new DateOnly(2025, 1, 1),
                To = new DateOnly(2025, 6, 30),
                Index = 81.25m,
                Source = hostile,
            });
            await context.SaveChangesAsync();
            return 0;
        });
        foreach (var address in new[] { $"/hasil/{data.Office.Code}", $"/hasil/{data.City.Code}" })
        {
            var page = await OpenAsync(address);
            Assert.DoesNotContain(hostile, page.Source, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("main script"));
        }
    }

    [Fact]
    public async Task Get_ServiceWithFewOfThePublishedVersion_HidesItWithAnother()
    {
        var data = await CreateAsync();
        var other = await OtherVersionAsync(data);
        await WriteAsync(
        [
            .. Many(data, 20, October, versionId: other),
            .. Many(data, 3, October),
            .. Many(data, 40, October, serviceId: data.Letter.Id),
        ]);

        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("43 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.All(Rows(page, "layanan"), row => Assert.EndsWith("tidak ditampilkan (terlalu sedikit)", row, StringComparison.Ordinal));
        Assert.Contains("tidak dapat digabung", Squeezed(page.Text), StringComparison.Ordinal);
        Assert.Contains("indeks 88,89, 20 penilaian", Squeezed(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OtherVersionUnderFive_IsNotMentioned()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 4, October, versionId: await OtherVersionAsync(data)), .. Many(data, 40, October)]);
        Assert.DoesNotContain("tidak dapat digabung", Squeezed((await OpenAsync($"/hasil/{data.Office.Code}")).Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MonthWithFewOfThePublishedVersion_IsNeitherHeadlineNorOffered()
    {
        var data = await CreateAsync();
        var other = await OtherVersionAsync(data);
        await WriteAsync([.. Many(data, 3, October), .. Many(data, 50, October, versionId: other), .. Many(data, 40, October.AddMonths(-1))]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("September 2026", page.One("#indeks").TextContent, StringComparison.Ordinal);
        Assert.Equal(["2026-09"], page.Document.QuerySelectorAll("#bulan option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task Get_TrendMonthOfAnotherVersion_IsABreak()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 40, October.AddMonths(-1), versionId: await OtherVersionAsync(data)), .. Many(data, 60, October)]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("September 2026 kuesioner lain, tidak dapat dibandingkan", Rows(page, "tren"));
        Assert.Contains("40 dari sasaran", (await OpenAsync($"/hasil/{data.Office.Code}?bulan=2026-09")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_YearOfAnotherVersion_PoolsWhatItsMonthsPublish()
    {
        var data = await CreateAsync();
        var other = await OtherVersionAsync(data);
        await WriteAsync([.. Many(data, 12, October.AddMonths(-3), versionId: other), .. Many(data, 9, October.AddMonths(-2), versionId: other)]);
        Assert.Contains("21 dari sasaran", (await OpenAsync($"/hasil/{data.Office.Code}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ElementWithFewAnswers_IsHiddenWithAnother()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 37, October, "34434343."), .. Many(data, 3, October)]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Equal(2, HiddenElements(page));
        Assert.Equal(7, page.Document.QuerySelectorAll("section[aria-labelledby=sebaran] h3").Length);
    }

    [Fact]
    public async Task Get_ElementWithFewAnswersBesideAChild_IsHiddenOfTheChild()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 10, October, "34434343."), .. Many(data, 3, October), .. Many(data, 40, October, unitId: data.Branch.Id, serviceId: null)]);
        Assert.Equal(0, HiddenElements(await OpenAsync($"/hasil/{data.Office.Code}")));
        Assert.Equal(2, HiddenElements(await OpenAsync($"/hasil/{data.Branch.Code}")));
    }

    [Fact]
    public async Task Get_Year_HidesWhatAMonthHides()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 9, October, "34434343."), .. Many(data, 3, October), .. Many(data, 12, October.AddMonths(-1))]);
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.Contains("24 dari sasaran", page.Text, StringComparison.Ordinal);
        Assert.Equal(2, HiddenElements(page));
    }

    [Fact]
    public async Task Get_NothingInTheLastYear_PointsToOlderMonths()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 12, new DateOnly(2024, 5, 6)));
        var page = await OpenAsync($"/hasil/{data.Office.Code}");
        Assert.NotNull(page.One($"p a[href='/hasil/{data.Office.Code}?bulan=2024-05']"));
    }

    [Fact]
    public async Task Get_UnitRatedAsSuch_StandsBesideItsServices()
    {
        var data = await CreateAsync();
        await WriteAsync([.. Many(data, 40, October), .. Many(data, 10, October, serviceId: null)]);
        Assert.StartsWith("Kantor ini tanpa layanan tertentu 10", Rows(await OpenAsync($"/hasil/{data.Office.Code}"), "layanan")[^1], StringComparison.Ordinal);
        Assert.StartsWith("This office as such 10", Rows(await OpenAsync($"/hasil/{data.Office.Code}?lang=en"), "layanan")[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, "baru ditampilkan mulai 30 penilaian")]
    [InlineData(40, "Jaminan keaslian")]
    public async Task Get_AnyIndex_SaysFormulaVersionAndOrigin(int count, string origin)
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, count, October));
        var page = await OpenAsync($"/hasil/{data.Office.Code}?bulan=2026-10");
        Assert.Contains("SKM-2017 versi 1 Rumus bobot sama untuk setiap unsur (equal-weights-1)", Squeezed(page.One("section[aria-labelledby=indeks]").TextContent), StringComparison.Ordinal);
        Assert.Contains(origin, page.One("section[aria-labelledby=asal]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ReferenceBeforeTheTrend_IsTextOnly()
    {
        var data = await CreateAsync();
        await WriteAsync(Many(data, 40, October));
        await app.WithContextAsync(async context =>
        {
            context.AddRange(Reference("Laporan lama", 2024), Reference("Laporan baru", 2026));
            return await context.SaveChangesAsync();

            PublicVoice.Web.Reporting.PublishedReference Reference(string source, int year) =>
                new() { UnitId = data.Office.Id, From = new DateOnly(year, 1, 1), To = new DateOnly(year, 6, 30), Index = 81.25m, Source = source };
        });
        var trend = (await OpenAsync($"/hasil/{data.Office.Code}")).One("section[aria-labelledby=tren]");
        Assert.Contains("Laporan lama", Assert.Single(trend.QuerySelectorAll("ul li")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Laporan lama", trend.QuerySelector("svg")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Laporan baru", trend.QuerySelector("svg")!.TextContent, StringComparison.Ordinal);
    }

    private static List<string> Rows(HtmlPage page, string section) =>
        [.. page.Document.QuerySelectorAll($"section[aria-labelledby={section}] tbody tr").Select(row => Squeezed(row.TextContent))];

    private static int HiddenElements(HtmlPage page) => page.Document.QuerySelectorAll("section[aria-labelledby=unsur] tbody td.none").Length;

    /// <summary>A version of another questionnaire with an element that the standard one does not have.</summary>
    private Task<int> OtherVersionAsync(SurveyData data, Func<string, string>? edit = null) => app.WithContextAsync(async context =>
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
            Content = (edit ?? (text => text.Replace("\"SARANA\"", "\"TEMPAT\"", StringComparison.Ordinal)))(content).Replace("\"SKM-2017\"", $"\"{questionnaire.Code}\"", StringComparison.Ordinal),
        };
        context.Add(version);
        await context.SaveChangesAsync();
        return version.Id;
    });

    private static IEnumerable<NewSurveyResponse> Many(SurveyData data, int count, DateOnly day, string answers = "344343434", int? serviceId = 0, int? unitId = null, int? versionId = null) =>
        Enumerable.Range(0, count).Select(_ => data.Response(answers, day, serviceId: serviceId, unitId: unitId, versionId: versionId));

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<HtmlPage> OpenAsync(string address)
    {
        using var browser = app.NewBrowser();
        return await browser.OpenAsync(address);
    }

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"h{Guid.NewGuid():N}"));

    private Task<int> WriteAsync(IEnumerable<NewSurveyResponse> responses) =>
        app.WithContextAsync(context => app.Services.GetRequiredService<ResponseWriter>().Write(context, [.. responses]));
}
