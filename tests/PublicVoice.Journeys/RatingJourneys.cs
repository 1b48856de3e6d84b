using Microsoft.Playwright;
using PublicVoice.Reports.Comments;

namespace PublicVoice.Journeys;

public class RatingJourneys(Browser browser)
{
    private const string ReceiptPattern = "^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$";

    [Fact]
    public async Task Rate_OnAPhone_AsksOneQuestionAtATimeAndThanksWithAReceipt()
    {
        await using var visit = await browser.VisitAsync(new Visitor(Width: 360));
        var comment = Stored.UniqueComment();
        await visit.GoAsync("/s/plg-disdukcapil");
        await visit.Page.Locator("main ul.choices a").First.ClickAsync();

        for (var question = 1; question <= 9; question++)
        {
            Assert.Equal(1, await visit.ShownQuestions.CountAsync());
            Assert.Equal(question, await visit.ShownNumberAsync());
            Assert.Contains($"Pertanyaan {question} dari 9", await visit.Page.Locator("#langkah").InnerTextAsync(), StringComparison.Ordinal);
            await visit.ShownQuestions.Locator("label.option").Nth(2).ClickAsync();
            await visit.Continue.ClickAsync();
        }

        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Send.ClickAsync();

        Assert.Matches(ReceiptPattern, await visit.ReceiptAsync());
        Assert.Equal("Terima kasih", await visit.Page.Locator("h1").InnerTextAsync());
        Assert.Equal(1, Stored.Responses(browser.Server, comment));
        visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Rate_QuestionUnanswered_StaysThereAndSaysWhatToDo()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync(Visit.Survey);

        await visit.Continue.ClickAsync();

        Assert.Equal(1, await visit.ShownNumberAsync());
        Assert.Equal("Pilih satu jawaban.", await visit.ShownQuestions.Locator(".error").InnerTextAsync());
        Assert.True(await visit.ShownQuestions.Locator("input:focus").CountAsync() == 1);
    }

    [Fact]
    public async Task Rate_BackAndReload_KeepsAnswers()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync(Visit.Survey);
        for (var question = 1; question <= 3; question++)
        {
            await visit.ShownQuestions.Locator("label.option").Nth(question).ClickAsync();
            await visit.Continue.ClickAsync();
        }

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Kembali", Exact = true }).ClickAsync();
        var afterButton = await visit.ShownNumberAsync();
        await visit.Page.GoBackAsync();
        var afterBrowserBack = await visit.ShownNumberAsync();
        await visit.Page.ReloadAsync();

        Assert.Equal(3, afterButton);
        Assert.Equal(4, afterBrowserBack); // where the button was pressed
        Assert.Equal(["2", "3", "4"], await CheckedOptionsAsync(visit));
        visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Rate_WithoutJavaScript_StoresAndThanks()
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: false));
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);

        Assert.Equal(9, await visit.ShownQuestions.CountAsync());
        await visit.AnswerAllAsync();
        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Send.ClickAsync();

        Assert.Matches(ReceiptPattern, await visit.ReceiptAsync());
        Assert.Equal(1, Stored.Responses(browser.Server, comment));
    }

    [Fact]
    public async Task Rate_WithoutJavaScriptAndIncomplete_LinksEachMissingQuestionAndKeepsTheRest()
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: false));
        await visit.GoAsync(Visit.Survey);
        await visit.Page.Locator("#q2 label.option").Nth(3).ClickAsync();
        await visit.Page.Locator("#saran").FillAsync("Tetap ada");

        await visit.Send.ClickAsync();

        Assert.Equal(8, await visit.Page.Locator("#galat a").CountAsync());
        Assert.True(await visit.Page.Locator("#q2 input").Nth(3).IsCheckedAsync());
        Assert.Equal("Tetap ada", await visit.Page.Locator("#saran").InputValueAsync());
        await visit.Page.Locator("#galat a").First.ClickAsync();
        Assert.EndsWith("#q1-1", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rate_KeyboardOnly_StoresAndThanks()
    {
        await using var visit = await browser.VisitAsync(new Visitor(Width: 1280));
        await visit.GoAsync(Visit.Survey);
        await TabToAsync(visit, "fieldset.question:not([hidden]) input");

        for (var question = 1; question <= 9; question++)
        {
            Assert.Equal(question, await visit.ShownNumberAsync());
            await visit.Page.Keyboard.PressAsync("Space");
            await visit.Page.Keyboard.PressAsync("ArrowDown");
            await visit.Page.Keyboard.PressAsync("Enter");
        }

        await TabToAsync(visit, "#survei .actions button[type=submit].primary");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.Matches(ReceiptPattern, await visit.ReceiptAsync());
        visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Rate_FirstTab_SkipsToTheContent()
    {
        await using var visit = await browser.VisitAsync(new Visitor(Width: 1280));
        await visit.GoAsync("/s/plg-disdukcapil");

        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("isi", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Rate_PersonalDataInComment_IsMarkedBeforeSending()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync(Visit.Survey);
        await visit.AnswerStepwiseAsync();
        var found = visit.Page.Locator(".found li");

        await visit.Page.Locator("#saran").FillAsync("Hubungi saya di 0812-3456-7890 atau budi@example.com");
        var marked = await found.AllInnerTextsAsync();
        await visit.Page.Locator("#saran").FillAsync("Terima kasih");

        Assert.Contains(marked, text => text.Contains("0812-3456-7890", StringComparison.Ordinal));
        Assert.Contains(marked, text => text.Contains("budi@example.com", StringComparison.Ordinal));
        Assert.False(await visit.Page.Locator(".found").IsVisibleAsync());
    }

    [Fact]
    public async Task Rate_PersonalDataInComment_IsWhatTheReportsMask()
    {
        string[] comments =
        [
            "nik:1671 0123 4567 0001", "KK 1671.0123.4567.0001 belum jadi", "WA 0812-3456-7890 atau 6281234567890", "telp (0812) 3456.7890",
            "+62 711 352 088 kantor", "kirim ke budi.santoso+skm@contoh.co.id.", "mobil BG 1234 XY diderek", "plat ad 1234 bc, B-1234-ABC",
            "mobil BG 7 XY", "Rumah saya RT 01 RW 05 dekat kantor", "buka jam 08.00-16.00, istirahat 12.00 - 13.00",
            "biaya Rp 62.500.000 atau Rp 1.250.000,00", "LOKET B 2 DI LANTAI 3", "T 1000 per hari, B 2000 rb", "kode pos 30114, nomor antrean 0123",
        ];
        await using var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync(Visit.Survey);
        await visit.AnswerStepwiseAsync();
        foreach (var comment in comments)
        {
            await visit.Page.Locator("#saran").FillAsync(comment);
            var marked = await visit.Page.Locator(".found li").AllTextContentsAsync();

            Assert.Equal(
                PersonalData.Find(comment).Select(span => comment.Substring(span.Start, span.Length)).Order(StringComparer.Ordinal),
                marked.Select(text => text[..text.LastIndexOf(" – ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Rate_LanguageChangedHalfway_KeepsAnswers()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync(Visit.Survey);
        await visit.ShownQuestions.Locator("label.option").Nth(1).ClickAsync();
        await visit.Continue.ClickAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();

        Assert.Equal("en", await visit.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(["2"], await CheckedOptionsAsync(visit));
        visit.AssertNoTrouble();
    }

    private static async Task<IReadOnlyList<string>> CheckedOptionsAsync(Visit visit) =>
        await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('fieldset.question input:checked')].map(input => input.id.split('-')[1])");

    private static async Task TabToAsync(Visit visit, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            if (await visit.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            await visit.Page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{selector} cannot be reached with the Tab key.");
    }
}
