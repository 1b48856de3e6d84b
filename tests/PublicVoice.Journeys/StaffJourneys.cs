using Microsoft.Playwright;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Journeys;

/// <summary>From the first account of a government to its first changes, as its administrator does it.</summary>
public class StaffJourneys(Browser browser)
{
    private const string Password = "kuda putih di sawah";
    private static int counter;

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task Administrator_InvitedFromTheCommandLine_SetsUpEverything(string language)
    {
        await using var visit = await browser.VisitAsync(new Visitor(Language: language));
        var page = visit.Page;
        var email = $"admin{Interlocked.Increment(ref counter)}@palembang.example";
        var printed = await browser.Server.CommandAsync("user", "add", "--admin", "--email", email, "--name", "Ratna Dewi", "--unit", "plg");
        await visit.GoAsync(new Uri(printed.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery);
        await LooksRightAsync(visit);
        await page.Locator("#f-Password").FillAsync("pendek");
        await SubmitAsync(visit);
        await LooksRightAsync(visit); // with its errors
        await page.Locator("#f-Password").FillAsync(Password);
        await page.Locator("#f-Repeated").FillAsync(Password);
        await SubmitAsync(visit);

        // Nothing else opens before the second factor.
        await page.WaitForURLAsync("**/staff/account/two-factor*");
        await LooksRightAsync(visit);
        await visit.GoAsync("/staff/account/two-factor/app");
        await LooksRightAsync(visit);
        var key = (await page.Locator(".secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal).Trim();
        await page.Locator("#f-Code").FillAsync(AuthenticatorCodes.Code(key, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));
        await page.Locator("#f-Password").FillAsync(Password);
        await SubmitAsync(visit);
        var recovery = (await page.Locator(".codes li").AllInnerTextsAsync()).Select(code => code.Trim()).ToList();
        Assert.Equal(RecoveryCodes.Count, recovery.Count);
        await LooksRightAsync(visit);

        string[] pages =
        [
            "/staff", "/staff/account", "/staff/account/password", "/staff/account/sessions", "/staff/account/two-factor", "/staff/units", "/staff/units/plg-disdukcapil",
            "/staff/units/plg-disdukcapil/edit", "/staff/units/plg-disdukcapil/new", "/staff/units/plg-disdukcapil/move", "/staff/units/plg-disdukcapil/services/new",
            "/staff/units/plg-disdukcapil/posters", "/staff/people", "/staff/people/new", "/staff/audit", "/staff/units/tidak-ada",
            "/staff/units/import", "/staff/reorganisations", "/staff/reorganisations/new", "/staff/reorganisations/overlaps",
            "/staff/units/plg-disdukcapil/office", "/staff/api-keys/new", "/staff/integrity/plg-disdukcapil/decision",
        ];
        foreach (var address in pages)
        {
            await visit.GoAsync(address);
            await LooksRightAsync(visit);
        }

        await LookAtPlansAsync(visit, language);
        await WriteQuestionnaireAsync(visit, $"UJI-{language}");
        await visit.GoAsync("/staff/people/new");
        await page.Locator("#f-Email").FillAsync($"kepala{counter}@palembang.example");
        await page.Locator("#f-Name").FillAsync("Budi Santoso");
        await page.Locator("#f-Role").SelectOptionAsync("Leader");
        await page.Locator("#f-Unit").SelectOptionAsync("plg-disdukcapil");
        await SubmitAsync(visit);
        await page.WaitForURLAsync("**/staff/people/*");
        await LooksRightAsync(visit);

        await visit.GoAsync("/staff/api-keys/new");
        await page.Locator("#f-UnitCode").SelectOptionAsync("plg-disdukcapil");
        await page.Locator("#f-Name").FillAsync($"Antrean {counter} {language}");
        await SubmitAsync(visit);
        await LooksRightAsync(visit);
        await visit.GoAsync("/staff/api-keys");
        await LooksRightAsync(visit);

        // From the unit with most to look at to a decision with its reason.
        await visit.GoAsync($"/staff/integrity?month={DateTime.UtcNow.AddMonths(-1):yyyy-MM}");
        await LooksRightAsync(visit);
        await page.Locator("tbody th a").First.ClickAsync();
        await LooksRightAsync(visit);
        await page.Locator(".facts th a").First.ClickAsync();
        await LooksRightAsync(visit);
        await page.Locator("input[name=Ids]").First.CheckAsync();
        await page.Locator("main form[method=post] button").First.ClickAsync();
        await LooksRightAsync(visit);
        await page.Locator("#f-Reason").FillAsync("Diisi petugas sendiri saat percobaan");
        await SubmitAsync(visit);
        await page.Locator(".notice").WaitForAsync();
        await LooksRightAsync(visit);

        // A recovery code signs in where the phone is not at hand.
        await page.Locator(".person button").ClickAsync();
        await page.Locator("#f-Email").FillAsync(email);
        await page.Locator("#f-Password").FillAsync(Password);
        await SubmitAsync(visit);
        await LooksRightAsync(visit);
        await page.Locator("#f-Code").FillAsync(recovery[0]);
        await SubmitAsync(visit);
        await page.WaitForURLAsync("**/staff");
        visit.AssertNoTrouble();
    }

    /// <summary>The forms of reorganisations with everything wrong, and a plan up to where it would be stored.</summary>
    private static async Task LookAtPlansAsync(Visit visit, string language)
    {
        var page = visit.Page;
        foreach (var kind in new[] { "Merge", "Split" })
        {
            await visit.GoAsync($"/staff/reorganisations/new?kind={kind}");
            await SubmitAsync(visit);
            await page.Locator(".errors").WaitForAsync();
            await LooksRightAsync(visit);
        }

        await page.Locator("#f-Form-Unit").SelectOptionAsync(new SelectOptionValue { Label = "\u2003Dinas Kependudukan dan Pencatatan Sipil Kota Palembang" });
        await page.Locator("[name='Form.Stays']").CheckAsync();
        await page.Locator("#f-Form-Parts-0--Name").FillAsync("Badan Pencatatan");
        await page.Locator("#f-Form-Parts-0--Type").FillAsync("badan");
        await page.Locator("#f-Form-Parts-0--Code").FillAsync($"plg-catat-{language}");
        await page.Locator("#f-Form-Parts-0--Parent").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#f-Form-Day").FillAsync($"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}");
        await page.Locator("#f-Form-Basis").FillAsync("Perda 5/2026");
        await SubmitAsync(visit);
        await page.Locator("form.plan").WaitForAsync();
        await LooksRightAsync(visit);
    }

    /// <summary>From a copy of the standard instrument to one that citizens answer in a period, with a question of the office's own.</summary>
    private static async Task WriteQuestionnaireAsync(Visit visit, string code)
    {
        var page = visit.Page;
        await visit.GoAsync("/staff/questionnaires/new");
        await page.Locator("#f-Code").FillAsync(code);
        await page.Locator("#f-Unit").SelectOptionAsync("plg");
        await SubmitAsync(visit);
        await page.WaitForURLAsync("**/draft*");
        string[] pages = ["", "/elements", "/questions", "/questions/1", "/profile", "/profile/1", "/import", "/preview", "/publish"];
        foreach (var part in pages)
        {
            await visit.GoAsync($"/staff/questionnaires/{code}/draft{part}");
            await LooksRightAsync(visit);
        }

        await SubmitAsync(visit);
        await page.WaitForURLAsync($"**/staff/questionnaires/{code}*");
        await visit.GoAsync("/staff/units/plg-disnaker/extra-questions/new");
        await page.Locator("#f-Form-Text-Id").FillAsync("Bagaimana Anda mengetahui layanan ini?");
        await page.Locator("#f-Form-Code").FillAsync($"info-{code[^2..]}");
        await page.Locator("#f-Form-Kind").SelectOptionAsync("Multiple");
        await SubmitAsync(visit);
        await LooksRightAsync(visit); // options are missing
        await page.Locator("#f-Form-Options-0--Id").FillAsync("Teman atau keluarga");
        await page.Locator("#f-Form-Options-1--Id").FillAsync("Media sosial");
        await SubmitAsync(visit);
        await visit.GoAsync("/staff/units/plg-disnaker/periods");
        await page.Locator("#f-Opening").SelectOptionAsync("InPeriods");
        await SubmitAsync(visit);
        await visit.GoAsync("/s/plg-disnaker/umum");
        await LooksRightAsync(visit); // closed
        foreach (var address in new[]
        {
            "/staff/questionnaires", $"/staff/questionnaires/{code}", $"/staff/questionnaires/{code}/retire", "/staff/units/plg-disnaker/questionnaire", "/staff/units/plg-disnaker/periods",
            "/staff/units/plg-disnaker/periods/new", "/staff/units/plg-disnaker/extra-questions", "/staff/units/plg-disnaker/extra-questions/results",
        })
        {
            await visit.GoAsync(address);
            await LooksRightAsync(visit);
        }

        await visit.GoAsync("/staff/units/plg-disnaker/periods");
        await page.Locator("#f-Opening").SelectOptionAsync("Always");
        await SubmitAsync(visit);
        await visit.GoAsync("/s/plg-disnaker/umum");
        var next = page.Locator("p.actions[data-step] button.primary");
        while (await visit.ShownQuestions.IsVisibleAsync())
        {
            await visit.ShownQuestions.Locator("label.option").First.ClickAsync();
            await next.ClickAsync();
        }

        var extra = page.Locator("fieldset.extra:visible");
        await LooksRightAsync(visit);
        while (await extra.IsVisibleAsync())
        {
            await extra.Locator("input[type=checkbox]").First.CheckAsync();
            await next.ClickAsync();
        }

        await visit.Send.ClickAsync();
        await page.WaitForURLAsync("**/terima-kasih/**");
        await visit.GoAsync("/staff/units/plg-disnaker/extra-questions/results");
        await LooksRightAsync(visit);
    }

    internal static Task SubmitAsync(Visit visit) => visit.Page.Locator("main form[method=post] button.primary").ClickAsync();

    internal static async Task LooksRightAsync(Visit visit)
    {
        // Marks and colours are the same in both languages, so each look is taken in one of them.
        var isIndonesian = await visit.Page.Locator("html").GetAttributeAsync("lang") == "id";
        await AccessibilityTests.AssertAccessibleAsync(visit, isIndonesian ? [(1280, ColorScheme.Dark)] : [(360, ColorScheme.Light)]);
        await visit.Page.SetViewportSizeAsync(360, 800);
        Assert.False(await visit.ScrollsSidewaysAsync(), $"{visit.Page.Url} scrolls sideways on a phone");
        if (Environment.GetEnvironmentVariable("PUBLICVOICE_JOURNEY_PICTURES") is { } folder)
        {
            var name = string.Concat(new Uri(visit.Page.Url).AbsolutePath.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            foreach (var width in new[] { 360, 1280 })
            {
                await visit.Page.SetViewportSizeAsync(width, 800);
                await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
            }
        }
    }
}
