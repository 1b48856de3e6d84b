using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>The proof of work in a real browser, under the content policy that forbids everything else.</summary>
public class HumanCheckJourneys(Browser browser)
{
    private const int Unchecked = 0;
    private const int HumanCheck = 1;

    [Fact]
    public async Task Rate_WithJavaScript_ProvesItWithoutAskingAnything()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);
        Assert.Equal(0, await visit.Page.Locator("altcha-widget").CountAsync()); // nothing before the first interaction
        await visit.AnswerStepwiseAsync();
        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Page.WaitForFunctionAsync("new FormData(document.getElementById('survei')).get('bukti')?.length > 0");
        Assert.False(await visit.Page.Locator("altcha-widget").IsVisibleAsync());
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();
        Assert.Equal(HumanCheck, Stored.Assurance(browser.Server, comment));
        visit.AssertNoTrouble();
    }

    [Fact]
    public async Task Rate_WithoutJavaScript_IsTakenAsUnchecked()
    {
        await using var visit = await browser.VisitAsync(new Visitor(JavaScript: false));
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);
        await visit.AnswerAllAsync();
        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Page.Locator("form#survei .actions button.primary").ClickAsync();
        await visit.ReceiptAsync();
        Assert.Equal(Unchecked, Stored.Assurance(browser.Server, comment));
    }

    [Fact]
    public async Task Rate_CheckOfAThirdParty_IsLoadedUnderThePolicyAndProven()
    {
        using var verify = new HttpListener();
        var endpoint = new Uri($"http://127.0.0.1:{FreePort()}/");
        verify.Prefixes.Add(endpoint.ToString());
        verify.Start();
        var asked = new ConcurrentQueue<string>();
        var answering = AnswerAsync(verify, asked);
        await using var server = new ServerProcess();
        await server.CommandAsync("seed", "demo", "--city", "plg", "--responses", "10", "--months", "1", "--seed", "7");
        server.Environment["PublicVoice__HumanCheck__SiteKey"] = "kunci-situs";
        server.Environment["PublicVoice__HumanCheck__Secret"] = "rahasia";
        server.Environment["PublicVoice__HumanCheck__Endpoint"] = endpoint.ToString();
        foreach (var (kind, host, script) in Providers)
        {
            server.Environment["PublicVoice__HumanCheck__Kind"] = kind;
            await server.StartAsync();
            await using var visit = await browser.VisitAsync(new Visitor(Server: server));
            await visit.Page.Context.RouteAsync("https://**/*", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = script }));
            var comment = Stored.UniqueComment();
            await visit.GoAsync(Visit.Survey);
            await visit.AnswerStepwiseAsync();
            await visit.Page.Locator("#saran").FillAsync(comment);
            await visit.Page.WaitForFunctionAsync("new FormData(document.getElementById('survei')).get('bukti') === 'bukti-dari-kunci-situs'");
            await visit.Send.ClickAsync();
            await visit.ReceiptAsync();
            Assert.Equal(HumanCheck, Stored.Assurance(server, comment));
            Assert.True(asked.TryDequeue(out var form), kind);
            Assert.StartsWith("secret=rahasia&response=bukti-dari-kunci-situs&remoteip=127.0.0.1", form, StringComparison.Ordinal);
            visit.AssertNoTrouble(host);
            if (kind == "Turnstile")
            {
                await RateWithoutScriptAsync(server);
            }

            Assert.Empty(asked);
            await server.StopAsync();
        }

        verify.Stop();
        await answering;
    }

    /// <summary>What the scripts of the providers do, as far as their documents say: each brings a frame and a field of its own.</summary>
    private static readonly (string Kind, string Host, string Script)[] Providers =
    [
        ("ReCaptcha", "www.google.com", "window.grecaptcha = { ready: (then) => then(), execute: (key, { action }) => action === 'rating' ? Promise.resolve('bukti-dari-' + key) : Promise.reject() };"),
        ("HCaptcha", "js.hcaptcha.com", Widget("hcaptcha", "https://js.hcaptcha.com/frame.html", "h-captcha-response") + "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'https://js.hcaptcha.com/x.css' }));"),
        ("Turnstile", "challenges.cloudflare.com", Widget("turnstile", "https://challenges.cloudflare.com/frame.html", "cf-turnstile-response")),
    ];

    private static string Widget(string name, string frame, string field) =>
        $$"""
        window.{{name}} = { render(place, { sitekey, callback }) {
          place.append(Object.assign(document.createElement("iframe"), { src: "{{frame}}" }), Object.assign(document.createElement("input"), { type: "hidden", name: "{{field}}", value: "x" }));
          callback("bukti-dari-" + sitekey);
        } };
        """;

    /// <summary>A provider that cannot be reached stops nobody.</summary>
    private async Task RateWithoutScriptAsync(ServerProcess server)
    {
        await using var visit = await browser.VisitAsync(new Visitor(Server: server));
        await visit.Page.Context.RouteAsync("https://**/*", route => route.AbortAsync());
        var comment = Stored.UniqueComment();
        await visit.GoAsync(Visit.Survey);
        await visit.AnswerStepwiseAsync();
        await visit.Page.Locator("#saran").FillAsync(comment);
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();
        Assert.Equal(Unchecked, Stored.Assurance(server, comment));
    }

    private static async Task AnswerAsync(HttpListener verify, ConcurrentQueue<string> asked)
    {
        try
        {
            while (true)
            {
                var context = await verify.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                asked.Enqueue(await reader.ReadToEndAsync());
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync("""{"success":true,"score":0.9,"action":"rating"}"""u8.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
