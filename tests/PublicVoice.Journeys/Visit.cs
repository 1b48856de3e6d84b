using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>One visitor's tab, watched for what must never happen: a request elsewhere, a script error, a breach of the content policy.</summary>
public sealed class Visit : IAsyncDisposable
{
    public const string Survey = "/s/plg-disdukcapil/umum";

    private readonly ConcurrentQueue<string> troubles = new();

    public Visit(IPage page, Uri server)
    {
        Page = page;
        page.Context.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme is "http" or "https" && target.Authority != server.Authority)
            {
                troubles.Enqueue($"request to {target.Authority}");
            }
        };
        page.PageError += (_, error) => troubles.Enqueue(error);
        page.Console += (_, message) =>
        {
            // Chromium also logs every answer of 400 and above, which some journeys provoke.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                troubles.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public ILocator Send => Page.Locator("form#survei .actions button[type=submit].primary");

    public ILocator Continue => Page.GetByRole(AriaRole.Button, new() { Name = "Lanjut", Exact = true });

    public ILocator ShownQuestions => Page.Locator("fieldset.question:visible");

    public async Task<IResponse> GoAsync(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} did not answer.");

    /// <summary>Answers the questions one after the other, from wherever the form stands, up to the last step.</summary>
    /// <param name="option">1 is the first option of each question.</param>
    public async Task AnswerStepwiseAsync(int option = 4)
    {
        while (!await Send.IsVisibleAsync())
        {
            await ShownQuestions.Locator("label.option").Nth(option - 1).ClickAsync();
            await Continue.ClickAsync();
        }
    }

    /// <summary>Answers all questions of the form as it is without JavaScript.</summary>
    public async Task AnswerAllAsync(int option = 3)
    {
        foreach (var question in await Page.Locator("fieldset.question").AllAsync())
        {
            await question.Locator("label.option").Nth(option - 1).ClickAsync();
        }
    }

    /// <returns>The receipt code of the thanks page.</returns>
    public async Task<string> ReceiptAsync()
    {
        await Page.WaitForURLAsync("**/terima-kasih/*");
        return (await Page.Locator(".receipt").InnerTextAsync()).Trim();
    }

    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async Task<int> ShownNumberAsync() =>
        int.Parse((await ShownQuestions.Locator(".number").InnerTextAsync()).TrimEnd('.'), CultureInfo.InvariantCulture);

    /// <param name="third">A host that may be asked.</param>
    public void AssertNoTrouble(string? third = null) => Assert.DoesNotContain(troubles, trouble => third is null || trouble != $"request to {third}");

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
