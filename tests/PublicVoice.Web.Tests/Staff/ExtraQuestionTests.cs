using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public class ExtraQuestionTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static IEnumerable<(string Name, string? Value)> Nine(HtmlPage page) =>
        page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));

    [Fact]
    public async Task Question_OfEachKind_IsAskedStoredAndShownToStaff_AndNeverInTheIndex()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.City, "info", ("Form.Kind", "Multiple"), ("Form.WithUnitsBelow", "true"), ("Form.Options[0].Id", "Teman"), ("Form.Options[1].Id", "Media <b>sosial</b>"), ("Form.Options[2].Id", "Spanduk"));
        await AddAsync(browser, world.Office, "parkir", ("Form.Kind", "Single"), ("Form.Options[0].Id", "Mudah"), ("Form.Options[1].Id", "Sulit"));
        await AddAsync(browser, world.Office, "antre", ("Form.Kind", "Scale"), ("Form.ScaleMax", "5"), ("Form.Low.Id", "lama"), ("Form.High.Id", "cepat"));
        await AddAsync(browser, world.Office, "usul", ("Form.Kind", "Text"));
        using var citizen = app.NewBrowser();
        var form = await OpenAsync(citizen, world.Office);
        var extras = form.Document.QuerySelectorAll("fieldset.extra").ToList();
        Assert.Equal(["info?", "parkir?", "antre?", "usul?"], extras.Select(extra => extra.QuerySelector("legend")!.TextContent.Split(' ')[0]));
        HtmlAssert.HasNoMarkupOf(form, "<b>sosial</b>");
        Assert.Equal("1 (lama)", extras[2].QuerySelector("label")!.TextContent.Trim());
        var fields = extras.Select(extra => extra.QuerySelector("input, textarea")!.GetAttribute("name")!).ToList();
        var sent = form.Fields().Where(field => !field.Key.StartsWith("q.", StringComparison.Ordinal) && !field.Key.StartsWith("x.", StringComparison.Ordinal)).ToList();
        sent.AddRange(Nine(form).Select(answer => new KeyValuePair<string, string>(answer.Name, answer.Value!)));
        sent.AddRange([new(fields[0], "1"), new(fields[0], "3"), new(fields[1], "2"), new(fields[2], "5"), new(fields[3], "Hubungi saya di 081234567890")]);
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.PostAsync(form, sent)).Status);

        Assert.Equal([(5, null), (2, null), (16, null), (0, "Hubungi saya di 081234567890")], (await AnswersAsync(world.Office)).Select(answer => (answer.Chosen, answer.Text)));
        var results = await browser.OpenAsync($"/staff/units/{world.City.Code}/extra-questions/results");
        Assert.Equal("1", Assert.Single(results.Document.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("Sulit", StringComparison.Ordinal)).QuerySelector("td")!.TextContent);
        Assert.DoesNotContain("081234567890", results.Text, StringComparison.Ordinal);
        HtmlAssert.HasNoMarkupOf(results, "<b>sosial</b>");
        var report = Encoding.UTF8.GetString(await app.InScopeAsync(services => services.GetRequiredService<EvaluationReports>().RenderAsync(
            world.Office, new DateOnly(2026, 11, 1), new ReportForm(ReportFormat.Csv, Language.Indonesian, true, null), CancellationToken.None)));
        Assert.Contains("pertanyaan tambahan", report, StringComparison.Ordinal);
        Assert.Contains($"{world.Office.Code}.usul/1", report, StringComparison.Ordinal);
        Assert.DoesNotContain("081234567890", report, StringComparison.Ordinal);
        Assert.Contains("IKM", (await browser.OpenAsync("/metode")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("parkir", (await citizen.OpenAsync($"/hasil/{world.Office.Code}")).Source, StringComparison.Ordinal);
        Assert.Empty((await OpenAsync(citizen, world.OtherOffice)).Document.QuerySelectorAll("fieldset.extra"));
    }

    [Fact]
    public async Task Post_WithoutExtraAnswers_IsTaken_AndARequiredOneAsksForIt()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "parkir", ("Form.Kind", "Single"), ("Form.Options[0].Id", "Mudah"), ("Form.Options[1].Id", "Sulit"));
        using var citizen = app.NewBrowser();
        var form = await OpenAsync(citizen, world.Office);
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.SendAsync(form, Nine(form))).Status);
        Assert.Empty(await AnswersAsync(world.Office));

        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/parkir"), ("Form.Required", "true"));
        form = await OpenAsync(citizen, world.Office);
        var name = form.One("fieldset.extra input[value='1']").GetAttribute("name")!;
        var missing = await citizen.SendAsync(form, Nine(form));
        HtmlAssert.Status(HttpStatusCode.BadRequest, missing);
        Assert.Equal("parkir?: Pilih jawaban.", missing.One(".errors a").TextContent);
        Assert.Equal(HttpStatusCode.BadRequest, (await citizen.SendAsync(form, [.. Nine(form), (name, "3")])).Status); // never offered
        Assert.Equal(HttpStatusCode.BadRequest, (await citizen.SendAsync(form, [.. Nine(form), (name, "1"), ("x.999999", "1")])).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.SendAsync(form, [.. Nine(form), (name, "1")])).Status);
        Assert.Equal(2, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(response => response.UnitId == world.Office.Id)));
    }

    [Fact]
    public async Task Change_OfWords_IsAnotherVersion_AndAFormThatWasOpenKeepsItsOwn()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "parkir", ("Form.Kind", "Single"), ("Form.Options[0].Id", "Mudah"), ("Form.Options[1].Id", "Sulit"));
        using var citizen = app.NewBrowser();
        var old = await OpenAsync(citizen, world.Office);
        var edit = await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/parkir");
        await browser.SendAsync(edit, ("Form.Options[1].Id", "Tidak ada tempat"));
        var late = await browser.SendAsync(edit, ("Form.Options[1].Id", "Lain"));
        Assert.Contains("baru saja diubah orang lain", late.Text, StringComparison.Ordinal);
        await OpenAsync(citizen, world.Office); // what was remembered is forgotten
        var sent = await citizen.SendAsync(old, [.. Nine(old), (old.One("fieldset.extra input[value='2']").GetAttribute("name")!, "2")]);
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        var results = await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/results");
        Assert.Contains("versi 1; n = 1", results.Text, StringComparison.Ordinal);
        Assert.Contains("Sulit", results.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tidak ada tempat", results.Text, StringComparison.Ordinal);

        var retire = await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/parkir");
        using var fields = new FormUrlEncodedContent(retire.Fields());
        await browser.PostAsync(new Uri($"/staff/units/{world.Office.Code}/extra-questions/parkir?handler=Retire", UriKind.Relative), fields);
        Assert.Empty((await OpenAsync(citizen, world.Office)).Document.QuerySelectorAll("fieldset.extra"));
        Assert.Equal(
            ["extra-question.added", "extra-question.changed", "extra-question.retired"],
            await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task New_WrongFields_SayWhatToDo()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "ada", ("Form.Kind", "Text"));
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/new");
        Assert.Equal("5", form.One("select[name='Form.ScaleMax'] option[selected]").GetAttribute("value"));
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "b"), ("Form.Text.Id", "A?"), ("Form.Kind", "Scale"), ("Form.Low.Id", "a"), ("Form.High.Id", "b"), ("Form.ScaleMax", "11")), "Form.ScaleMax", "Pilih skala");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "b"), ("Form.Text.Id", new string('é', 10_000)), ("Form.Kind", "Text")), "Form.Text.Id", "Paling banyak 300 karakter yang dapat dicetak");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "ada"), ("Form.Text.Id", "A?"), ("Form.Kind", "Text")), "Form.Code", "Kode ini sudah dipakai");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "results"), ("Form.Text.Id", "A?"), ("Form.Kind", "Text")), "Form.Code", "Pilih kode lain");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "b"), ("Form.Text.Id", ""), ("Form.Kind", "Text")), "Form.Text.Id", "Isi teks bahasa Indonesia");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "b"), ("Form.Text.Id", "A?"), ("Form.Kind", "Single"), ("Form.Options[0].Id", "Satu")), "Form.Options[0].Id", "Isi sedikitnya dua pilihan");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Form.Code", "b"), ("Form.Text.Id", "A?"), ("Form.Kind", "Scale"), ("Form.Low.Id", "rendah")), "Form.High.Id", "Isi teks bahasa Indonesia");
        foreach (var code in new[] { "b", "c", "d", "e" })
        {
            await AddAsync(browser, world.Office, code, ("Form.Kind", "Text"));
        }

        Assert.Contains("Paling banyak 5 pertanyaan tambahan", (await browser.SendAsync(form, ("Form.Code", "f"), ("Form.Text.Id", "A?"), ("Form.Kind", "Text"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_ReadsBack_WithTheExtraAnswers()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "info", ("Form.Kind", "Multiple"), ("Form.Options[0].Id", "Teman"), ("Form.Options[1].Id", "Spanduk"));
        await AddAsync(browser, world.Office, "usul", ("Form.Kind", "Text"));
        using var citizen = app.NewBrowser();
        var form = await OpenAsync(citizen, world.Office);
        var (info, usul) = (form.One("fieldset.extra input[value='1']").GetAttribute("name")!, form.One("fieldset.extra textarea").GetAttribute("name")!);
        await citizen.SendAsync(form, [.. Nine(form), (info, "2"), (usul, "=1+1")]);
        using var stream = new MemoryStream();
        var (from, to) = (new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1));
        await app.InScopeAsync(services => services.GetRequiredService<ResponseExport>().WriteAsync(world.Office, from, to, stream, CancellationToken.None));
        var csv = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains($"extra.{world.Office.Code}.info/1", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=1+1", csv, StringComparison.Ordinal);

        await app.WithContextAsync(context => context.SurveyResponses.Where(response => response.UnitId == world.Office.Id).ExecuteDeleteAsync());
        Assert.Empty(await AnswersAsync(world.Office)); // gone with their response
        await app.InScopeAsync(services => services.GetRequiredService<ResponseImport>().RunAsync(Request(world.Office, csv), CancellationToken.None));
        Assert.Equal([(2, null), (0, "=1+1")], (await AnswersAsync(world.Office)).Select(answer => (answer.Chosen, answer.Text)));
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => app.InScopeAsync(services => services.GetRequiredService<ResponseImport>().RunAsync(
            Request(world.Office, $"submitted_on,WAKTU,extra.{world.Office.Code}.info\n2026-11-01,3,7\n"), CancellationToken.None)));
        Assert.Contains("must be numbers from 1 to 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_SentTwice_IsOneQuestion_AndIsShownAsCitizensSeeIt()
    {
        var (world, browser) = await OpenWorldAsync();
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/new");
        (string, string?)[] fields = [("Form.Code", "parkir"), ("Form.Text.Id", "Parkir?"), ("Form.Kind", "Single"), ("Form.Options[0].Id", "Mudah"), ("Form.Options[1].Id", "Sulit")];
        await browser.SendAsync(form, fields);
        var list = await browser.FollowAsync(await browser.SendAsync(form, fields));
        Assert.Equal(["Mudah", "Sulit", "Tidak menjawab"], list.Document.QuerySelectorAll(".preview label").Select(label => label.TextContent.Trim()));
        Assert.Contains("tablet loket, dan kuesioner kertas", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tablet_AsksChoicesAndScales_AndNeverRefusesARatingForThem()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.City, "info", ("Form.Kind", "Multiple"), ("Form.WithUnitsBelow", "true"), ("Form.Options[0].Id", "Teman"), ("Form.Options[1].Id", "Koran"), ("Form.Options[2].Id", "Spanduk"));
        await AddAsync(browser, world.Office, "antre", ("Form.Kind", "Scale"), ("Form.Required", "true"), ("Form.Low.Id", "lama"), ("Form.High.Id", "cepat"));
        await AddAsync(browser, world.Office, "usul", ("Form.Kind", "Text"), ("Form.Required", "true"));
        using var tablet = await Kiosks.Tablet.PairAsync(app, world.Office);
        Assert.Equal([("info?", 3, true, false), ("antre?", 5, false, true)], tablet.Questionnaire.Extras.Select(extra => (extra.Text.Id, extra.Options.Count, extra.Several, extra.Required)));
        var (info, antre) = (tablet.Questionnaire.Extras[0].Name, tablet.Questionnaire.Extras[1].Name);
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.City.Code}/extra-questions/info"), ("Form.WithUnitsBelow", null)); // while the tablet had no network
        SealedAnswer Answer(params (string Name, string Value)[] extras) => tablet.Answer(change: content =>
        {
            foreach (var (name, value) in extras)
            {
                content["fields"]!.AsArray().Add(new JsonArray(name, value));
            }
        });
        Assert.Equal(["stored", "stored", "not-offered"], await tablet.DeliverAsync(Answer((info, "1"), (info, "3"), (antre, "5")), Answer(("x.999999", "1")), Answer((antre, "6"))));
        Assert.Equal([5, 16], (await AnswersAsync(world.Office)).Select(answer => answer.Chosen));
    }

    [Fact]
    public async Task Paper_PrintsChoicesAndScales_AndKeepsWhatTwoPersonsRead()
    {
        var (world, browser) = await OpenWorldAsync();
        await AddAsync(browser, world.Office, "info", ("Form.Kind", "Multiple"), ("Form.Options[0].Id", "Teman"), ("Form.Options[1].Id", "Koran"), ("Form.Options[2].Id", "Spanduk"));
        await AddAsync(browser, world.Office, "antre", ("Form.Kind", "Scale"), ("Form.ScaleMax", "10"), ("Form.Low.Id", "lama"), ("Form.High.Id", "cepat"));
        await AddAsync(browser, world.Office, "usul", ("Form.Kind", "Text"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/info"), ("Form.Options[1].Id", "Media"));
        var make = await browser.OpenAsync($"/staff/units/{world.Office.Code}/paper/new");
        Assert.Equal(["info/2", "antre/1"], make.Document.QuerySelectorAll("label:has(input[name=Extras]:checked)").Select(label => label.TextContent.Trim().Split(':')[0].Split('.')[1]));
        var extras = make.Document.QuerySelectorAll("input[name=Extras]").Select(input => new KeyValuePair<string, string>("Extras", input.GetAttribute("value")!)).ToList();
        var fields = make.Fields().Where(field => field.Key is not ("Extras" or "FirstDay" or "Sheets" or "Total")).Concat([new("FirstDay", "2026-11-18"), new("Sheets", "1"), new("Total", "27")]).ToList();
        Assert.Contains("Pilih satu versi dari setiap pertanyaan tambahan", (await browser.PostAsync(make, fields.Concat(extras))).Text, StringComparison.Ordinal);
        var path = (await browser.PostAsync(make, fields.Concat(extras.Where((_, at) => at != 0)))).Header("Location")[..^"/entry".Length]; // sheets of the first wording

        var entry = await browser.OpenAsync(path + "/entry");
        var rows = entry.Document.QuerySelectorAll("#lembar .keyrow input[name^='x.']").ToList();
        Assert.Equal(["keys", "key"], rows.Select(row => row.ClassName));
        Assert.Contains("Koran", entry.Text, StringComparison.Ordinal);
        var (info, antre) = (rows[0].GetAttribute("name")!, rows[1].GetAttribute("name")!);
        IEnumerable<(string, string?)> Keys(HtmlPage page, string several, string scale) => PaperBatchPagesTests.Keys(page, "333333333").Concat([(info, several), (antre, scale)]);
        HtmlAssert.HasError(await browser.SendAsync(entry, Keys(entry, "14", "a")), info, "Ketik tanda semua kotak yang disilang (1 sampai 3), misalnya 12, atau 0 bila kosong");
        HtmlAssert.HasError(await browser.SendAsync(entry, Keys(entry, "", "12")), antre, "Tekan 1 sampai A, atau 0 bila kosong");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(entry, Keys(entry, "31", "a"))).Status);
        Assert.Equal("13", (await browser.OpenAsync(path + "/entry?sheet=1")).One($"#lembar [name='{info}']").GetAttribute("value"));

        await browser.SendHandlerAsync(await browser.OpenAsync(path), "Finish");
        using var checker = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var check = await checker.OpenAsync(path + "/check");
        await checker.SendAsync(check, Keys(check, "2 3", "A"));
        var differences = await checker.OpenAsync(path + "/differences");
        Assert.Equal(["Entri pertama: Teman; Spanduk", "Entri kedua: Koran; Spanduk"], differences.Document.QuerySelectorAll("fieldset label").Select(label => label.TextContent.Trim()));
        await checker.SendAsync(differences, ("Extra-0", "second"));
        await checker.SendHandlerAsync(await checker.OpenAsync(path), "Post");
        Assert.Equal([6, 512], (await AnswersAsync(world.Office)).Select(answer => answer.Chosen));
    }

    [Fact]
    public async Task Answers_AreReadByThoseWhoMay()
    {
        var (world, _) = await OpenWorldAsync();
        using var counter = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office));
        Assert.Equal(HttpStatusCode.OK, (await counter.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await counter.OpenAsync($"/staff/units/{world.Office.Code}/extra-questions/results")).Status);
    }

    private static ResponseImportRequest Request(Unit unit, string csv) => new() { Open = () => new MemoryStream(Encoding.UTF8.GetBytes(csv)), Unit = unit.Code };

    private Task<List<ExtraAnswer>> AnswersAsync(Unit unit) => app.WithContextAsync(context => context.SurveyResponses.Where(response => response.UnitId == unit.Id)
        .Join(context.ExtraAnswers, response => response.Id, answer => answer.SurveyResponseId, (_, answer) => answer).OrderBy(answer => answer.ExtraQuestionVersionId).AsNoTracking().ToListAsync());

    private async Task<HtmlPage> OpenAsync(HttpClient citizen, Unit unit)
    {
        await app.WithContextAsync(context => 0); // forgets places that are remembered
        return await citizen.OpenAsync($"/s/{unit.Code}/umum");
    }

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }

    private static async Task AddAsync(HttpClient browser, Unit unit, string code, params (string, string?)[] fields)
    {
        var form = await browser.OpenAsync($"/staff/units/{unit.Code}/extra-questions/new");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(form, [("Form.Code", code), ("Form.Text.Id", $"{code}?"), .. fields])).Status);
    }
}
