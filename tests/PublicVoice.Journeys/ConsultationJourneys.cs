using System.Diagnostics;
using System.Globalization;

namespace PublicVoice.Journeys;

/// <summary>From a draft of an office to what became of the agreed points, as an officer and a citizen go through it.</summary>
public class ConsultationJourneys(Browser browser)
{
    private const string Phone = "0812-3456-7890";

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task Consultation_FromRegistrationToMinutes_EndsInDeeds(string language)
    {
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg", language: language);
        await using var visit = await browser.VisitAsync(new Visitor(Language: language));
        var (desk, phone) = (officer.Visit, visit.Page);
        var today = DateTime.UtcNow.AddHours(7);
        await desk.GoAsync("/staff/consultations/new");
        await officer.SubmitAsync();
        await desk.Page.Locator(".errors").WaitForAsync();
        await StaffJourneys.LooksRightAsync(desk);
        await desk.Page.Locator("#f-UnitCode").SelectOptionAsync("plg-dinkes");
        await desk.Page.Locator("#f-Form-Theme").FillAsync($"Antrean puskesmas {language}");
        await desk.Page.Locator("#f-Form-Material").FillAsync("Kami ingin membahas **antrean**.");
        await desk.Page.Locator("#f-Form-FirstDay").FillAsync(Iso(today));
        await desk.Page.Locator("#f-Form-BeginsAt").FillAsync("09:00");
        await desk.Page.Locator("#f-Form-EndsAt").FillAsync("11:30");
        await desk.Page.Locator("#f-Form-Place").FillAsync("Aula Dinas Kesehatan");
        await officer.SubmitAsync();
        await desk.Page.Locator(".notice").WaitForAsync();
        var path = new Uri(desk.Page.Url).AbsolutePath;
        await StaffJourneys.LooksRightAsync(desk);
        await desk.GoAsync($"{path}/invitees");
        await desk.Page.Locator("#f-Names-3-").FillAsync("Forum Warga");
        await officer.SubmitAsync();
        await desk.Page.Locator(".notice").WaitForAsync();
        await PressAsync(desk, $"{path}/room", "Settings", page => page.Locator("#f-Access").SelectOptionAsync("Everyone"));
        await PressAsync(desk, path, "Announce");
        await StaffJourneys.LooksRightAsync(desk);
        var address = (await desk.Page.Locator("dd a[href*='/konsultasi/']").GetAttributeAsync("href"))!.Split('?')[0];

        await visit.GoAsync($"{address}/daftar");
        await phone.Locator("#f-Draft-Name").FillAsync("Budi Santoso");
        await phone.Locator("label.option").First.ClickAsync();
        await phone.Locator("#f-Draft-Phone").FillAsync(Phone);
        await phone.Locator("#f-Consent").CheckAsync();
        await phone.Locator("main form[method=post] button.primary").ClickAsync();
        await phone.Locator(".receipt").WaitForAsync();
        await AccessibilityTests.AssertAccessibleAsync(visit);
        await visit.GoAsync($"{address}/tulis");
        await phone.Locator("#f-Text").FillAsync($"Mengapa antrean lama? Hubungi saya di {Phone}.");
        await phone.Locator("main form[method=post] button.primary").ClickAsync();
        await phone.Locator(".found mark").WaitForAsync();
        await AccessibilityTests.AssertAccessibleAsync(visit);
        await phone.Locator("main form[method=post] button.primary").ClickAsync();
        await phone.Locator("#ruang .notice").WaitForAsync();

        await PressAsync(desk, $"{path}/room", "Show");
        await StaffJourneys.LooksRightAsync(desk);
        await PressAsync(desk, path, "Begin");
        await PressAsync(desk, $"{path}/participants", "Tick", page => page.Locator("input[name=Came]").First.CheckAsync(), "#hadir .tools button");
        await StaffJourneys.LooksRightAsync(desk);
        await desk.GoAsync($"{path}/points/new");
        await desk.Page.Locator("#f-Problem").FillAsync("Antrean dua jam");
        await desk.Page.Locator("#f-Recommendation").FillAsync("Nomor antrean daring");
        await desk.Page.Locator("#f-DueOn").FillAsync(Iso(today.AddDays(30)));
        await desk.Page.Locator("#f-Owner").FillAsync("Kepala Puskesmas");
        await StaffJourneys.LooksRightAsync(desk);
        await officer.SubmitAsync();
        await desk.Page.Locator(".notice").WaitForAsync();
        await desk.GoAsync($"{path}/signers");
        await desk.Page.Locator("#f-Person").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await desk.Page.Locator("#f-Position").FillAsync("Wakil warga");
        await officer.SubmitAsync();
        await desk.Page.Locator(".notice").WaitForAsync();
        await StaffJourneys.LooksRightAsync(desk);
        await PressAsync(desk, $"{path}/minutes", "Texts", page => page.Locator("#f-SignedAt").FillAsync("Palembang"));
        await StaffJourneys.LooksRightAsync(desk);
        await PressAsync(desk, $"{path}/minutes", "Publish");
        await StaffJourneys.LooksRightAsync(desk);
        await desk.GoAsync($"{path}/follow-up");
        await desk.Page.Locator("details summary").ClickAsync();
        await desk.Page.Locator("textarea[name=Note]").FillAsync("Nomor antrean daring diuji di dua puskesmas.");
        await desk.Page.Locator("select[name=Status]").SelectOptionAsync("InProgress");
        await desk.Page.Locator("main form[method=post] button").ClickAsync();
        await desk.Page.Locator(".notice").WaitForAsync();
        await StaffJourneys.LooksRightAsync(desk);

        await visit.GoAsync(address);
        var shown = await phone.Locator("main").InnerTextAsync();
        Assert.Contains("Nomor antrean daring diuji di dua puskesmas.", shown, StringComparison.Ordinal);
        Assert.Contains("Mengapa antrean lama? Hubungi saya di •••.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("7890", await phone.ContentAsync(), StringComparison.Ordinal);
        await AccessibilityTests.AssertAccessibleAsync(visit);
        var printed = await PrintedAsync($"{browser.Server.Address.ToString().TrimEnd('/')}{address}/berita-acara?lang={language}");
        Assert.Contains("Nomor antrean daring", printed, StringComparison.Ordinal);
        Assert.Contains("Budi Santoso", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("7890", printed, StringComparison.Ordinal);
        visit.AssertNoTrouble();
        desk.AssertNoTrouble();
    }

    private static async Task PressAsync(Visit desk, string path, string handler, Func<Microsoft.Playwright.IPage, Task>? fill = null, string? button = null)
    {
        await desk.GoAsync(path);
        if (fill is not null)
        {
            await fill(desk.Page);
        }

        await desk.Page.Locator(button ?? $"button[formaction*='handler={handler}'], form[action*='handler={handler}'] button").First.ClickAsync();
        await desk.Page.Locator(".notice[role=status]").WaitForAsync();
    }

    private static async Task<string> PrintedAsync(string address)
    {
        using var client = new HttpClient();
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await client.GetByteArrayAsync(new Uri(address)));
            using var process = Process.Start(new ProcessStartInfo("pdftotext", [path, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return string.Join(' ', (await process.StandardOutput.ReadToEndAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Iso(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
