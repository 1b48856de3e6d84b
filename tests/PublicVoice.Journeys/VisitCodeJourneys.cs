using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>From the invitation of an administrator to a rating with a printed code in the result of the new office.</summary>
public class VisitCodeJourneys(Browser browser)
{
    [Fact]
    public async Task Office_SetUpFromNothing_CountsTheRatingOfAPrintedCodeOnce()
    {
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg");
        var page = officer.Visit.Page;
        var office = $"plg-uji-{Guid.NewGuid():N}"[..16];
        await officer.Visit.GoAsync("/staff/units/plg/new");
        await page.Locator("#f-Name").FillAsync($"Kantor {office}");
        await page.Locator("#f-Type").FillAsync("dinas");
        await page.Locator("#f-Code").FillAsync(office);
        await officer.SubmitAsync();
        await page.WaitForURLAsync($"**/staff/units/{office}*");
        await officer.Visit.GoAsync($"/staff/units/{office}/services/new");
        await page.Locator("#f-Name").FillAsync("Legalisasi Dokumen");
        await page.Locator("#f-Code").FillAsync("legalisasi");
        await page.Locator("#f-ServedPerYear").FillAsync("1200");
        await officer.SubmitAsync();
        await page.WaitForURLAsync($"**/staff/units/{office}*");
        Assert.Equal((0, null), await ResultAsync(office));

        await officer.Visit.GoAsync($"/staff/units/{office}/codes/new");
        await page.Locator("#f-ServiceCode").SelectOptionAsync("legalisasi");
        await page.Locator("#f-Number").FillAsync("20");
        await page.Locator("#f-Days").FillAsync("30");
        await officer.SubmitAsync();
        await StaffJourneys.LooksRightAsync(officer.Visit);
        Assert.StartsWith("%PDF-", await DownloadAsync(page, "Slips"), StringComparison.Ordinal);
        var codes = (await DownloadAsync(page, "Table")).Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[0]).ToList();
        Assert.Equal(20, codes.Count);

        await using (var citizen = await RateAsync(office, codes[0]))
        {
            await citizen.ReceiptAsync();
            citizen.AssertNoTrouble();
        }

        Assert.Equal((1, "100.00"), await ResultAsync(office));
        await officer.Visit.GoAsync($"/staff/units/{office}/codes");
        await StaffJourneys.LooksRightAsync(officer.Visit);
        var counts = await page.Locator("tbody tr").First.Locator("td").AllInnerTextsAsync();
        Assert.Equal(("20", "0"), (counts[^3].Trim(), counts[^2].Trim())); // issued; used until yesterday, so that nobody can watch a visitor's code being used

        // The same slip in other hands: said, and nothing is counted before the code is taken out.
        await using (var other = await RateAsync(office, codes[0]))
        {
            await other.Page.Locator(".errors").WaitForAsync();
            Assert.Equal((1, "100.00"), await ResultAsync(office));
            await other.Page.Locator("#kode").FillAsync("");
            await other.Send.ClickAsync();
            await other.ReceiptAsync();
        }

        Assert.Equal((2, "100.00"), await ResultAsync(office));
        officer.Visit.AssertNoTrouble();
    }

    private async Task<Visit> RateAsync(string office, string code)
    {
        var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync($"/s/{office}/legalisasi?kode={code}");
        await visit.AnswerStepwiseAsync();
        await visit.Send.ClickAsync();
        return visit;
    }

    private static async Task<string> DownloadAsync(IPage page, string handler)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"button[formaction*={handler}]").ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    private async Task<(long N, string? Index)> ResultAsync(string office)
    {
        var (from, to) = (Day(-1), Day(1));
        using var json = JsonDocument.Parse(await browser.Server.CommandAsync("index", "--unit", office, "--from", from, "--to", to, "--json"));
        return (json.RootElement.GetProperty("n").GetInt64(), json.RootElement.GetProperty("index").GetString());

        static string Day(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
