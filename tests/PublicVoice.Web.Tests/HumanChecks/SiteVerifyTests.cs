using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PublicVoice.Web.HumanChecks;

namespace PublicVoice.Web.Tests.HumanChecks;

/// <summary>The client of reCAPTCHA, hCaptcha and Turnstile against an endpoint of our own on loopback.</summary>
public sealed class SiteVerifyTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IAsyncLifetime
{
    private readonly List<IFormCollection> asked = [];
    private Func<HttpContext, Task> answer = context => context.Response.WriteAsJsonAsync(new { success = true });
    private WebApplication provider = null!;
    private Uri address = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        provider = builder.Build();
        provider.MapPost("/siteverify", async (HttpContext context) =>
        {
            asked.Add(await context.Request.ReadFormAsync());
            await answer(context);
        });
        await provider.StartAsync();
        address = new Uri(provider.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/siteverify");
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    [Theory]
    [InlineData("""{"success":true}""", true)]
    [InlineData("""{"success":true,"score":0.9}""", true)]
    [InlineData("""{"success":true,"score":0.3}""", false)]
    [InlineData("""{"success":false,"error-codes":["timeout-or-duplicate"]}""", false)]
    [InlineData("""{"success":true,"score":0.9,"action":"rating"}""", true)]
    [InlineData("""{"success":true,"score":0.9,"action":"login"}""", false)]
    [InlineData("""{"success":false,"error-codes":["invalid-input-secret"]}""", false)]
    [InlineData("null", false)]
    public async Task Passes_AsTheProviderSays(string json, bool expected)
    {
        answer = context => Answer(context, json);
        Assert.Equal(expected, await PassesAsync(new HumanCheckOptions { Kind = HumanCheckKind.ReCaptcha, SiteKey = "a", Secret = "rahasia", Endpoint = address }));
        var form = Assert.Single(asked);
        Assert.Equal(("rahasia", "bukti-1", "192.0.2.7"), (form["secret"].ToString(), form["response"].ToString(), form["remoteip"].ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Passes_ProviderFails_AsTheOperatorChose(bool chosen)
    {
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var nowhere = new Uri($"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}/");
        closed.Stop();
        Func<HttpContext, Task>[] failures =
        [
            context => Answer(context, "<html>"),
            context => Answer(context, "", StatusCodes.Status500InternalServerError),
            context => Answer(context, "", StatusCodes.Status302Found),
            context => Answer(context, """{"success":false,"error-codes":["internal-error"]}"""),
            context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
            context => Answer(context, new string(' ', 100_000) + """{"success":true}"""),
        ];
        foreach (var failure in failures)
        {
            answer = failure;
            Assert.Equal(chosen, await PassesAsync(Options(address)));
        }

        Assert.Equal(chosen, await PassesAsync(Options(nowhere)));

        HumanCheckOptions Options(Uri endpoint) =>
            new() { Kind = HumanCheckKind.Turnstile, SiteKey = "a", Secret = "b", Endpoint = endpoint, TimeoutSeconds = 1, PassWhenUnreachable = chosen };
    }

    [Fact]
    public async Task Passes_NoProof_AsksNobody()
    {
        Assert.False(await PassesAsync(new HumanCheckOptions { Kind = HumanCheckKind.HCaptcha, SiteKey = "a", Secret = "b", Endpoint = address, PassWhenUnreachable = true }, proof: ""));
        Assert.Empty(asked);
    }

    [Fact]
    public async Task Post_Flood_AsksTheProviderNoMore()
    {
        await using var configured = app.WithWebHostBuilder(builder => builder
            .UseSetting("PublicVoice:HumanCheck:Kind", "Turnstile").UseSetting("PublicVoice:HumanCheck:SiteKey", "a").UseSetting("PublicVoice:HumanCheck:Secret", "b")
            .UseSetting("PublicVoice:HumanCheck:Endpoint", address.ToString()).UseSetting("PublicVoice:RateLimits:AnyRating:Burst", "2"));
        using var browser = configured.CreateClient(new() { AllowAutoRedirect = false });
        var unit = await new TestData(app).CreateUnitAsync();
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        foreach (var expected in new[] { HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests })
        {
            HtmlAssert.Status(expected, await browser.SendAsync(page, ("bukti", "token"), ("cf-turnstile-response", "token"))); // the widget adds a field of its own
        }

        Assert.Equal(2, asked.Count);
    }

    [Theory]
    [InlineData("Turnstile", "https://challenges.cloudflare.com", "Cloudflare Turnstile")]
    [InlineData("HCaptcha", "https://*.hcaptcha.com", "hCaptcha")]
    [InlineData("ReCaptcha", "https://www.google.com/recaptcha/", "Google reCAPTCHA")]
    public async Task Page_ProviderIsConfigured_NamesItInPolicyAndPrivacy(string kind, string origin, string name)
    {
        await using var configured = app.WithWebHostBuilder(builder => builder
            .UseSetting("PublicVoice:HumanCheck:Kind", kind).UseSetting("PublicVoice:HumanCheck:SiteKey", "kunci-situs").UseSetting("PublicVoice:HumanCheck:Secret", "rahasia"));
        using var browser = configured.CreateClient(new() { AllowAutoRedirect = false });
        var unit = await new TestData(app).CreateUnitAsync();
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        Assert.Contains($"script-src 'self' {origin.Split('*')[0]}", page.Header("Content-Security-Policy").Replace("https://hcaptcha.com https://*.", "https://", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(origin, page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(kind == "HCaptcha", page.Header("Content-Security-Policy").Contains("style-src 'self' https://hcaptcha.com", StringComparison.Ordinal));
        Assert.Equal(kind == "ReCaptcha", page.Header("Content-Security-Policy").Contains("frame-src https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/ https://recaptcha.google.com/recaptcha/;", StringComparison.Ordinal));
        Assert.Equal((kind, "kunci-situs"), (page.SurveyForm.GetAttribute("data-check-kind"), page.SurveyForm.GetAttribute("data-check-site-key")));
        Assert.DoesNotContain("rahasia", page.Source, StringComparison.Ordinal);
        Assert.Contains(name, (await browser.OpenAsync("/privasi")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(origin, (await app.NewBrowser().OpenAsync("/")).Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HumanCheckKind.ProofOfWork, null, true)]
    [InlineData(HumanCheckKind.Turnstile, null, false)]
    [InlineData(HumanCheckKind.Turnstile, "rahasia", true)]
    public void Options_WithoutSecret_AreRefused(HumanCheckKind kind, string? secret, bool expected)
    {
        var options = new HumanCheckOptions { Kind = kind, SiteKey = "a", Secret = secret };
        Assert.Equal(expected, Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true));
    }

    private static Task Answer(HttpContext context, string text, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.Location = "/elsewhere";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private async Task<bool> PassesAsync(HumanCheckOptions options, string proof = "bukti-1")
    {
        await using var configured = app.WithWebHostBuilder(builder => builder.ConfigureServices(services =>
            services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options))));
        var check = configured.Services.GetRequiredService<IHumanCheck>();
        Assert.IsType<SiteVerify>(check);
        return await check.PassesAsync(new HumanProof(proof, Guid.CreateVersion7(), IPAddress.Parse("192.0.2.7")), CancellationToken.None);
    }
}
