using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>A counter tablet from its pairing to everything that can go wrong with it.</summary>
public class KioskJourneys(Browser browser)
{
    private const string Unit = "plg-disdukcapil";

    [Fact]
    public async Task Tablet_NetworkCutBrowserKilledServerUpdated_DeliversEveryAnswerOnce()
    {
        await using var server = new ServerProcess();
        await server.CommandAsync("seed", "demo", "--city", "plg", "--responses", "50", "--months", "1", "--seed", "7");
        await server.StartAsync();
        var comments = Enumerable.Range(0, 5).Select(_ => Stored.UniqueComment()).ToList();
        string code;
        await using (var officer = await Officer.SignInAsync(browser, server, "plg"))
        {
            await officer.AskAlsoAsync(Unit, "Dari mana Anda mengetahui layanan ini?", "Teman", "Spanduk");
            code = await officer.PairingCodeAsync(Unit);
        }

        await using var tablet = new KioskVisit(browser, server, Unit);
        await tablet.PairAsync(code);
        await tablet.CloseAsync(); // Chromium writes cookies down when it closes, and every half a minute
        await tablet.OpenAsync();
        await tablet.Page.GotoAsync($"/kiosk/{Unit}");
        await tablet.AnswerAsync(comments[0]);
        await tablet.WaitingAsync(0);
        Assert.Equal([comments[0]], Stored.FromTablets(server).Select(stored => stored.Comment));

        await tablet.Page.Context.SetOfflineAsync(true);
        await tablet.AnswerAsync(comments[1]);
        await tablet.AnswerAsync(comments[2]);
        await tablet.WaitingAsync(2);
        await tablet.Page.ReloadAsync();
        await tablet.Start.WaitForAsync();
        await tablet.AnswerAsync(comments[3]);
        await tablet.WaitingAsync(3);
        AssertSealed(await tablet.KeptAsync(), comments);

        // Half an answer is nobody's: it dies with the browser.
        await tablet.Start.ClickAsync();
        await tablet.ChooseToTheEndAsync();
        await tablet.Page.Locator("#saran").FillAsync(comments[4]);
        await tablet.KillAsync();
        await server.StopAsync();
        Assert.All(comments, comment => Assert.False(tablet.HoldsOnDisk(comment), $"\"{comment}\" can be read on the tablet"));
        var restarted = DateTime.UtcNow;

        await tablet.OpenAsync();
        await tablet.Page.GotoAsync($"/kiosk/{Unit}");
        await tablet.WaitingAsync(3);

        // It comes back with new pages: whoever has begun ends on the old ones.
        server.ChangePages();
        await server.StartAsync();
        await tablet.Page.EvaluateAsync("globalThis.isOld = true");
        await tablet.Start.ClickAsync();
        await tablet.NetworkIsBackAsync();
        await tablet.Page.WaitForFunctionAsync("() => navigator.serviceWorker.getRegistration().then((registration) => registration.waiting !== null)");
        await tablet.FinishAsync(comments[4]);
        await tablet.WaitingAsync(0);
        Assert.True(await tablet.Page.EvaluateAsync<bool>("globalThis.isOld === true"));
        await tablet.RefreshAsync(); // nobody is there now
        await tablet.Page.WaitForFunctionAsync("() => !globalThis.isOld");
        await tablet.Start.WaitForAsync();
        await tablet.WaitingAsync(0);

        var stored = Stored.FromTablets(server);
        Assert.Equal(comments, stored.Select(answer => answer.Comment)); // each once, in the order in which they were given
        Assert.Equal(comments.Count, Stored.ExtraAnswers(server, 0b10));
        Assert.All(stored.Skip(1).Take(3), answer => Assert.True(answer.Given < restarted && answer.Received > restarted, $"{answer}"));
        Assert.Equal("[]", await tablet.KeptAsync());
        tablet.Visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Tablet_Revoked_SaysSoAndDeliversOnceReinstated()
    {
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg");
        await using var tablet = new KioskVisit(browser, browser.Server, Unit);
        var name = $"Loket {Guid.NewGuid():N}";
        await tablet.PairAsync(await officer.PairingCodeAsync(Unit, name));
        await tablet.Page.Context.SetOfflineAsync(true);
        var comment = Stored.UniqueComment();
        await tablet.AnswerAsync(comment);
        await officer.Visit.GoAsync("/staff/kiosks");
        await officer.Visit.Page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await officer.Visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cabut tablet" }).ClickAsync();

        await tablet.Page.Context.SetOfflineAsync(false);
        await tablet.NetworkIsBackAsync();
        await tablet.Page.GetByRole(AriaRole.Heading, new() { Name = "Tablet ini sudah dicabut" }).WaitForAsync();
        Assert.Equal(0, Stored.Responses(browser.Server, comment));
        await officer.Visit.Page.ReloadAsync();
        await officer.Visit.Page.GetByText("Belum terkirim", new() { Exact = true }).WaitForAsync();
        await officer.Visit.Page.GetByRole(AriaRole.Button, new() { Name = "Batalkan pencabutan" }).ClickAsync();
        await tablet.NetworkIsBackAsync();
        await tablet.Start.WaitForAsync();
        await tablet.WaitingAsync(0);
        Assert.Equal(1, Stored.Responses(browser.Server, comment));
    }

    [Fact]
    public async Task Tablet_LeftAlone_AsksAndStartsAgain()
    {
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg");
        await using var tablet = new KioskVisit(browser, browser.Server, Unit);
        await tablet.PairAsync(await officer.PairingCodeAsync(Unit));
        await tablet.Page.Clock.InstallAsync();
        await tablet.Page.ReloadAsync();
        await tablet.Start.ClickAsync();
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await tablet.Page.Locator(".choice").First.ClickAsync();
        var asking = tablet.Page.Locator("dialog.asking");
        await tablet.Page.Clock.RunForAsync(44_000);
        Assert.Equal(0, await asking.CountAsync());
        await tablet.Page.Clock.RunForAsync(2_000);
        await tablet.Page.GetByRole(AriaRole.Heading, new() { Name = "Are you still there?" }).WaitForAsync();
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, continue" }).ClickAsync();
        Assert.Equal(0, await asking.CountAsync());

        await tablet.Page.Clock.RunForAsync(46_000);
        await asking.WaitForAsync();
        await tablet.Page.Clock.RunForAsync(21_000);
        await tablet.Start.WaitForAsync();
        Assert.Equal("Mulai", (await tablet.Start.InnerTextAsync()).Trim()); // in Indonesian again
        await tablet.Start.ClickAsync();
        await tablet.Page.Locator(".choice").First.ClickAsync();
        Assert.Equal("[]", await tablet.KeptAsync());
        Assert.Equal(0, await tablet.Page.Locator(".choice[aria-pressed=true]").CountAsync());

        // Thanks stay for five seconds.
        await tablet.ChooseToTheEndAsync();
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Kirim sekarang" }).ClickAsync();
        await tablet.Page.GetByRole(AriaRole.Heading, new() { Name = "Terima kasih" }).WaitForAsync();
        await tablet.Page.Clock.RunForAsync(5_000);
        await tablet.Start.WaitForAsync();
    }

    [Fact]
    public async Task Tablet_QuestionnaireChangedDuringAVisit_IsShownToTheNextVisitor()
    {
        const string Changed = "Sudah jelaskah persyaratannya?";
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg");
        await using var tablet = new KioskVisit(browser, browser.Server, Unit);
        await tablet.PairAsync(await officer.PairingCodeAsync(Unit));
        await tablet.Start.ClickAsync();
        await tablet.Page.Locator(".choice").First.ClickAsync(); // the service
        await tablet.NextAsync("Layanan apa");
        var before = await tablet.Page.Locator("h1").InnerTextAsync();
        await tablet.Page.RouteAsync("**/questionnaire", async route =>
        {
            var answer = await route.FetchAsync();
            var questionnaire = System.Text.Json.Nodes.JsonNode.Parse(await answer.TextAsync())!;
            questionnaire["questions"]![0]!["text"]!["id"] = Changed;
            await route.FulfillAsync(new() { Response = answer, Body = questionnaire.ToJsonString() });
        });
        await tablet.RefreshAsync();
        await tablet.Page.Locator(".choice").First.ClickAsync();
        await tablet.NextAsync(before);
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Kembali" }).ClickAsync();
        Assert.Equal(before, await tablet.Page.Locator("h1").InnerTextAsync());
        Assert.Equal(1, await tablet.Page.Locator(".choice[aria-pressed=true]").CountAsync()); // what was chosen is still there

        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Berhenti" }).ClickAsync();
        await tablet.Start.ClickAsync();
        await tablet.Page.Locator(".choice").First.ClickAsync();
        await tablet.Page.GetByRole(AriaRole.Heading, new() { Name = Changed }).WaitForAsync();
    }

    [Fact]
    public async Task Tablet_ServerTooBusy_SaysSoAndDeliversLater()
    {
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg");
        await using var tablet = new KioskVisit(browser, browser.Server, Unit);
        await tablet.PairAsync(await officer.PairingCodeAsync(Unit));
        await tablet.WaitingAsync(0);
        var answers = new Queue<int>([429, 503, 502]);
        await tablet.Page.RouteAsync("**/answers", async route =>
        {
            if (answers.TryDequeue(out var status))
            {
                await route.FulfillAsync(new() { Status = status, Body = "<html>busy</html>", Headers = new Dictionary<string, string> { ["Retry-After"] = "300" } });
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        var comment = Stored.UniqueComment();
        await tablet.AnswerAsync(comment);
        await tablet.WaitingAsync(1);
        await tablet.Corner.ClickAsync();
        await tablet.Page.GetByText("Server sibuk").WaitForAsync();
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Kirim sekarang" }).ClickAsync();
        await tablet.Page.GetByText("Server sibuk").WaitForAsync();
        Assert.Single(answers); // and nothing was asked before its time
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Kirim sekarang" }).ClickAsync();
        await tablet.Page.GetByRole(AriaRole.Dialog).GetByText("Tanpa sambungan").WaitForAsync();
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Kirim sekarang" }).ClickAsync();
        await tablet.Page.GetByRole(AriaRole.Dialog).GetByText("Tersambung", new() { Exact = true }).WaitForAsync();
        Assert.Equal(1, Stored.Responses(browser.Server, comment));
        Assert.Equal("[]", await tablet.KeptAsync());
    }

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task Tablet_EveryScreen_IsAccessibleAndLargeEnough(string language)
    {
        await using var officer = await Officer.SignInAsync(browser, browser.Server, "plg");
        await LooksRightAsync(officer.Visit, "staff-new", 24);
        await using var tablet = new KioskVisit(browser, browser.Server, Unit);
        await tablet.PairAsync(await officer.PairingCodeAsync(Unit));
        await LooksRightAsync(officer.Visit, "staff-made", 24);
        await officer.Visit.GoAsync("/staff/kiosks");
        await LooksRightAsync(officer.Visit, "staff-list", 24);
        await officer.Visit.Page.Locator("tbody a").First.ClickAsync();
        await LooksRightAsync(officer.Visit, "staff-kiosk", 24);

        await LooksRightAsync(tablet.Visit, $"start-{language}");
        await tablet.Corner.ClickAsync();
        await LooksRightAsync(tablet.Visit, $"status-{language}");
        await tablet.Page.Keyboard.PressAsync("Escape");
        await tablet.Start.FocusAsync();
        await tablet.Page.Keyboard.PressAsync("Enter");
        if (language == "en")
        {
            await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            Assert.Equal("en", await tablet.Page.Locator("html").GetAttributeAsync("lang"));
        }

        var screen = 0;
        while (await tablet.Page.Locator("#saran").CountAsync() == 0)
        {
            screen++;
            if (language == "id" || screen == 1)
            {
                await LooksRightAsync(tablet.Visit, $"{screen:00}-{language}");
            }

            var heading = await tablet.Page.Locator("h1").InnerTextAsync();
            Assert.Equal("H1", await tablet.Page.EvaluateAsync<string>("document.activeElement.tagName")); // read out, and the next Tab reaches the choices
            await tablet.Page.Locator(".choice").Nth(1).FocusAsync();
            await tablet.Page.Keyboard.PressAsync("Enter");
            await tablet.NextAsync(heading);
        }

        await LooksRightAsync(tablet.Visit, $"comment-{language}");
        await tablet.Page.Locator(".actions .primary").ClickAsync();
        await tablet.Page.Locator(".thanks-screen").WaitForAsync();
        await LooksRightAsync(tablet.Visit, $"thanks-{language}");
        tablet.Visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Tablet_ItsModules_MakeKeysAndWaitAsTheyShould()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await visit.GoAsync("/kiosk");
        var keys = await visit.Page.EvaluateAsync<string[]>("import('/js/kiosk/sealing.js').then(({ newKey }) => [newKey(0), newKey(1795000000123), newKey(1795000000123), newKey(1795000000124)])");
        Assert.Equal(["00000000-0000-7", "01a1ee56-5e7b-7", "01a1ee56-5e7b-7", "01a1ee56-5e7c-7"], keys.Select(key => key[..15]));
        Assert.Equal(4, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Contains(key[19], "89ab"));
        var pauses = await visit.Page.EvaluateAsync<double[]>("import('/js/kiosk/sync.js').then(({ pauseAfter }) => [pauseAfter(1, 1), pauseAfter(2, 1), pauseAfter(2, 0), pauseAfter(30, 1), pauseAfter(3000, 0.5)])");
        Assert.Equal([2000, 4000, 2000, 300_000, 225_000], pauses);
    }

    private static void AssertSealed(string kept, IEnumerable<string> comments)
    {
        Assert.Contains("\"data\":", kept, StringComparison.Ordinal);
        Assert.All(comments.Append("comment").Append("q.").Append("fields"), secret => Assert.DoesNotContain(secret, kept, StringComparison.Ordinal));
    }

    private static async Task LooksRightAsync(Visit visit, string name, int smallest = 64)
    {
        await AccessibilityTests.AssertAccessibleAsync(visit, (1280, ColorScheme.Dark), (800, ColorScheme.Light));
        foreach (var (width, height) in new[] { (1280, 800), (800, 1280) })
        {
            await visit.Page.SetViewportSizeAsync(width, height);
            Assert.False(await visit.ScrollsSidewaysAsync(), $"{name} scrolls sideways at {width} px");
            foreach (var target in await visit.Page.Locator("main button:visible, footer button:visible, dialog button:visible").AllAsync())
            {
                var box = await target.BoundingBoxAsync();
                Assert.True(box!.Height >= smallest && box.Width >= smallest, $"{name}: {await target.InnerTextAsync()} is {box.Width} × {box.Height}");
            }

            if (Environment.GetEnvironmentVariable("PUBLICVOICE_JOURNEY_PICTURES") is { } folder)
            {
                await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"kiosk-{name}-{width}.png") });
            }
        }
    }
}
