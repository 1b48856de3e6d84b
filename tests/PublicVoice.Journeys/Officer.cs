using PublicVoice.Web.Accounts;

namespace PublicVoice.Journeys;

/// <summary>An administrator at a desk, signed in with the second factor.</summary>
public sealed class Officer(Visit visit) : IAsyncDisposable
{
    private const string Password = "kuda putih di sawah";
    private static int counter;

    public Visit Visit => visit;

    public static async Task<Officer> SignInAsync(
        Browser browser, ServerProcess server, string government, string name = "Ratna Dewi", int width = 1280, string language = "id")
    {
        var visit = await browser.VisitAsync(new Visitor(Width: width, Language: language, Server: server));
        var printed = await server.CommandAsync(
            "user", "add", "--admin", "--email", $"loket{Interlocked.Increment(ref counter)}@palembang.example", "--name", name, "--unit", government);
        await visit.GoAsync(new Uri(printed.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery);
        await visit.Page.Locator("#f-Password").FillAsync(Password);
        await visit.Page.Locator("#f-Repeated").FillAsync(Password);
        var officer = new Officer(visit);
        await officer.SubmitAsync();
        await visit.Page.WaitForURLAsync("**/staff/account/two-factor*");
        await visit.GoAsync("/staff/account/two-factor/app");
        var key = (await visit.Page.Locator(".secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal).Trim();
        await visit.Page.Locator("#f-Code").FillAsync(AuthenticatorCodes.Code(key, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));
        await visit.Page.Locator("#f-Password").FillAsync(Password);
        await officer.SubmitAsync();
        await visit.Page.Locator(".codes li").First.WaitForAsync();
        return officer;
    }

    /// <returns>The one-time code that pairs a tablet.</returns>
    public async Task<string> PairingCodeAsync(string unit, string name = "Loket 1")
    {
        await visit.GoAsync($"/staff/units/{unit}/kiosks/new");
        await visit.Page.Locator("#f-Name").FillAsync(name);
        await SubmitAsync();
        return (await visit.Page.Locator("strong.secret").InnerTextAsync()).Trim();
    }

    /// <summary>Has a unit ask for any number of two options as well.</summary>
    public async Task AskAlsoAsync(string unit, string question, string first, string second)
    {
        await visit.GoAsync($"/staff/units/{unit}/extra-questions/new");
        await visit.Page.Locator("#f-Form-Text-Id").FillAsync(question);
        await visit.Page.Locator("#f-Form-Code").FillAsync("sumber");
        await visit.Page.Locator("#f-Form-Kind").SelectOptionAsync("Multiple");
        await visit.Page.Locator("#f-Form-Options-0--Id").FillAsync(first);
        await visit.Page.Locator("#f-Form-Options-1--Id").FillAsync(second);
        await SubmitAsync();
        await visit.Page.WaitForURLAsync($"**/staff/units/{unit}/extra-questions");
    }

    public Task SubmitAsync() => visit.Page.Locator("main form[method=post] button.primary").ClickAsync();

    public ValueTask DisposeAsync() => visit.DisposeAsync();
}
