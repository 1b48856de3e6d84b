using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public sealed class ResponseFilePagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Import_ExportOfGoogleForms_IsGivenMeaningPreviewedAndCountedOnce()
    {
        var (world, browser) = await OpenWorldAsync();
        var service = await data.CreateServiceAsync(world.Office, name: "Izin Usaha");
        var file = await FormsAsync(
            "2025/01/31 10:12:33 AM GMT+7,Laki-laki,35,SMA/SLTA,Wiraswasta,Izin Usaha,{4},\"Antrean, lama\",a@b.example",
            "2025/02/01 9:00:00 PM GMT+7,Perempuan,41,S1,PNS,izin usaha,{3},,c@d.example",
            "2025/02/01 9:00:00 PM GMT+7,Perempuan,41,S1,PNS,izin usaha,{3},,c@d.example");
        var columns = await browser.FollowAsync(await UploadAsync(browser, world, file, "..\\C:\\fakepath\\Jawaban Jan.csv"));
        Assert.Contains("Jawaban Jan.csv", columns.One("main > p strong").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("fakepath", columns.Source, StringComparison.Ordinal);
        Assert.Equal(["submitted_on", "sex", "age_band", "education", "occupation", "service"], columns.Document.QuerySelectorAll("#kolom .column select").Take(6).Select(select => ((IHtmlSelectElement)select).Value!));
        Assert.Contains("Sangat sesuai → 4", columns.Text, StringComparison.Ordinal);

        // The column that nothing fits is left out only when somebody says so.
        HtmlAssert.HasError(await browser.SendAsync(columns), "c16", "Kolom “Email Address”: pilih artinya, atau “jangan diimpor”");
        var preview = await DoneAsync(browser, await browser.SendAsync(columns, ("c16", "-")));
        Assert.Equal(["3", "0", "0", "0", "83,33 (n = 3)"], preview.Document.QuerySelectorAll("dd").Select(value => value.TextContent));
        Assert.Equal(["Januari 20251", "Februari 20252"], preview.Document.QuerySelectorAll("tbody tr").Select(row => row.TextContent));
        Assert.Equal(0, await CountAsync(world));

        var confirmed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.SendAsync(preview)));
        Assert.All(confirmed, page => Assert.Equal(HttpStatusCode.Redirect, page.Status));
        var done = await DoneAsync(browser, confirmed[0]);
        Assert.Equal("Berkas diimpor", done.One("h1").TextContent);
        var back = await browser.FollowAsync(await browser.SendHandlerAsync(columns, "Delete")); // by the back button
        Assert.Equal("Berkas diimpor", back.One("h1").TextContent);
        Assert.DoesNotContain("Berkas dihapus", back.Text, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.Redirect, await PostAsync(browser, columns.Address.AbsolutePath + "?handler=Sheet", [.. columns.Fields().Select(field => (field.Key, field.Value))]));
        var stored = await app.WithContextAsync(context => context.SurveyResponses.AsNoTracking().Where(row => row.UnitId == world.Office.Id).OrderBy(row => row.SubmittedOn).ToListAsync());
        Assert.Equal(["444444444", "333333333", "333333333"], stored.Select(row => row.Answers));
        Assert.All(stored, row => Assert.Equal((service.Id, Channel.Self, Assurance.None), (row.ServiceId!.Value, row.Channel, row.Assurance)));
        Assert.Equal((new DateTime(2025, 1, 31, 3, 12, 33, DateTimeKind.Utc), "0224"), (stored[0].SubmittedOn, stored[0].Profile));

        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.UnitPath == world.Office.Path && entry.Action == "responses.imported"));
        Assert.Equal("UnitOfficer", entry.Role);
        Assert.Contains("\"file\":\"Jawaban Jan.csv\"", entry.After, StringComparison.Ordinal);
        Assert.Contains("\"added\":3", entry.After, StringComparison.Ordinal);
        Assert.Equal((0, 1), await app.WithContextAsync(async context => (
            await context.ResponseUploadContents.CountAsync(content => context.ResponseUploads.Any(upload => upload.Id == content.ResponseUploadId && upload.UnitId == world.Office.Id)),
            await context.ResponseUploads.CountAsync(upload => upload.UnitId == world.Office.Id && upload.Scan == null && upload.Outcome == null))));

        // The next file with these columns: their meaning is known, and what is stored is not counted again.
        var again = await browser.FollowAsync(await UploadAsync(browser, world, file, "Jawaban lagi.csv"));
        Assert.Contains("diambil dari berkas terakhir", again.Text, StringComparison.Ordinal);
        var nothing = await DoneAsync(browser, await browser.SendAsync(again));
        Assert.Equal(["0", "3"], nothing.Document.QuerySelectorAll("dd").Take(2).Select(value => value.TextContent));
        Assert.Contains("Tidak ada baris baru untuk diimpor.", nothing.Text, StringComparison.Ordinal);
        Assert.Empty(nothing.Document.QuerySelectorAll("button.primary"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(nothing));

        // The same file with other meanings would count its answers twice: only when somebody insists.
        var changed = await DoneAsync(browser, await browser.SendAsync(await browser.OpenAsync(nothing.Address.AbsolutePath + "/columns"), ("c15", "-")));
        Assert.Contains("Berkas yang persis sama sudah diimpor", changed.Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(changed), "Again", "Berkas ini sudah pernah diimpor; setujui bila memang harus dihitung lagi");
        Assert.Equal(3, await CountAsync(world));
    }

    [Fact]
    public async Task Import_SpreadsheetWithUnknownTextsAndBadRows_AsksAboutBoth()
    {
        var (world, browser) = await OpenWorldAsync(await data.CreateQuestionnaireVersionAsync());
        var book = Workbook.Of(["judul"]);
        var cover = await browser.FollowAsync(await UploadAsync(browser, world, book, "isian.xlsx"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, cover);
        Assert.Contains("tidak punya baris", cover.One(".errors").TextContent, StringComparison.Ordinal);

        var two = Workbook.Of(
            [("Sampul", "", [["judul"], ["isi"]]), ("Isian", "", [
                ["Tanggal", "Cepatkah?", "Tepat waktu?", "Murahkah?"],
                [new DateOnly(2025, 3, 4), "Lumayan", "Ya", "TB"],
                [new DateTime(2025, 3, 4, 10, 30, 0, DateTimeKind.Unspecified), "Cepat", 4, "Murah"],
                [new DateOnly(2027, 3, 4), "Cepat", "Ya", "Murah"],
                ["bulan lalu", 1, "Ya", "Mahal"]])]);
        var first = await browser.FollowAsync(await UploadAsync(browser, world, two, "isian.xlsx"));
        var token = ("__RequestVerificationToken", ((IHtmlInputElement)first.One("#kolom input[name=__RequestVerificationToken]")).Value);
        var columns = await browser.FollowAsync(await PostAsync(browser, first.Address.AbsolutePath + "?handler=Sheet", token, ("Sheet", "Isian")));
        Assert.Equal(["submitted_on", "WAKTU.1", "WAKTU.2", "BIAYA"], columns.Document.QuerySelectorAll("#kolom .column select").Select(select => ((IHtmlSelectElement)select).Value!));

        var form = (IHtmlFormElement)columns.One("#kolom");
        var fields = columns.Fields(form).Select(field => (field.Key, field.Value)).ToArray();
        HtmlAssert.HasError(await PostAsync(browser, columns.Address.AbsolutePath, fields), "v1-0", "“Lumayan”: pilih nilainya");
        fields = [.. fields.Where(field => field.Key != "v1-0"), ("v1-0", "1")];
        var preview = await DoneAsync(browser, await PostAsync(browser, columns.Address.AbsolutePath, fields));
        Assert.Equal(["2", "0", "2"], preview.Document.QuerySelectorAll("dd").Take(3).Select(value => value.TextContent));
        Assert.Equal(
            ["Baris 4: tanggal (submitted_on) \"2027-03-04\" belum terjadi.", "Baris 5: tanggal (submitted_on) \"bulan lalu\" bukan tanggal seperti 2026-03-15 atau waktu seperti 2026-03-15T09:30 atau 2026-03-15T09:30:00+07:00."],
            preview.Document.QuerySelectorAll(".log li").Select(row => row.TextContent));
        Assert.Contains("Row 4: submitted_on", (await browser.OpenAsync(preview.Address.AbsolutePath + "?lang=en")).Text, StringComparison.Ordinal);
        Assert.Contains("Baris 4: ", await browser.GetStringAsync(preview.Address.AbsolutePath + "?handler=Reasons&lang=id"), StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(preview), "SkipInvalid", "Setujui bahwa baris yang salah dilewati, atau betulkan berkasnya");
        Assert.Equal(0, await CountAsync(world));

        // Another sheet can still be chosen.
        var sheet = await browser.FollowAsync(await PostAsync(browser, columns.Address.AbsolutePath + "?handler=Sheet", token, ("Sheet", "Sampul")));
        Assert.Equal("judul", sheet.One("#kolom .column label").TextContent);
        await PostAsync(browser, columns.Address.AbsolutePath + "?handler=Sheet", token, ("Sheet", "Isian"));
        preview = await DoneAsync(browser, await PostAsync(browser, columns.Address.AbsolutePath, fields));

        await DoneAsync(browser, await browser.SendAsync(preview, ("SkipInvalid", "true")));
        Assert.Equal(["14-", "444"], await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == world.Office.Id).OrderBy(row => row.Answers).Select(row => row.Answers).ToListAsync()));
    }

    [Fact]
    public async Task Import_ColumnsOfExtraQuestions_AreFoundGivenMeaningAndStored()
    {
        var (world, browser) = await OpenWorldAsync();
        await ExtraAsync(world.Office, "info", new() { Kind = ExtraQuestionKind.Multiple, Text = new("Dari mana Anda tahu?", "How did you know?"), Required = false, ScaleMax = 0, Options = [new("Teman, keluarga", "Friends, family"), new("Koran", "Paper"), new("Spanduk", "Banner")] });
        await ExtraAsync(world.Office, "antre", new() { Kind = ExtraQuestionKind.Scale, Text = new("Antrean?", "Queue?"), Required = false, ScaleMax = 5, Options = [new("lama", "long"), new("cepat", "quick")] });
        await ExtraAsync(world.Office, "usul", new() { Kind = ExtraQuestionKind.Text, Text = new("Usul Anda?", "Your idea?"), Required = false, ScaleMax = 0, Options = [] });
        var file = "Tanggal,WAKTU,Dari mana Anda tahu?,Antrean?,Usul Anda?\n2025-03-04,3,\"Teman, keluarga, Spanduk\",5,Kursi\n2025-03-05,4,\"Radio, Koran\",3,\n2025-03-06,4,,,\n"u8.ToArray();
        var columns = await browser.FollowAsync(await UploadAsync(browser, world, file, "isian.csv"));
        Assert.Equal([$"extra.{world.Office.Code}.info", $"extra.{world.Office.Code}.antre", $"extra.{world.Office.Code}.usul"], columns.Document.QuerySelectorAll("#kolom .column select").Skip(2).Select(select => ((IHtmlSelectElement)select).Value!));
        Assert.Contains("“Radio”", columns.Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(columns), "v2-2", "“Radio”: pilih nilainya");
        HtmlAssert.HasError(await browser.SendAsync(columns, ("v2-2", "4")), "v2-2", "“Radio”: pilih nilainya");
        var preview = await DoneAsync(browser, await browser.SendAsync(columns, ("v2-2", "1")));
        Assert.Equal(["3", "0", "0"], preview.Document.QuerySelectorAll("dd").Take(3).Select(value => value.TextContent));
        await DoneAsync(browser, await browser.SendAsync(preview));
        var stored = await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == world.Office.Id)
            .Join(context.ExtraAnswers, row => row.Id, answer => answer.SurveyResponseId, (row, answer) => new { row.LocalDay, answer.ExtraQuestionVersionId, answer.Chosen, answer.Text })
            .OrderBy(row => row.LocalDay).ThenBy(row => row.ExtraQuestionVersionId).ToListAsync());
        Assert.Equal([(4, 5, null), (4, 16, null), (4, 0, "Kursi"), (5, 3, null), (5, 4, null)], stored.Select(row => (row.LocalDay.Day, row.Chosen, row.Text)));
    }

    [Theory]
    [InlineData("", "Self", "Upload", "Pilih berkas CSV atau XLSX, paling besar 32 MB")]
    [InlineData("a,b\n1,2\n", "Semua", "Way", "Pilih cara jawaban dikumpulkan")]
    [InlineData("PK\u0003\u0004", "Self", "Upload", "Berkas ini tidak dapat dibaca sebagai spreadsheet XLSX, rusak, atau terlalu besar setelah dibuka. Simpan lagi dari spreadsheet sebagai XLSX atau \"CSV UTF-8\".")]
    [InlineData("a,b\n", "Self", "Upload", "Berkas ini tidak punya baris di bawah kepala tabel.")]
    public async Task Upload_WrongFile_SaysWhatToDoAndKeepsNothing(string content, string way, string field, string message)
    {
        var (world, browser) = await OpenWorldAsync();
        HtmlAssert.HasError(await UploadAsync(browser, world, Encoding.UTF8.GetBytes(content), "x.csv", way), field, message);
        Assert.Equal(0, await app.WithContextAsync(context => context.ResponseUploads.CountAsync(upload => upload.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task Columns_WithoutDateOrAnswersOrTwiceTheSame_AreRefused()
    {
        var (world, browser) = await OpenWorldAsync();
        var columns = await browser.FollowAsync(await UploadAsync(browser, world, "x,y,z\n<canary>,1,2\n"u8.ToArray(), "<canary>.csv"));
        HtmlAssert.HasNoMarkupOf(columns, "<canary>");
        var refused = await browser.SendAsync(columns, ("c0", "-"), ("c1", "WAKTU"), ("c2", "WAKTU"));
        HtmlAssert.HasError(refused, "c2", "Kolom “z”: arti ini sudah dipakai kolom lain");
        Assert.Contains("Pilih kolom yang berisi tanggal pengisian.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Pilih sedikitnya satu kolom yang berisi jawaban.", (await browser.SendAsync(columns, ("c0", "-"), ("c1", "submitted_on"), ("c2", "-"))).Text, StringComparison.Ordinal);
        Assert.Contains("pilih artinya", (await browser.SendAsync(columns, ("c0", "assurance"), ("c1", "submitted_on"), ("c2", "WAKTU"))).Text, StringComparison.Ordinal); // nobody can claim that visits were proved

        // A file without a good row goes back to its columns, with the reasons.
        var back = await DoneAsync(browser, await browser.SendAsync(columns, ("c0", "-"), ("c1", "WAKTU"), ("c2", "submitted_on")));
        Assert.Equal("Pratinjau impor", back.One("h1").TextContent);
        Assert.Equal(["0", "0", "1"], back.Document.QuerySelectorAll("dd").Take(3).Select(value => value.TextContent));
        await browser.SendHandlerAsync(await browser.OpenAsync(back.Address.AbsolutePath + "/columns"), "Delete");
        HtmlAssert.Status(HttpStatusCode.NotFound, await browser.OpenAsync(back.Address.AbsolutePath));
    }

    [Fact]
    public async Task Upload_OfAnotherPersonOrUnit_IsNotFoundBeforeItIsImported()
    {
        var (world, browser) = await OpenWorldAsync();
        var branch = await data.CreateUnitAsync(parent: world.Office);
        var page = await browser.FollowAsync(await UploadAsync(browser, world, "x,y\n1,2\n"u8.ToArray(), "x.csv"));
        var path = page.Address.AbsolutePath[..^"/columns".Length];
        using var colleague = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, world.City));
        foreach (var address in new[] { path, path + "/columns" })
        {
            HtmlAssert.Status(HttpStatusCode.NotFound, await colleague.OpenAsync(address));
            HtmlAssert.Status(HttpStatusCode.NotFound, await browser.OpenAsync(address.Replace(world.Office.Code, branch.Code, StringComparison.Ordinal)));
        }

        Assert.DoesNotContain("x.csv", (await colleague.OpenAsync($"/staff/units/{world.Office.Code}/import")).Text, StringComparison.Ordinal);

        // Nobody comes back to it: a day later it is gone.
        app.Clock.UtcNow += ResponseUpload.KeptFor + TimeSpan.FromHours(1);
        app.Services.GetRequiredService<ResponseImportRunner>().Wake();
        while (await app.WithContextAsync(context => context.ResponseUploads.AnyAsync(upload => upload.UnitId == world.Office.Id)))
        {
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task Import_LongFile_IsTakenWhole()
    {
        var (world, browser) = await OpenWorldAsync();
        var rows = Enumerable.Range(0, 5000).Select(row => $"2025-03-{(row % 28) + 1:00},{(row % 4) + 1},{((row / 4) % 4) + 1},saran nomor {row}");
        var columns = await browser.FollowAsync(await UploadAsync(browser, world, Encoding.UTF8.GetBytes($"submitted_on,WAKTU,BIAYA,comment\n{string.Join('\n', rows)}\n"), "panjang.csv"));
        var preview = await DoneAsync(browser, await browser.SendAsync(columns));
        Assert.Equal("5.000", preview.Document.QuerySelectorAll("dd")[0].TextContent);
        await DoneAsync(browser, await browser.SendAsync(preview));
        Assert.Equal(5000, await CountAsync(world));
    }

    private async Task<byte[]> FormsAsync(params string[] rows)
    {
        var standard = await app.InScopeAsync(async services => (await services.GetRequiredService<QuestionnaireVersions>().NewestAsync(QuestionnaireVersions.StandardCode, default))!.Definition);
        string Answers(int score) => string.Join(',', standard.Questions.Select(question => question.Options.First(option => option.Score == score).Label.Indonesian));
        var header = "Timestamp,Jenis Kelamin,Usia,Pendidikan,Pekerjaan,Layanan," + string.Join(',', standard.Questions.Select(question => $"\"{question.Text.Indonesian}\"")) + ",Saran,Email Address";
        return Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(row => row.Replace("{4}", Answers(4), StringComparison.Ordinal).Replace("{3}", Answers(3), StringComparison.Ordinal)).Prepend(header)));
    }

    private static async Task<HtmlPage> UploadAsync(HttpClient browser, StaffWorld world, byte[] content, string name, string way = "Self")
    {
        var address = $"/staff/units/{world.Office.Code}/import";
        var page = await browser.OpenAsync(address);
        using var form = new MultipartFormDataContent();
        using var token = new StringContent(((IHtmlInputElement)page.One("main input[name=__RequestVerificationToken]")).Value);
        using var chosen = new StringContent(way);
        using var file = new ByteArrayContent(content);
        form.Add(token, "__RequestVerificationToken");
        form.Add(chosen, "Way");
        form.Add(file, "Upload", name);
        return await browser.PostFormAsync(address, form);
    }

    private static async Task<HtmlPage> PostAsync(HttpClient browser, string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        return await browser.PostFormAsync(address, content);
    }

    /// <summary>Follows a page that reloads itself until the work is done.</summary>
    private static async Task<HtmlPage> DoneAsync(HttpClient browser, HtmlPage page)
    {
        HtmlAssert.Status(HttpStatusCode.Redirect, page);
        page = await browser.FollowAsync(page);
        while (page.Document.QuerySelector("meta[http-equiv=refresh]") is not null)
        {
            await Task.Delay(20);
            page = await browser.FollowAsync(await browser.OpenAsync(page.Address.PathAndQuery));
        }

        return page;
    }

    private Task<int> CountAsync(StaffWorld world) => app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == world.Office.Id));

    private async Task ExtraAsync(Unit unit, string code, ExtraQuestionContent content) => Assert.Equal(ExtraQuestionOutcome.Saved, await app.InScopeAsync(services =>
        services.GetRequiredService<ExtraQuestionAdministration>().SaveAsync(unit, code, null, false, content, CancellationToken.None)));

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync(QuestionnaireVersion? version = null)
    {
        var world = await StaffWorld.CreateAsync(app);
        if (version is not null)
        {
            await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.QuestionnaireId, version.QuestionnaireId)));
        }

        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office)));
    }
}
