using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public class PaperBatchPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Batch_TypedCheckedAndPosted_CountsOnceAndLeavesNoSheet()
    {
        var (world, typist) = await OpenWorldAsync();
        using var checker = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office, name: "Budi"));
        var path = await MakeAsync(typist, world, sheets: 4, total: 4 * 27);
        foreach (var answers in new[] { "333333333", "333333333", "343333332", "033333334" })
        {
            var page = await TypeAsync(typist, path, answers, ("comment", " Antrean lama "), ("p.sex", "2"));
            Assert.Equal(HttpStatusCode.Redirect, page.Status);
        }

        Assert.Contains("Semua lembar yang dinyatakan sudah diketik", (await typist.OpenAsync(path + "/entry")).Text, StringComparison.Ordinal);
        var refused = await FinishAsync(typist, path);
        HtmlAssert.Status(HttpStatusCode.BadRequest, refused);
        Assert.Equal("Jumlah nilai 108 106 −2", Totals(refused));

        var opened = await typist.OpenAsync(path + "/entry?sheet=4");
        Assert.Equal(("0", "2"), (Field(opened, "q.PERSYARATAN"), Field(opened, "p.sex")));
        Assert.Equal(HttpStatusCode.Redirect, (await typist.SendAsync(opened, ("q.PERSYARATAN", "2"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await FinishAsync(typist, path)).Status);

        var own = await typist.OpenAsync(path + "/check");
        Assert.Empty(own.Document.QuerySelectorAll("#lembar"));
        Assert.Contains("Anda ketik sendiri", own.Text, StringComparison.Ordinal);
        await CheckAllAsync(checker, path, position => position switch { 3 => "343333332", 4 => "233333334", _ => "333333333" }, sex: "2");

        var batch = await checker.OpenAsync(path);
        Assert.Contains("siap dibukukan", batch.Text, StringComparison.Ordinal);
        var posts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => checker.SendHandlerAsync(batch, "Post")));
        Assert.All(posts, post => Assert.Equal(HttpStatusCode.Redirect, post.Status));
        Assert.Contains("4 lembar ikut dihitung", (await checker.OpenAsync(path)).Text, StringComparison.Ordinal);

        var stored = await app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().Where(row => row.UnitId == world.Office.Id).OrderBy(row => row.Answers).ToListAsync());
        Assert.Equal(["233333334", "333333333", "333333333", "343333332"], stored.Select(row => row.Answers));
        Assert.All(stored, row => Assert.Equal((Channel.Paper, Assurance.None, new DateOnly(2026, 11, 18), (int?)null, '1'), (row.Channel, row.Assurance, row.LocalDay, row.LocalHour, row.Profile[0])));
        Assert.Equal(4, await app.InScopeAsync(services => SurveyData.TalliedAsync(services.GetRequiredService<PublicVoiceDbContext>(), services, world.Office.Id)));
        Assert.Equal(4, await app.WithContextAsync(context => context.SurveyComments.CountAsync(comment => comment.Text == "Antrean lama" && context.SurveyResponses.Any(row => row.Id == comment.SurveyResponseId && row.UnitId == world.Office.Id))));
        Assert.Equal(0, await app.WithContextAsync(context => context.PaperSheets.CountAsync(sheet => context.PaperBatches.Any(made => made.Id == sheet.BatchId && made.UnitId == world.Office.Id))));
        var entries = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("paper.")).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(["paper.made", "paper.posted"], entries.Select(entry => entry.Action));
        Assert.Equal("UnitOfficer", entries[1].Role);
        Assert.Contains("\"sheets\":4,\"total\":108", entries[1].After, StringComparison.Ordinal);
        Assert.Contains("\"checked_by\":\"Budi\"", entries[1].After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q.WAKTU", "", "Tekan 1, 2, 3, 4, atau 0 bila kosong")]
    [InlineData("q.WAKTU", "5", "Tekan 1, 2, 3, 4, atau 0 bila kosong")]
    [InlineData("q.WAKTU", "-", "Tekan 1, 2, 3, 4, atau 0 bila kosong")]
    [InlineData("q.WAKTU", "12", "Tekan 1, 2, 3, 4, atau 0 bila kosong")]
    [InlineData("p.sex", "3", "Tekan 1 sampai 2, atau 0 bila kosong")]
    [InlineData("service", "milik-orang", "Pilih layanan")]
    [InlineData("day", "2026-11-19", "Isi tanggal antara 17\u00a0November 2026 dan 18\u00a0November 2026")]
    public async Task Entry_WrongKey_SaysWhatToPressAndSavesNothing(string field, string key, string message)
    {
        var (world, typist) = await OpenWorldAsync();
        await data.CreateServiceAsync(world.Office);
        var path = await MakeAsync(typist, world, firstDay: "2026-11-17");
        var page = await TypeAsync(typist, path, "333333333", ("comment", "masih di sini"), (field, key));
        HtmlAssert.HasError(page, field, message);
        Assert.Equal("masih di sini", page.One("textarea").TextContent.Trim());
        Assert.Equal(0, await SheetsAsync(world.Office));
    }

    [Fact]
    public async Task Entry_KeysOfEveryKind_AreStoredAsMeant()
    {
        var (world, typist) = await OpenWorldAsync(await data.CreateQuestionnaireVersionAsync());
        var service = await data.CreateServiceAsync(world.Office);
        var path = await MakeAsync(typist, world, firstDay: "2026-11-17");
        foreach (var (keys, sex) in new[] { ("4 -", "0"), ("10T", ""), ("014", "2") })
        {
            var form = await typist.OpenAsync(path + "/entry");
            Assert.Equal(HttpStatusCode.Redirect, (await typist.SendAsync(form, Keys(form, keys).Concat([("p.sex", sex), ("service", service.ShortCode), ("day", "2026-11-18")]))).Status);
        }

        var sheets = await app.WithContextAsync(context => context.PaperSheets.AsNoTracking().Where(sheet => sheet.ServiceId == service.Id).OrderBy(sheet => sheet.Position).ToListAsync());
        Assert.Equal([("4.-", "."), ("1.-", "."), (".14", "1")], sheets.Select(sheet => (sheet.Answers, sheet.Profile)));
        Assert.All(sheets, sheet => Assert.Equal(new DateOnly(2026, 11, 18), sheet.Day));
        Assert.Equal("2026-11-18", Field(await typist.OpenAsync(path + "/entry"), "day")); // the next sheet is likely of the same day
    }

    [Fact]
    public async Task Entry_TwoBrowsersAndRepeats_KeepEverySheetOnce()
    {
        var (world, typist) = await OpenWorldAsync();
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office));
        var path = await MakeAsync(typist, world, sheets: 3);
        var (mine, theirs) = (await typist.OpenAsync(path + "/entry"), await second.OpenAsync(path + "/entry"));
        Assert.Equal(("1", "1"), (Field(mine, "Position"), Field(theirs, "Position")));
        await typist.SendAsync(mine, Keys(mine, "111111111"));
        var moved = await second.FollowAsync(await second.SendAsync(theirs, Keys(theirs, "444444444")));
        Assert.Contains("tersimpan sebagai nomor 2", moved.One(".notice").TextContent, StringComparison.Ordinal);
        await typist.SendAsync(mine, Keys(mine, "111111111")); // a second click
        Assert.Equal(["111111111", "444444444"], await AnswersAsync(world.Office));
        var mended = await typist.FollowAsync(await typist.SendAsync(mine, Keys(mine, "111111112"))); // gone back to, and changed
        Assert.Contains("Lembar 1 tersimpan, jumlah nilai 10.", mended.Text, StringComparison.Ordinal);
        Assert.Equal(["111111112", "444444444"], await AnswersAsync(world.Office));
        var stale = await typist.SendAsync(mine, Keys(mine, "111111113")); // gone back to further: what is stored is newer than this form
        HtmlAssert.Status(HttpStatusCode.BadRequest, stale);
        Assert.Equal(["111111112", "444444444"], await AnswersAsync(world.Office));

        await TypeAsync(typist, path, "222222222");
        var full = await second.SendAsync(theirs, Keys(theirs, "333333333").Append(("EntryKey", Guid.NewGuid().ToString())));
        HtmlAssert.Status(HttpStatusCode.BadRequest, full);
        Assert.Contains("3 lembar yang dinyatakan sudah terisi semua", full.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("3", Field(full, "q.WAKTU"));

        // Of two who change the same sheet, the second is told.
        var (one, other) = (await typist.OpenAsync(path + "/entry?sheet=2"), await second.OpenAsync(path + "/entry?sheet=2"));
        Assert.Equal(HttpStatusCode.Redirect, (await typist.SendAsync(one, ("q.WAKTU", "1"))).Status);
        var told = await second.SendAsync(other, ("q.WAKTU", "2"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, told);
        Assert.Contains("orang lain baru saja mengubah", told.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("441444444", (await AnswersAsync(world.Office))[1]);

        // A number that was taken out is given again.
        var last = await typist.OpenAsync(path + "/entry?sheet=1");
        Assert.Equal(HttpStatusCode.Redirect, (await typist.SendHandlerAsync(last, "Remove", ("Position", "1"), ("Revision", "1"))).Status);
        Assert.Equal("1", Field(await second.OpenAsync(path + "/entry"), "Position"));
    }

    [Fact]
    public async Task Differences_AreShownSideBySideAndDrawAnotherSample()
    {
        var (world, typist) = await OpenWorldAsync();
        using var checker = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, world.City));
        var path = await MakeAsync(typist, world, sheets: 5, total: 5 * 27);
        for (var sheet = 0; sheet < 5; sheet++)
        {
            await TypeAsync(typist, path, "333333333");
        }

        Assert.Equal(HttpStatusCode.Redirect, (await FinishAsync(typist, path)).Status);
        var form = await checker.OpenAsync(path + "/check");
        Assert.Equal(3, form.One("main > p strong").TextContent.Split(", ").Length);
        await checker.SendAsync(form, Keys(form, "433333332").Append(("p.sex", "1"))); // the sum is the same
        await CheckAllAsync(checker, path, _ => "333333333");
        Assert.Contains("Tidak ada perbedaan yang menunggu keputusan Anda", (await typist.OpenAsync(path + "/differences")).Text, StringComparison.Ordinal);
        Assert.Contains("Tidak ada lembar yang menunggu Anda", (await typist.OpenAsync(path + "/check")).Text, StringComparison.Ordinal);
        var differences = await checker.OpenAsync(path + "/differences");
        Assert.Equal(3, differences.Document.QuerySelectorAll("fieldset").Length);
        Assert.Contains("Entri pertama: 3 Sesuai", differences.Text, StringComparison.Ordinal);
        Assert.Contains("Entri kedua: 4 Sangat sesuai", differences.Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await checker.SendAsync(differences, ("Answer-0", "second"), ("Profile-0", "second")), "Answer-8", "Pilih entri yang sesuai dengan kertas");
        Assert.Equal(HttpStatusCode.Redirect, (await checker.SendAsync(differences, ("Answer-0", "second"), ("Answer-8", "first"), ("Profile-0", "second"))).Status);

        // Another sample, of the two that are left; when it agrees the batch is checked, but its total is another one now.
        await CheckAllAsync(checker, path, _ => "333333333");
        var batch = await checker.OpenAsync(path);
        Assert.Equal("Jumlah nilai 135 136 +1", Totals(batch));
        Assert.Contains("berbeda, sudah diputuskan", batch.Text, StringComparison.Ordinal);
        var refused = await checker.SendHandlerAsync(batch, "Post");
        HtmlAssert.Status(HttpStatusCode.BadRequest, refused);
        Assert.Contains("tidak cocok dengan yang dinyatakan", refused.One(".errors").TextContent, StringComparison.Ordinal);
        await checker.SendAsync(await checker.OpenAsync(path + "/declared"), ("Total", "136"));
        Assert.Equal(HttpStatusCode.Redirect, (await checker.SendHandlerAsync(await checker.OpenAsync(path), "Post")).Status);
        Assert.Equal(1, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == world.Office.Id && row.Answers == "433333333" && EF.Functions.Like(row.Profile, "0%"))));
        Assert.Contains("5 lembar, 1 berbeda", (await checker.OpenAsync(path)).Text, StringComparison.Ordinal);
        var change = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.UnitPath == world.Office.Path && entry.Action == "paper.changed"));
        Assert.Contains("135", change.Before, StringComparison.Ordinal);
        Assert.Contains("136", change.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_FormsOfAQuestionnaireNoLongerUsed_CanBeTypedIn()
    {
        var former = await data.CreateQuestionnaireVersionAsync();
        await app.WithContextAsync(async context =>
        {
            (await context.Questionnaires.SingleAsync(row => row.Id == former.QuestionnaireId)).Retire(app.Clock.UtcNow);
            return await context.SaveChangesAsync();
        });
        var (world, typist) = await OpenWorldAsync();
        var form = await typist.OpenAsync($"/staff/units/{world.Office.Code}/paper/new");
        Assert.Contains("SKM-2017", form.Document.QuerySelector("#f-Version option")!.TextContent, StringComparison.Ordinal); // the one in use first
        var made = await typist.FollowAsync(await typist.SendAsync(form, ("Version", $"{former.Id}"), ("FirstDay", "2026-11-18"), ("Sheets", "1"), ("Total", "9")));
        Assert.Equal(3, made.Document.QuerySelectorAll("[name^='q.']").Length);
    }

    [Fact]
    public async Task Check_OfOnesOwnSheet_IsRefused()
    {
        var (world, typist) = await OpenWorldAsync();
        using var checker = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office));
        var path = await MakeAsync(typist, world, sheets: 1, total: 27);
        await TypeAsync(typist, path, "333333333");
        await FinishAsync(typist, path);
        var form = await checker.OpenAsync(path + "/check");
        var page = await typist.OpenAsync(path + "/declared"); // for its token
        using var content = new FormUrlEncodedContent([.. page.Fields(), .. Keys(form, "333333333").Select(key => new KeyValuePair<string, string>(key.Name, key.Value!)), new("Position", "1")]);
        using var response = await typist.PostAsync(path + "/check", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Anda sendiri yang mengetiknya", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await app.WithContextAsync(context => context.PaperSheets.Where(sheet => context.PaperBatches.Any(batch => batch.Id == sheet.BatchId && batch.UnitId == world.Office.Id)).Select(sheet => sheet.SecondById).SingleAsync()));

        // Back to typing drops the sample.
        Assert.Equal(HttpStatusCode.Redirect, (await typist.SendHandlerAsync(await typist.OpenAsync(path), "Reopen")).Status);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await checker.SendAsync(form, Keys(form, "333333333")));
    }

    [Theory]
    [InlineData("FirstDay", "", "Isi tanggal yang sudah lewat atau hari ini")]
    [InlineData("FirstDay", "2026-11-21", "Isi tanggal yang sudah lewat atau hari ini")]
    [InlineData("LastDay", "2026-11-17", "Hari terakhir harus sama dengan atau sesudah hari pertama, paling lama satu tahun")]
    [InlineData("Sheets", "501", "Isi bilangan 1 sampai 500")]
    [InlineData("Sheets", "banyak", "Isi bilangan 1 sampai 500")]
    [InlineData("Total", "-1", "Isi bilangan 0 sampai 18000")]
    [InlineData("Version", "999999", "Pilih versi yang tercetak di kaki lembar")]
    [InlineData("ServiceCode", "milik-orang", "Pilih layanan")]
    public async Task New_WrongField_SaysWhatToDoAndMakesNothing(string field, string value, string message)
    {
        var (world, typist) = await OpenWorldAsync();
        var page = await typist.SendAsync(
            await typist.OpenAsync($"/staff/units/{world.Office.Code}/paper/new"), [.. new[] { ("FirstDay", "2026-11-18"), ("Sheets", "3"), ("Total", "9") }.Where(pair => pair.Item1 != field), (field, value)]);
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(0, await app.WithContextAsync(context => context.PaperBatches.CountAsync(batch => batch.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task Discard_AsksForAReasonAndKeepsNoSheet()
    {
        var (world, typist) = await OpenWorldAsync();
        var path = await MakeAsync(typist, world);
        await TypeAsync(typist, path, "333333333");
        var page = await typist.OpenAsync(path + "/discard");
        HtmlAssert.HasError(await typist.SendAsync(page, ("Reason", " ")), "Reason", "Tulis alasannya, paling banyak 200 karakter");
        Assert.Equal(1, await SheetsAsync(world.Office));
        Assert.Equal(HttpStatusCode.Redirect, (await typist.SendAsync(page, ("Reason", "Sudah dibukukan sebagai #1"))).Status);
        Assert.Equal(0, await SheetsAsync(world.Office));
        Assert.Equal(0, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == world.Office.Id)));
        Assert.Contains("Sudah dibukukan sebagai #1", (await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.UnitPath == world.Office.Path && entry.Action == "paper.discarded"))).After, StringComparison.Ordinal);

        // A closed batch takes nothing more.
        Assert.Contains("tidak lagi terbuka", (await typist.OpenAsync(path + "/entry")).Text, StringComparison.Ordinal);
        Assert.Contains("sudah ditutup", (await typist.FollowAsync(await typist.SendAsync(page, ("Reason", "Lagi")))).One(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_UnderTheAddressOfAnotherUnit_IsNotFound()
    {
        var (world, typist) = await OpenWorldAsync();
        var branch = await data.CreateUnitAsync(parent: world.Office);
        var path = await MakeAsync(typist, world);
        foreach (var page in new[] { "", "/entry", "/check", "/differences", "/declared", "/discard" })
        {
            HtmlAssert.Status(HttpStatusCode.NotFound, await typist.OpenAsync(path.Replace(world.Office.Code, branch.Code, StringComparison.Ordinal) + page));
            HtmlAssert.Status(HttpStatusCode.OK, await typist.OpenAsync(path + page + "?lang=en"));
        }

        // Whoever stands above finds it.
        using var above = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, world.City));
        Assert.Contains(path, (await above.OpenAsync($"/staff/units/{world.City.Code}/paper")).Document.QuerySelectorAll("td a, th a").Select(link => link.GetAttribute("href")));
    }

    internal static IEnumerable<(string Name, string? Value)> Keys(HtmlPage page, string keys) =>
        page.Document.QuerySelectorAll("#lembar input.key[name^='q.']").Select((input, at) => (input.GetAttribute("name")!, (string?)keys[at].ToString()));

    private static string Field(HtmlPage page, string name) => page.One($"#lembar [name='{name}']") switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value ?? "",
        var other => other.TextContent,
    };

    private static string Totals(HtmlPage page) => string.Join(' ', page.Document.QuerySelectorAll(".control tbody tr:last-child > *").Select(cell => cell.TextContent));

    private static async Task<HtmlPage> FinishAsync(HttpClient browser, string path) => await browser.SendHandlerAsync(await browser.OpenAsync(path), "Finish");

    /// <summary>Types all sheets of the sample again.</summary>
    private static async Task CheckAllAsync(HttpClient checker, string path, Func<int, string> answers, string sex = "0")
    {
        for (var form = await checker.OpenAsync(path + "/check"); form.Document.QuerySelector("#lembar") is not null; form = await checker.OpenAsync(path + "/check"))
        {
            HtmlAssert.Status(HttpStatusCode.Redirect, await checker.SendAsync(form, Keys(form, answers(int.Parse(Field(form, "Position")))).Append(("p.sex", sex))));
        }
    }

    private static async Task<HtmlPage> TypeAsync(HttpClient browser, string path, string keys, params (string Name, string? Value)[] others)
    {
        var form = await browser.OpenAsync(path + "/entry");
        return await browser.SendAsync(form, Keys(form, keys).Concat(others));
    }

    private static async Task<string> MakeAsync(HttpClient browser, StaffWorld world, int sheets = 9, int total = 100, string firstDay = "2026-11-18")
    {
        var page = await browser.SendAsync(
            await browser.OpenAsync($"/staff/units/{world.Office.Code}/paper/new"), ("FirstDay", firstDay), ("LastDay", "2026-11-18"), ("Sheets", $"{sheets}"), ("Total", $"{total}"));
        HtmlAssert.Status(HttpStatusCode.Redirect, page);
        return page.Header("Location")[..^"/entry".Length];
    }

    private Task<int> SheetsAsync(Unit unit) =>
        app.WithContextAsync(context => context.PaperSheets.CountAsync(sheet => context.PaperBatches.Any(batch => batch.Id == sheet.BatchId && batch.UnitId == unit.Id)));

    private Task<List<string>> AnswersAsync(Unit unit) => app.WithContextAsync(context => context.PaperSheets
        .Where(sheet => context.PaperBatches.Any(batch => batch.Id == sheet.BatchId && batch.UnitId == unit.Id)).OrderBy(sheet => sheet.Position).Select(sheet => sheet.Answers).ToListAsync());

    private async Task<(StaffWorld World, HttpClient Typist)> OpenWorldAsync(PublicVoice.Web.Questionnaires.QuestionnaireVersion? version = null)
    {
        var world = await StaffWorld.CreateAsync(app);
        if (version is not null)
        {
            await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.QuestionnaireId, version.QuestionnaireId)));
        }

        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office)));
    }
}

internal static class Handlers
{
    /// <summary>Presses a button of the page's form that has a handler of its own.</summary>
    public static async Task<HtmlPage> SendHandlerAsync(this HttpClient browser, HtmlPage page, string handler, params (string Name, string? Value)[] changes)
    {
        var button = page.One($"main button[formaction*='handler={handler}']");
        button.Closest("form")!.SetAttribute("action", button.GetAttribute("formaction")!);
        return await browser.SendAsync(page, changes);
    }
}
