using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>Two people of a city who moderate and answer, each signed in at a desk.</summary>
public sealed class ForumOffice(Browser browser) : IAsyncLifetime
{
    public const string Unit = "plg-disdukcapil";

    public Officer First { get; private set; } = null!;

    public Officer Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        First = await Officer.SignInAsync(browser, browser.Server, "plg", "Rahmat Hidayat");
        Second = await Officer.SignInAsync(browser, browser.Server, "plg", "Siti Aminah");
        foreach (var (by, to) in new[] { (First, Second), (Second, First) })
        {
            await to.Visit.GoAsync("/staff/account");
            var email = (await to.Visit.Page.Locator("main dd").First.InnerTextAsync()).Trim();
            foreach (var role in new[] { "Moderator", "UnitOfficer" })
            {
                await by.Visit.GoAsync("/staff/people/new");
                await by.Visit.Page.Locator("#f-Email").FillAsync(email);
                await by.Visit.Page.Locator("#f-Name").FillAsync("Rekan");
                await by.Visit.Page.Locator("#f-Role").SelectOptionAsync(role);
                await by.Visit.Page.Locator("#f-Unit").SelectOptionAsync("plg");
                await by.SubmitAsync();
                await by.Visit.Page.Locator(".notice").WaitForAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}

/// <summary>What a citizen writes, from the phone to the moderators, the office and back.</summary>
public class ForumJourneys(Browser browser, ForumOffice office) : IClassFixture<ForumOffice>
{
    [Fact]
    public async Task Topic_WrittenMaskedPublishedAnsweredFollowedUp_IsSolved()
    {
        await using var citizen = await browser.VisitAsync(new Visitor());
        var title = $"Antrean loket {Guid.NewGuid():N}"[..30];
        var receipt = await WriteAsync(citizen, title, "Tiga jam menunggu. Hubungi saya di 0812-3456-7890. Petugasnya Budi Santoso.");
        var moderator = office.First.Visit;
        var page = moderator.Page;

        // With the keyboard alone, from the queue to the decision.
        await moderator.GoAsync($"/staff/forum?unit={ForumOffice.Unit}");
        await page.Locator("h1").ClickAsync();
        for (var at = 0; at < 50 && await FocusAsync(page) != title; at++)
        {
            await page.Keyboard.PressAsync("j");
        }

        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync(url => url.Contains("/staff/forum/", StringComparison.Ordinal));
        var address = new Uri(page.Url).PathAndQuery;
        await page.Keyboard.PressAsync("c");
        await page.GetByText("Ada di tangan Anda.").WaitForAsync();
        await SelectAsync(page, "Budi Santoso");
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("r"); // in a field a letter is a letter
        await page.Keyboard.PressAsync("Backspace");
        Assert.Equal("Budi Santoso", await page.Locator("#f-Passages").InputValueAsync());
        Assert.False(await page.Locator("#f-Reason").IsVisibleAsync());
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("p");
        Assert.Equal(address, new Uri(page.Url).PathAndQuery); // nothing was decided yet
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".notice").WaitForAsync();
        Assert.EndsWith($"/staff/forum?unit={ForumOffice.Unit}", page.Url, StringComparison.Ordinal);

        await moderator.GoAsync(address);
        await page.Keyboard.PressAsync("?");
        await page.Locator("#pintasan button").ClickAsync(); // off
        await page.Keyboard.PressAsync("j");
        Assert.Equal("Nyalakan pintasan", await FocusAsync(page));
        await page.Locator("#pintasan button").ClickAsync();

        await citizen.GoAsync($"/forum/{ForumOffice.Unit}");
        await citizen.Page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        var words = citizen.Page.Locator("article.topic");
        Assert.Contains("Hubungi saya di •••. Petugasnya •••.", await words.InnerTextAsync(), StringComparison.Ordinal);
        var topic = new Uri(citizen.Page.Url).PathAndQuery;

        await AnswerAsync(moderator, address, "InProgress", "Loket ketiga dibuka mulai Senin.", ("DoneBy", "2099-12-01"));
        await AnswerAsync(moderator, address, "Done", "Loket ketiga sudah buka.", ("Evidence", "Papan loket dan jadwal petugas."));
        await moderator.GoAsync(address);
        await StaffJourneys.LooksRightAsync(moderator);
        await citizen.GoAsync(topic);
        Assert.Contains("Papan loket dan jadwal petugas.", await citizen.Page.Locator(".timeline").InnerTextAsync(), StringComparison.Ordinal);
        await citizen.GoAsync(receipt);
        await citizen.Page.GetByRole(AriaRole.Link, new() { Name = "Ya, sudah selesai" }).ClickAsync();
        await citizen.Page.Locator("main form button.primary").ClickAsync();
        await citizen.Page.GetByText("Penulis menyatakan: sudah selesai").WaitForAsync();
        citizen.AssertNoTrouble();
        moderator.AssertNoTrouble();
    }

    [Fact]
    public async Task Topic_RejectedByOneOfTwo_IsAppealedDecidedByTheOtherAndMerged()
    {
        await using var citizen = await browser.VisitAsync(new Visitor());
        var title = $"Syarat pindah {Guid.NewGuid():N}"[..30];
        var receipt = await WriteAsync(citizen, title, "Apa saja syarat pindah antarkota?");
        var (first, second) = (office.First.Visit, office.Second.Visit);
        foreach (var moderator in new[] { first, second })
        {
            await moderator.GoAsync($"/staff/forum?unit={ForumOffice.Unit}");
            await moderator.Page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
            await moderator.Page.Locator("#keputusan").WaitForAsync();
        }

        // Both have it open; the second is faster.
        await second.Page.GetByText("Tolak", new() { Exact = true }).First.ClickAsync();
        await second.Page.Locator("#f-Reason").SelectOptionAsync("NotAService");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Tolak" }).DblClickAsync();
        await second.Page.Locator(".notice").WaitForAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Terbitkan", Exact = true }).ClickAsync();
        await first.Page.GetByText("Sudah diputuskan oleh Siti Aminah: Ditolak.").WaitForAsync();

        await citizen.GoAsync(receipt);
        await citizen.Page.GetByText("Bukan tentang layanan publik pemerintah ini").First.WaitForAsync();
        await citizen.GoAsync($"{receipt.Split('?')[0]}/banding");
        await citizen.Page.Locator("#f-Text").FillAsync("Ini layanan dinas.");
        await citizen.Page.Locator("main form button.primary").ClickAsync();
        await citizen.Page.Locator(".notice").WaitForAsync();

        foreach (var moderator in new[] { second, first })
        {
            await moderator.GoAsync("/staff/forum?only=appeals");
            await moderator.Page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
            await moderator.Page.Locator("#keputusan").WaitForAsync();
        }

        await second.Page.GetByText("Keberatan ini diputuskan moderator lain").WaitForAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Terbitkan", Exact = true }).ClickAsync();
        await first.Page.Locator(".notice").WaitForAsync();
        await citizen.GoAsync(receipt);
        await citizen.Page.Locator(".state", new() { HasText = "Dipublikasikan" }).WaitForAsync();

        // Another citizen wrote the same.
        await using var neighbour = await browser.VisitAsync(new Visitor());
        var (other, into) = ($"{title} juga", new Uri(second.Page.Url).Segments[^1]);
        var receiptOfOther = await WriteAsync(neighbour, other, "Saya juga ingin tahu syarat pindah.");
        await first.GoAsync($"/staff/forum?unit={ForumOffice.Unit}");
        await first.Page.GetByRole(AriaRole.Link, new() { Name = other }).ClickAsync();
        await first.Page.GetByText("Gabungkan dengan topik lain").ClickAsync();
        await first.Page.Locator("#f-Into").FillAsync($"#{into}");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Gabungkan" }).ClickAsync();
        await first.Page.Locator(".notice").WaitForAsync();
        await neighbour.GoAsync(receiptOfOther);
        await neighbour.Page.GetByRole(AriaRole.Link, new() { Name = "Lihat topik tempat topik ini digabung" }).ClickAsync();
        Assert.Equal(title, await neighbour.Page.Locator("h1").InnerTextAsync());
        citizen.AssertNoTrouble();
        first.AssertNoTrouble();
    }

    /// <returns>The address of the receipt.</returns>
    private static async Task<string> WriteAsync(Visit visit, string title, string text)
    {
        await visit.GoAsync($"/forum/{ForumOffice.Unit}/tulis");
        await visit.Page.Locator("#f-Draft-Kind-3").CheckAsync();
        await visit.Page.Locator("#f-Draft-Title").FillAsync(title);
        await visit.Page.Locator("#f-Draft-Text").FillAsync(text);
        await visit.Page.Locator("main form button.primary").First.ClickAsync();
        await visit.Page.Locator("button[name=langkah][value=kirim]").ClickAsync();
        await visit.Page.Locator(".receipt").WaitForAsync();
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private static async Task AnswerAsync(Visit visit, string post, string outcome, string text, (string Field, string Value) more)
    {
        await visit.GoAsync($"{post.Split('?')[0]}/answer");
        await visit.Page.Locator("#f-Outcome").SelectOptionAsync(outcome);
        await visit.Page.Locator("#f-Text").FillAsync(text);
        await visit.Page.Locator($"#f-{more.Field}").FillAsync(more.Value);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Simpan rancangan" }).ClickAsync();
        await StaffJourneys.LooksRightAsync(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Terbitkan" }).ClickAsync();
        await visit.Page.GetByText("Tanggapan terbit dan penulis diberi tahu.").WaitForAsync();
    }

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static async Task SelectAsync(IPage page, string passage) => await page.EvaluateAsync(
        """
        passage => {
          const walker = document.createTreeWalker(document.querySelector("[data-words]"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(passage);
            if (at >= 0) {
              getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + passage.length);
            }
          }
        }
        """,
        passage);
}
