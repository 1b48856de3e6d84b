using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>A tablet at a counter, with its browser's data in a folder that outlives the browser.</summary>
public sealed class KioskVisit(Browser browser, ServerProcess server, string unit) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("publicvoice-tablet-").FullName;

    public Visit Visit { get; private set; } = null!;

    public IPage Page => Visit.Page;

    public ILocator Corner => Page.Locator(".corner");

    public ILocator Start => Page.Locator("button.huge");

    public async Task OpenAsync() => Visit = await browser.OpenTabletAsync(folder, server.Address);

    public async Task CloseAsync() => await Visit.DisposeAsync();

    /// <summary>Opens the link that the staff page shows as a QR code.</summary>
    public async Task PairAsync(string code)
    {
        await OpenAsync();
        await Visit.GoAsync($"/kiosk#{code}");
        Assert.Equal(code, await Page.Locator("#f-Code").InputValueAsync());
        Assert.DoesNotContain("#", Page.Url, StringComparison.Ordinal);
        await Page.Locator("#pasang button").ClickAsync();
        await Page.WaitForURLAsync($"**/kiosk/{unit}");
        await Start.WaitForAsync();

        // The pages are kept from now on.
        await Page.EvaluateAsync(
            """
            () => new Promise((resolve, reject) => {
              const worker = navigator.serviceWorker;
              setTimeout(() => reject(new Error("The pages are not kept.")), 15_000);
              worker.controller ? resolve() : worker.addEventListener("controllerchange", () => resolve(), { once: true });
            })
            """);
    }

    /// <summary>One visitor, from the first touch to the thanks.</summary>
    public async Task AnswerAsync(string comment)
    {
        await Start.ClickAsync();
        await FinishAsync(comment);
    }

    /// <summary>From the first question on.</summary>
    public async Task FinishAsync(string comment)
    {
        await ChooseToTheEndAsync();
        await Page.Locator("#saran").FillAsync(comment);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Kirim sekarang" }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Terima kasih" }).WaitForAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Selesai" }).ClickAsync();
        await Start.WaitForAsync();
    }

    public async Task ChooseToTheEndAsync()
    {
        while (await Page.Locator("#saran").CountAsync() == 0)
        {
            var heading = await Page.Locator("h1").InnerTextAsync();
            var next = Page.GetByRole(AriaRole.Button, new() { Name = "Lanjut", Exact = true });
            var isSeveral = await next.IsVisibleAsync(); // no touch leads on by itself
            await Page.Locator(".choice").Nth(1).ClickAsync();
            if (isSeveral)
            {
                await next.ClickAsync();
            }

            await NextAsync(heading);
        }
    }

    public Task NextAsync(string heading) => Page.Locator("h1").Filter(new() { HasNotText = heading }).WaitForAsync();

    /// <summary>What waits as the page says, once it is this.</summary>
    public Task WaitingAsync(int count) => Corner.Filter(new() { HasText = count == 0 ? "Tersambung" : $"{count} belum terkirim" }).WaitForAsync();

    /// <summary>As a browser notices that there is a network again.</summary>
    public Task NetworkIsBackAsync() => Page.EvaluateAsync("dispatchEvent(new Event('online'))");

    /// <summary>The tablet finds the network gone and back again, and asks what is new.</summary>
    public async Task RefreshAsync()
    {
        await Page.Context.SetOfflineAsync(true);
        await NetworkIsBackAsync(); // in vain
        await Corner.Filter(new() { HasText = "Tanpa sambungan" }).WaitForAsync();
        await Page.Context.SetOfflineAsync(false);
        await Page.RunAndWaitForResponseAsync(NetworkIsBackAsync, "**/questionnaire");
    }

    /// <summary>Every record that the tablet keeps, as text.</summary>
    public Task<string> KeptAsync() => Page.EvaluateAsync<string>(
        """
        () => new Promise((resolve, reject) => {
          const request = indexedDB.open("publicvoice-kiosk");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const all = request.result.transaction("answers").objectStore("answers").getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
          };
        })
        """);

    /// <summary>Ends the browser without a chance to tidy up, as an empty battery does.</summary>
    public async Task KillAsync()
    {
        foreach (var process in Process.GetProcesses().Where(IsOurs))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Whether a text stands anywhere in the files of the browser.</summary>
    public bool HoldsOnDisk(string text)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path) is { Exists: true, LinkTarget: null }).Select(File.ReadAllBytes)
            .Any(bytes => forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0));
    }

    public async ValueTask DisposeAsync()
    {
        await Visit.DisposeAsync();
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains($"--user-data-dir={folder}\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it ended meanwhile
        }
    }
}
