using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>Answers that come on paper and in files, as the people in an office bring them in.</summary>
public class PaperJourneys(Browser browser)
{
    private const string Office = "plg-disdukcapil";

    /// <summary>Whose sheets ask an extra question: no other journey answers there.</summary>
    private const string AskingOffice = "plg-dishub";

    [Fact]
    public async Task PaperBatch_ByKeyboardOnly_IsTypedCheckedAndPosted()
    {
        var day = DateTime.UtcNow.AddDays(-40);
        var before = await AnswersAsync(AskingOffice, day);
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg", "Siti Aminah");
        await officer.AskAlsoAsync(AskingOffice, "Dari mana Anda mengetahui layanan ini?", "Teman", "Spanduk");
        var typist = officer.Visit;
        var page = typist.Page;
        await typist.GoAsync($"/staff/units/{AskingOffice}/paper/new");
        await StaffJourneys.LooksRightAsync(typist);
        await TabToAsync(typist, "f-ServiceCode");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(typist, "f-FirstDay");
        await TypeDayAsync(typist, day);
        await TabToAsync(typist, "f-Sheets");
        await page.Keyboard.TypeAsync("5");
        await TabToAsync(typist, "f-Total");
        await page.Keyboard.TypeAsync("136");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/entry");
        await StaffJourneys.LooksRightAsync(typist);

        await TypeAsync(typist, "333333333", 1);
        await page.Keyboard.PressAsync("7"); // no such score: said, and nothing moves
        Assert.Contains("7", await page.Locator(".keyed").InnerTextAsync(), StringComparison.Ordinal);
        await TypeAsync(typist, "433333332", 2);
        await TypeAsync(typist, "233333333", 3); // a slip

        // Back to the sheet before: the first key again, and saved.
        await page.Keyboard.PressAsync("Backspace");
        await page.WaitForURLAsync("**/entry?sheet=3");
        Assert.Equal("2", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("Enter");
        await NoticeAsync(typist, 3, 27);
        await TypeAsync(typist, "333333333", 4);
        await TypeAsync(typist, "4 3333334", 5); // one left out by mistake
        await FocusedAsync(page);
        await page.Keyboard.PressAsync("Enter"); // to the page of the batch
        await page.WaitForURLAsync(url => url.Contains("/paper/", StringComparison.Ordinal) && !url.Contains("/entry", StringComparison.Ordinal));

        // The total does not meet: one answer is missing on the last sheet.
        await FocusAsync(typist, "Selesai mengetik");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".errors").WaitForAsync();
        await StaffJourneys.LooksRightAsync(typist);
        await FocusAsync(typist, "Lembar 5");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/entry?sheet=5");
        await FocusedAsync(page);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/entry");
        await FocusedAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/entry", StringComparison.Ordinal));
        await FocusAsync(typist, "Selesai mengetik");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".notice").WaitForAsync();
        var batch = new Uri(page.Url).AbsolutePath;

        await using var checker = await SignedInAsync("Budi Santoso", 360);
        await checker.GoAsync(batch + "/check");
        await StaffJourneys.LooksRightAsync(checker);
        for (var sheet = 0; sheet < 3; sheet++)
        {
            var number = int.Parse(await checker.Page.Locator("input[name=Position]").GetAttributeAsync("value") ?? "", CultureInfo.InvariantCulture);
            await checker.Page.Keyboard.TypeAsync((number switch { 2 => "433333332", 5 => "423333334", _ => "333333333" }) + "000012");
            await checker.Page.Keyboard.PressAsync("Enter"); // as many as are crossed
            await checker.Page.Keyboard.PressAsync("Enter"); // on the button, where that led
            await checker.Page.WaitForFunctionAsync("number => document.querySelector('input[name=Position]')?.value !== number", $"{number}");
        }

        await checker.Page.GetByText("Batch siap dibukukan").WaitForAsync();
        await FocusedAsync(checker.Page);
        await checker.Page.Keyboard.PressAsync("Enter");
        await checker.Page.WaitForURLAsync(url => !url.Contains("/check", StringComparison.Ordinal));
        await FocusAsync(checker, "Bukukan");
        await checker.Page.Keyboard.PressAsync("Enter");
        await checker.Page.GetByText("5 lembar ikut dihitung").WaitForAsync();
        await StaffJourneys.LooksRightAsync(checker);

        Assert.Equal(before + 5, await AnswersAsync(AskingOffice, day));
        Assert.Equal(5, Stored.ExtraAnswers(browser.Server, 0b11));
        typist.AssertNoTrouble();
        checker.AssertNoTrouble();
    }

    [Theory]
    [InlineData("id", 360)]
    [InlineData("en", 1280)]
    public async Task File_FromASpreadsheet_IsGivenMeaningAndImported(string language, int width)
    {
        var day = new DateTime(2024, 3, language == "id" ? 5 : 6, 0, 0, 0, DateTimeKind.Utc);
        await using var visit = await SignedInAsync("Ratna Dewi", width, language);
        await visit.GoAsync($"/staff/units/{Office}/import");
        await StaffJourneys.LooksRightAsync(visit);
        var rows = string.Concat(Enumerable.Range(0, 20).Select(row => $"{day:dd/MM/yyyy},Laki-laki,{(row == 7 ? "Lumayan" : "Sesuai")},{(row % 4) + 1},baik {row},x{row}\n"));
        var content = Encoding.UTF8.GetBytes($"Tanggal,Jenis Kelamin,Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?,U2,Saran,Surel {language}\n{rows}31/12/2030,Laki-laki,Sesuai,3,,\n");
        await visit.Page.Locator("#f-Upload").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "jawaban.csv", MimeType = "text/csv", Buffer = content });
        await StaffJourneys.SubmitAsync(visit);
        await visit.Page.WaitForURLAsync("**/columns*");
        await StaffJourneys.LooksRightAsync(visit);
        await StaffJourneys.SubmitAsync(visit); // the last column and the unknown text are not answered yet
        await visit.Page.Locator(".errors").WaitForAsync();
        await StaffJourneys.LooksRightAsync(visit);
        await visit.Page.Locator("#f-c5").SelectOptionAsync("-");
        await visit.Page.Locator(".texts select").SelectOptionAsync("2");
        await StaffJourneys.SubmitAsync(visit);
        await visit.Page.Locator("#f-SkipInvalid").WaitForAsync();
        await StaffJourneys.LooksRightAsync(visit);
        await visit.Page.Locator("#f-SkipInvalid").CheckAsync();
        await StaffJourneys.SubmitAsync(visit);
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = language == "id" ? "Berkas diimpor" : "File imported" }).WaitForAsync();
        await StaffJourneys.LooksRightAsync(visit);
        Assert.Equal(20, await AnswersAsync(Office, day));
        await visit.GoAsync($"/staff/units/{Office}/import");
        await StaffJourneys.LooksRightAsync(visit);
        visit.AssertNoTrouble();
    }

    /// <summary>Types a sheet: a key for each question, 0 for each profile field, both options of the extra question, Enter in the comment.</summary>
    private static async Task TypeAsync(Visit visit, string keys, int number, int? total = null)
    {
        await visit.Page.Keyboard.TypeAsync(keys + "000012");
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("comment", await visit.Page.EvaluateAsync<string>("document.activeElement.name"));
        await visit.Page.Keyboard.PressAsync("Enter");
        await NoticeAsync(visit, number, total ?? keys.Sum(key => char.IsAsciiDigit(key) ? key - '0' : 0));
    }

    private static async Task NoticeAsync(Visit visit, int number, int total)
    {
        await visit.Page.GetByText($"Lembar {number} tersimpan, jumlah nilai {total}.").WaitForAsync();
        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.DOMContentLoaded);
    }

    /// <summary>Into a date field, whose order of day and month is the browser's own.</summary>
    /// <summary>A page that was just loaded has put the focus where typing goes on.</summary>
    private static async Task FocusedAsync(IPage page) => await page.WaitForFunctionAsync("document.activeElement !== document.body");

    private static async Task TypeDayAsync(Visit visit, DateTime day)
    {
        var (typed, wanted) = ("", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var order in new[] { "ddMMyyyy", "MMddyyyy", "yyyyMMdd" })
        {
            if (typed == wanted)
            {
                break;
            }

            for (var press = 0; press < 3; press++)
            {
                await visit.Page.Keyboard.PressAsync("ArrowLeft");
            }

            await visit.Page.Keyboard.TypeAsync(day.ToString(order, CultureInfo.InvariantCulture));
            typed = await visit.Page.EvaluateAsync<string>("document.activeElement.value");
        }

        Assert.Equal(wanted, typed);
    }

    private static async Task TabToAsync(Visit visit, string id)
    {
        for (var press = 0; press < 60 && await visit.Page.EvaluateAsync<string>("document.activeElement.id") != id; press++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(id, await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    private static async Task FocusAsync(Visit visit, string text)
    {
        for (var press = 0; press < 60 && await visit.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()") != text; press++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(text, await visit.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()"));
    }

    /// <summary>Responses of an office on a day, by the command line.</summary>
    private async Task<long> AnswersAsync(string office, DateTime day)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var json = JsonDocument.Parse(await browser.Server.CommandAsync("index", "--unit", office, "--from", date, "--to", date, "--json"));
        return json.RootElement.GetProperty("n").GetInt64();
    }

    private async Task<Visit> SignedInAsync(string name, int width, string language = "id") =>
        (await Officer.SignInAsync(browser, browser.Server, "plg", name, width, language)).Visit;
}
