using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Tests.Staff;

public class QuestionnairePagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static int counter;

    [Fact]
    public async Task New_CopyOfTheStandard_IsADraftThatNoCitizenSeesUntilItIsPublishedAndChosen()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var list = await browser.OpenAsync("/staff/questionnaires");
        Assert.Contains(list.Document.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains(code, StringComparison.Ordinal) && row.TextContent.Contains("draf", StringComparison.Ordinal));
        Assert.DoesNotContain(code, (await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire")).Source, StringComparison.Ordinal);

        var published = await browser.FollowAsync(await browser.SendAsync(await browser.OpenAsync($"/staff/questionnaires/{code}/draft/publish")));
        Assert.Contains("Versi 1 terbit", published.Text, StringComparison.Ordinal);
        var choose = await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire");
        Assert.Contains("ya, tren berlanjut", choose.Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(choose, ("Code", "TIDAK-ADA")), "Code", "Pilih kuesioner dari daftar");
        await browser.SendAsync(choose, ("Code", code));
        Assert.Equal([code], await UsedByAsync(world.Office.Id));
        using var citizen = app.NewBrowser();
        Assert.Equal(9, (await citizen.OpenAsync($"/s/{world.Office.Code}/umum")).Document.QuerySelectorAll("fieldset.question").Length);
        Assert.Equal(
            ["questionnaire.created", "questionnaire.published", "unit.questionnaire-changed"],
            await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath.StartsWith(world.City.Path) && (entry.Action.StartsWith("questionnaire.") || entry.Action.StartsWith("unit.q")))
                .OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task New_WrongFields_SayWhatToDo()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var form = await browser.OpenAsync("/staff/questionnaires/new");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", code.ToLowerInvariant()), ("Unit", world.City.Code)), "Code", "Kode ini sudah dipakai");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", "new"), ("Unit", world.City.Code)), "Code", "Pilih kode lain");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", ""), ("Unit", world.City.Code)), "Code", "Isi kode");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", "K2"), ("Unit", world.OtherCity.Code)), "Unit", "Pilih unit");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", "K2"), ("Unit", world.City.Code), ("Source", "apa saja")), "Source", "Pilih kuesioner");
    }

    [Fact]
    public async Task Draft_EditedPageByPage_BecomesTheNextVersion()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await PublishedAsync(browser, world);
        var root = $"/staff/questionnaires/{code}";
        await browser.PressAsync(await browser.OpenAsync(root), "main form");
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft"), ("Name.Id", " Survei  <b>Disdik</b> "), ("Name.En", "Survey"), ("Grades[0].From", "88,31"));
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft/elements"), ("Elements[3].Code", "TARIF"), ("Button", "up.8"));
        var question = await browser.SendAsync(await browser.OpenAsync($"{root}/draft/questions/1"), ("Question.Text.Id", "Jelaskah?"), ("Question.Required", null), ("Question.NotApplicable", "true"), ("Button", "remove.3"));
        Assert.EndsWith("/draft/questions/1", question.Header("Location"), StringComparison.Ordinal);
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft/profile/1"), ("Field.Label.Id", "L/P"), ("Button", "add"));
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft/profile/1"), ("Field.Options[2].Code", "X"), ("Field.Options[2].Text.Id", "Lain"));

        using var citizen = app.NewBrowser();
        await SendNineAsync(citizen, await citizen.OpenAsync($"/s/{world.Office.Code}/umum"));
        var publish = await browser.OpenAsync($"{root}/draft/publish");
        Assert.Contains("Tidak. Versi 2 memulai seri angka baru", publish.Text, StringComparison.Ordinal);
        Assert.Contains("unsur baru: TARIF; unsur yang tidak ada lagi: BIAYA", publish.Text, StringComparison.Ordinal);
        Assert.Contains("1 unit aktif memakainya", publish.Text, StringComparison.Ordinal);
        HtmlAssert.HasNoMarkupOf(publish, "<b>Disdik</b>");
        await browser.SendAsync(publish);

        var stored = await NewestAsync(code);
        Assert.Equal(("Survei <b>Disdik</b>", 2, "TARIF", "Jelaskah?", false, true), (stored.Name.Indonesian, stored.Version, stored.Questions[3].ElementCode, stored.Questions[0].Text.Indonesian, stored.Questions[0].Required, stored.Questions[0].NotApplicable));
        Assert.Equal([1, 2, 3], stored.Questions[0].Options.Select(option => option.Score));
        Assert.Equal(["SARANA", "PENGADUAN"], stored.Elements.TakeLast(2).Select(element => element.Code));
        Assert.Equal(["L", "P", "X"], stored.Profile[0].Options.Select(option => option.Code));
        Assert.Contains("Jelaskah?", (await citizen.OpenAsync($"/s/{world.Office.Code}/umum")).Text, StringComparison.Ordinal);
        var entry = await app.WithContextAsync(context => context.AuditEntries.OrderBy(entry => entry.Id).FirstAsync(entry => entry.Subject == code && entry.Action == "questionnaire.draft-changed"));
        Assert.Contains("\"name (en)\":\"Survey\"", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("PROSEDUR", entry.After, StringComparison.Ordinal); // only what changed
    }

    [Fact]
    public async Task Draft_ChangedByTwo_NeverOverwritesSilently()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, name: "Budi"));
        var address = $"/staff/questionnaires/{code}/draft";
        var (first, late) = (await browser.OpenAsync(address), await second.OpenAsync(address));
        await browser.SendAsync(first, ("Name.Id", "Pertama"));
        var refused = await second.SendAsync(late, ("Name.Id", "Kedua"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, refused);
        Assert.Contains("Draf ini baru saja diubah oleh Siti Aminah", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Kedua\"", refused.Source, StringComparison.Ordinal);
        Assert.Equal("Pertama", (await DraftAsync(code)).Name.Id);
        Assert.Contains("Draf ini baru saja diubah", (await second.SendAsync(await second.OpenAsync($"{address}/publish"), ("Revision", "1"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await second.SendAsync(late, ("Name.Id", "Lagi"))).Status);
    }

    [Fact]
    public async Task Draft_PublishedMeanwhile_KeepsWhatWasTyped_AndIsNeverSavedIntoTheNext()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        using var second = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, name: "Budi"));
        var root = $"/staff/questionnaires/{code}";
        var (titles, question, publish) = (await second.OpenAsync($"{root}/draft"), await second.OpenAsync($"{root}/draft/questions/9"), await second.OpenAsync($"{root}/draft/publish"));
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft/publish"));
        foreach (var refused in new[] { await second.SendAsync(titles, ("Name.Id", "Ketikan Budi")), await second.SendAsync(question, ("Question.Text.Id", "Ketikan Budi")) })
        {
            HtmlAssert.Status(HttpStatusCode.BadRequest, refused);
            Assert.Contains("baru saja diterbitkan atau dibuang", refused.One(".errors").TextContent, StringComparison.Ordinal);
            Assert.Contains("Ketikan Budi", refused.Source, StringComparison.Ordinal);
        }

        var late = await second.FollowAsync(await second.SendAsync(publish)); // both pressed "publish"
        Assert.Contains("Draf itu tidak ada lagi", late.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Single((await browser.OpenAsync(root)).Document.QuerySelectorAll("tbody tr"));

        // The next draft has as many changes as the former had; its pages are other pages all the same.
        await browser.PressAsync(await browser.OpenAsync(root), "main form");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await second.SendAsync(titles, ("Name.Id", "Ketikan Budi")));
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft/questions"), ("Button", "remove.8"));
        var gone = await second.SendAsync(question, ("Question.Text.Id", "Ketikan Budi"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, gone);
        Assert.Contains("Ketikan Budi", gone.Source, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.NotFound, await second.OpenAsync($"{root}/draft/questions/9"));
        Assert.Equal(8, (await DraftAsync(code)).Questions.Count);
    }

    [Fact]
    public async Task Elements_AndQuestions_AreAddedMovedAndRemoved()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var root = $"/staff/questionnaires/{code}/draft";
        await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Button", "add"));
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Elements[9].Code", "waktu")), "Elements[9].Code", "Kode ini sudah dipakai di atas");
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Elements[0].Code", "")), "Elements[0].Code", "Isi kode: pertanyaannya melekat padanya");
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Elements[9].Name.Id", new string('é', 10_000))), "Elements[9].Name.Id", "Paling banyak 200 karakter yang dapat dicetak");
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Elements[9].Code", "a b")), "Elements[9].Code", "Pakai 1 sampai 40 huruf, angka, titik, tanda hubung, atau garis bawah, misalnya WAKTU");
        await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Elements[9].Code", "DIGITAL"), ("Elements[9].Name.Id", "Layanan digital"));
        var added = await browser.FollowAsync(await browser.SendAsync(await browser.OpenAsync($"{root}/questions"), ("Button", "add")));
        Assert.Equal("DIGITAL", added.One("select[name='Question.Element'] option[selected]").GetAttribute("value"));
        Assert.Contains("pertanyaan 10: teks bahasa Indonesia untuk \"text\" (\"id\") belum diisi.", (await browser.OpenAsync($"{root}/publish")).Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(added, ("Question.Options[1].Score", "1")), "Question.Options[1].Score", "Skor ini sudah dipakai di atas");
        Assert.EndsWith("/questions#entri-9", (await browser.SendAsync(await browser.OpenAsync($"{root}/questions"), ("Button", "up.9"))).Header("Location"), StringComparison.Ordinal);
        await browser.SendAsync(await browser.OpenAsync($"{root}/elements"), ("Button", "remove.0"));
        var draft = await DraftAsync(code);
        Assert.Equal(("PROSEDUR", 9), (draft.Elements[0].Code, draft.Elements.Count));
        Assert.Equal(["PROSEDUR", "WAKTU", "BIAYA", "PRODUK", "KOMPETENSI", "PERILAKU", "SARANA", "DIGITAL", "PENGADUAN"], draft.Questions.Select(item => item.Element));
    }

    [Fact]
    public async Task Import_ShowsTheChangesFirst_AndRefusesWhatCannotBeUsed()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var address = $"/staff/questionnaires/{code}/draft/import";
        var page = await browser.OpenAsync(address);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(page, ("Json", ""), ("Upload", null)));
        var wrong = await browser.SendAsync(page, ("Json", TestData.SmallQuestionnaire.Replace("\"max\": 4", "\"max\": 14", StringComparison.Ordinal)), ("Upload", null));
        Assert.Contains("Skala harus di antara 1 dan 9", wrong.Text, StringComparison.Ordinal);
        var unfit = await browser.SendAsync(page, ("Json", TestData.SmallQuestionnaire.Replace("Lambat", "Lam\\u0000bat", StringComparison.Ordinal).Replace("Cepatkah?", new string('c', 501), StringComparison.Ordinal)), ("Upload", null));
        Assert.Contains("Pertanyaan 1: paling banyak 500 karakter yang dapat dicetak", unfit.Text, StringComparison.Ordinal);
        Assert.Contains("Lam\\u{0000}bat", unfit.Text, StringComparison.Ordinal);
        var hostile = TestData.SmallQuestionnaire.Replace("Survei kecil", "<canary onerror=x>", StringComparison.Ordinal);
        var shown = await browser.SendAsync(page, ("Json", hostile), ("Upload", null));
        HtmlAssert.Status(HttpStatusCode.OK, shown);
        HtmlAssert.HasNoMarkupOf(shown, "<canary onerror=x>");
        Assert.Contains("Berkas ini menyebut kuesioner KECIL", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Unsur PERSYARATAN, nama, bahasa Indonesia Persyaratan (dihapus)", shown.Text, StringComparison.Ordinal);
        Assert.Equal(9, (await DraftAsync(code)).Questions.Count);

        using var use = new FormUrlEncodedContent(shown.Fields().Where(field => field.Key != "Upload"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync(new Uri(address + "?handler=Use", UriKind.Relative), use)).StatusCode);
        Assert.Equal(["WAKTU", "WAKTU", "BIAYA"], (await DraftAsync(code)).Questions.Select(question => question.Element));
        var file = await browser.GetAsync($"/staff/questionnaires/{code}?handler=DraftFile");
        Assert.Equal(code, JsonNode.Parse(await file.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task File_OfAVersion_ReadsBackAsTheSame()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await PublishedAsync(browser, world);
        var definition = QuestionnaireJson.Parse(await browser.GetStringAsync($"/staff/questionnaires/{code}?handler=File&number=1"));
        Assert.Empty(ContentChanges.Between(DraftContent.Of(await NewestAsync(code)), DraftContent.Of(definition)));
        Assert.Equal((await NewestAsync(QuestionnaireVersions.StandardCode)).PoolingKey, definition.PoolingKey);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/questionnaires/{code}?handler=File&number=9")).Status);
    }

    [Fact]
    public async Task File_OfADraftMadeOfAFile_KeepsTheCodesOfQuestions()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var address = $"/staff/questionnaires/{code}/draft";
        var json = TestData.SmallQuestionnaire.Replace("\"position\": 3,", "\"position\": 3, \"code\": \"U3\",", StringComparison.Ordinal);
        using var use = new FormUrlEncodedContent((await browser.SendAsync(await browser.OpenAsync(address + "/import"), ("Json", json), ("Upload", null))).Fields().Where(field => field.Key != "Upload"));
        await browser.PostAsync(new Uri(address + "/import?handler=Use", UriKind.Relative), use);
        await browser.SendAsync(await browser.OpenAsync(address + "/questions/3"), ("Question.Text.En", null), ("Question.Code", "X"));
        var publish = await browser.OpenAsync(address + "/publish");
        Assert.Contains("Murahkah?", publish.One("details ul[lang=id]").TextContent, StringComparison.Ordinal);
        await browser.SendAsync(publish);
        var stored = await NewestAsync(code);
        Assert.Equal(["WAKTU.1", "WAKTU.2", "U3"], stored.Questions.Select(question => question.Code));
        var file = JsonNode.Parse(await browser.GetStringAsync($"/staff/questionnaires/{code}?handler=File&number=1"))!;
        Assert.Equal(("U3", 1), (file["questions"]![2]!["code"]!.GetValue<string>(), file["version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Publish_WithoutChanges_IsRefused_AndAnUnansweredVersionStays()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await PublishedAsync(browser, world);
        var root = $"/staff/questionnaires/{code}";
        await browser.PressAsync(await browser.OpenAsync(root), "main form");
        Assert.Contains("tidak ada yang perlu diterbitkan", (await browser.OpenAsync($"{root}/draft/publish")).Text, StringComparison.Ordinal);
        await browser.SendAsync(await browser.OpenAsync($"{root}/draft"), ("Name.Id", "Nama lain"));
        var publish = await browser.OpenAsync($"{root}/draft/publish");
        Assert.Contains("Belum ada jawaban pada versi mana pun", publish.Text, StringComparison.Ordinal);
        using var citizen = app.NewBrowser();
        await SendNineAsync(citizen, await citizen.OpenAsync($"/s/{world.Office.Code}/umum"));
        publish = await browser.OpenAsync($"{root}/draft/publish");
        Assert.Contains("Ya. Jawaban versi 2 dijumlahkan dengan versi 1", publish.Text, StringComparison.Ordinal);
        Assert.Contains("Nama, bahasa Indonesia", publish.Text, StringComparison.Ordinal);
        await browser.SendAsync(publish);
        Assert.Equal([1, 2], await app.WithContextAsync(context => context.QuestionnaireVersions.Where(version => context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == code))
            .OrderBy(version => version.Number).Select(version => version.Number).ToListAsync()));
    }

    [Fact]
    public async Task Retire_InUse_ListsTheUnitsFirst_AndARetiredOneIsNeverUsed()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await PublishedAsync(browser, world);
        var retire = await browser.OpenAsync($"/staff/questionnaires/{code}/retire");
        Assert.Equal(world.Office.Name, retire.One("main ul.list a").TextContent);
        Assert.Empty(retire.Document.QuerySelectorAll("main form"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire"), ("Code", ""));
        await browser.SendAsync(await browser.OpenAsync($"/staff/questionnaires/{code}/retire"));
        Assert.DoesNotContain(code, (await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire")).Source, StringComparison.Ordinal);

        // Named behind the back of the pages: the standard instrument is used.
        await app.WithContextAsync(async context => await context.Units.Where(unit => unit.Id == world.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(
            unit => unit.QuestionnaireId, context.Questionnaires.Where(found => found.Code == code).Select(found => (int?)found.Id).Single())));
        using var citizen = app.NewBrowser();
        var form = await citizen.OpenAsync($"/s/{world.Office.Code}/umum");
        var standard = await app.WithContextAsync(context => context.QuestionnaireVersions.Where(version => context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == QuestionnaireVersions.StandardCode)).Select(version => version.Id).ToListAsync());
        Assert.Contains(int.Parse(form.Fields().Single(field => field.Key == "version").Value, System.Globalization.CultureInfo.InvariantCulture), standard);
        await SendNineAsync(citizen, form);

        await browser.PressAsync(await browser.OpenAsync($"/staff/questionnaires/{code}"), "main form[action$='TakeUp']");
        Assert.Contains(code, (await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unit_ChoosingAnotherQuestionnaire_TakesFormsThatWereOpen()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await PublishedAsync(browser, world);
        using var citizen = app.NewBrowser();
        await SendNineAsync(citizen, await citizen.OpenAsync($"/s/{world.Office.Code}/umum"));
        using var late = app.NewBrowser();
        var open = await late.OpenAsync($"/s/{world.Office.Code}/umum");
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire"), ("Code", ""));
        await app.WithContextAsync(context => 0); // forgets places that are remembered
        await SendNineAsync(late, open);
        Assert.Equal(2, await app.WithContextAsync(context => context.SurveyResponses.CountAsync(response => response.UnitId == world.Office.Id
            && context.QuestionnaireVersions.Any(version => version.Id == response.QuestionnaireVersionId && context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == code)))));

        // Not of a questionnaire that was never answered here.
        using var stranger = app.NewBrowser();
        var foreign = await stranger.OpenAsync($"/s/{world.OtherOffice.Code}/umum");
        var versionOfOurs = open.Fields().Single(field => field.Key == "version").Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.SendAsync(foreign, [.. Nine(foreign), ("version", versionOfOurs)])).Status);
    }

    [Fact]
    public async Task AdministratorOfAnOffice_WritesTheirOwn_AndOnlyCopiesThatOfTheCity()
    {
        var (world, root) = await OpenWorldAsync();
        var (city, draft) = (await PublishedAsync(root, world), await CreateAsync(root, world));
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, world.Office));
        foreach (var part in new[] { "", "/elements", "/questions", "/questions/1", "/profile", "/profile/1", "/import", "/preview", "/publish" })
        {
            HtmlAssert.Status(HttpStatusCode.NotFound, await browser.OpenAsync($"/staff/questionnaires/{draft}/draft{part}"));
        }

        var form = await browser.OpenAsync("/staff/questionnaires/new");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", "DINAS"), ("Unit", world.City.Code), ("Source", city)), "Unit", "Pilih unit");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Code", "DINAS"), ("Unit", world.Office.Code), ("Source", draft)), "Source", "Pilih kuesioner");
        var token = form.Fields().Where(field => field.Key == "__RequestVerificationToken").ToList();
        foreach (var address in new[] { $"{city}?handler=Start", $"{city}?handler=TakeUp", $"{city}/retire", $"{draft}/draft/publish", $"{draft}/draft?handler=Discard" })
        {
            using var content = new FormUrlEncodedContent(token);
            HtmlAssert.Status(HttpStatusCode.NotFound, await browser.PostFormAsync($"/staff/questionnaires/{address}", content));
        }

        var own = $"DINAS-{world.Office.Id}";
        await browser.SendAsync(form, ("Code", own), ("Unit", world.Office.Code), ("Source", city));
        var published = await browser.FollowAsync(await browser.SendAsync(await browser.OpenAsync($"/staff/questionnaires/{own}/draft/publish")));
        Assert.Contains("Warga melihatnya setelah sebuah unit memilihnya", published.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains(own, (await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire")).Source, StringComparison.Ordinal);
        Assert.DoesNotContain(own, (await root.OpenAsync($"/staff/units/{world.City.Code}/questionnaire")).Source, StringComparison.Ordinal); // it lies above its owner
    }

    [Fact]
    public async Task Preview_ShowsTheCitizensForm_AndStoresNothing()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var before = await app.WithContextAsync(context => context.SurveyResponses.CountAsync());
        var preview = await browser.OpenAsync($"/staff/questionnaires/{code}/draft/preview");
        Assert.Equal(9, preview.Document.QuerySelectorAll("form#survei fieldset.question").Length);
        Assert.Contains("Anonim: nama, nomor telepon, dan alamat internet Anda tidak diminta", preview.One(".preview .promise").TextContent, StringComparison.Ordinal);
        Assert.Contains("Pilih satu jawaban.", (await browser.SendAsync(preview)).Text, StringComparison.Ordinal);
        var sent = await browser.SendAsync(preview, preview.SurveyForm.QuerySelectorAll("fieldset.question input").Select(input => (input.GetAttribute("name")!, (string?)"3")).Distinct());
        Assert.Contains("dari warga, ia akan tersimpan", sent.Text, StringComparison.Ordinal);
        Assert.Equal(before, await app.WithContextAsync(context => context.SurveyResponses.CountAsync()));
    }

    [Fact]
    public async Task Discard_OfWhatWasNeverPublished_TakesTheQuestionnaireAlong()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = await CreateAsync(browser, world);
        var form = await browser.OpenAsync($"/staff/questionnaires/{code}/draft");
        using var content = new FormUrlEncodedContent(form.Fields());
        await browser.PostAsync(new Uri($"/staff/questionnaires/{code}/draft?handler=Discard", UriKind.Relative), content);
        Assert.False(await app.WithContextAsync(context => context.Questionnaires.AnyAsync(found => found.Code == code)));
    }

    [Fact]
    public async Task OfficerOfAUnit_ReadsWhatTheCityOwns_AndChangesNothing()
    {
        var (world, administrator) = await OpenWorldAsync();
        var code = await PublishedAsync(administrator, world);
        var draft = await CreateAsync(administrator, world);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var list = await browser.OpenAsync("/staff/questionnaires");
        Assert.Contains(code, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(draft, list.Text, StringComparison.Ordinal); // a draft of others is nobody's business
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/questionnaires/{draft}")).Status);
        var page = await browser.OpenAsync($"/staff/questionnaires/{code}");
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync($"/staff/questionnaires/{code}/preview")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync($"/staff/questionnaires/{code}/draft")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/staff/questionnaires/{QuestionnaireVersions.StandardCode}/retire")).Status);
    }

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }

    private static IEnumerable<(string Name, string? Value)> Nine(HtmlPage form) =>
        form.SurveyForm.QuerySelectorAll("fieldset.question input").Select(input => (input.GetAttribute("name")!, (string?)"3")).Distinct();

    private static async Task SendNineAsync(HttpClient citizen, HtmlPage form) => HtmlAssert.Status(HttpStatusCode.Redirect, await citizen.SendAsync(form, Nine(form)));

    /// <summary>A draft of the city, copied from the standard instrument.</summary>
    private static async Task<string> CreateAsync(HttpClient browser, StaffWorld world)
    {
        var code = $"UJI-{Interlocked.Increment(ref counter)}";
        var sent = await browser.SendAsync(await browser.OpenAsync("/staff/questionnaires/new"), ("Code", code), ("Unit", world.City.Code), ("Source", QuestionnaireVersions.StandardCode));
        Assert.EndsWith($"/{code}/draft", sent.Header("Location"), StringComparison.Ordinal);
        return code;
    }

    /// <summary>Published and used by the office.</summary>
    private static async Task<string> PublishedAsync(HttpClient browser, StaffWorld world)
    {
        var code = await CreateAsync(browser, world);
        await browser.SendAsync(await browser.OpenAsync($"/staff/questionnaires/{code}/draft/publish"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/questionnaire"), ("Code", code));
        return code;
    }

    private Task<List<string>> UsedByAsync(int unitId) => app.WithContextAsync(context => context.Units.Where(unit => unit.Id == unitId)
        .Join(context.Questionnaires, unit => unit.QuestionnaireId, found => found.Id, (_, found) => found.Code).ToListAsync());

    private async Task<DraftContent> DraftAsync(string code) => DraftContent.Read(await app.WithContextAsync(context => context.QuestionnaireDrafts
        .SingleAsync(draft => context.Questionnaires.Any(found => found.Id == draft.QuestionnaireId && found.Code == code))));

    private async Task<QuestionnaireDefinition> NewestAsync(string code) => QuestionnaireJson.Parse(await app.WithContextAsync(context => context.QuestionnaireVersions
        .Where(version => context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == code)).OrderByDescending(version => version.Number).Select(version => version.Content).FirstAsync()));
}
