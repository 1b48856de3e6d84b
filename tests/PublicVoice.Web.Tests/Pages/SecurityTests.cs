using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Tests.Pages;

public class SecurityTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task EveryKindOfResponse_HasTheHeaders()
    {
        var service = await data.CreateServiceAsync();
        var unit = service.Code.Split('.')[0];
        using var browser = app.NewBrowser();
        var home = await browser.OpenAsync("/");
        string[] addresses =
        [
            "/", "/metode", "/privasi", $"/s/{unit}", $"/s/{unit}/{service.ShortCode}", $"/s/{unit}/qr.svg", $"/s/{unit}/qr.png", "/healthz",
            "/tidak-ada", "/terima-kasih/x", "/css/site.css", "/js/survey.js",
            home.One("link[rel=stylesheet]").GetAttribute("href")!, home.One("link[rel=icon]").GetAttribute("href")!,
        ];
        foreach (var address in addresses)
        {
            await HasHeadersAsync(await browser.OpenAsync(address));
        }

        using var empty = new FormUrlEncodedContent([]);
        using var refused = await browser.PostAsync($"/s/{unit}/{service.ShortCode}", empty);
        Assert.Contains("default-src 'none'", refused.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_WhatCanBeRead_IsAnsweredAsGetIs()
    {
        var service = await data.CreateServiceAsync();
        var unit = service.Code.Split('.')[0];
        using var browser = app.NewBrowser();
        foreach (var address in new[] { "/", $"/s/{unit}", $"/s/{unit}/qr.svg", $"/s/{unit}/{service.ShortCode}/qr.png", $"/hasil/{unit}", "/healthz", "/css/site.css", "/tidak-ada" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var head = await browser.SendAsync(request);
            using var get = await browser.GetAsync(address);
            Assert.Equal((address, get.StatusCode), (address, head.StatusCode));
        }
    }

    private static Task HasHeadersAsync(HtmlPage page)
    {
        var policy = page.Header("Content-Security-Policy");
        foreach (var rule in new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'" })
        {
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.Equal("same-origin", page.Header("Cross-Origin-Opener-Policy"));
        Assert.NotEmpty(page.Header("Permissions-Policy"));
        Assert.Empty(page.Header("Server"));
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Pages_LoadNothingFromElsewhereAndHoldNoInlineCode()
    {
        var service = await data.CreateServiceAsync();
        using var browser = app.NewBrowser();
        foreach (var address in new[] { "/", "/metode", "/privasi", $"/s/{service.Code.Replace('.', '/')}", "/tidak-ada" })
        {
            var page = await browser.OpenAsync(address);
            Assert.Empty(page.Document.QuerySelectorAll("style, [style], script:not([src])"));
            Assert.DoesNotContain(page.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.All(page.Document.QuerySelectorAll("[src], link[href]"), element =>
                Assert.StartsWith("/", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Cookies_AreSecureOverHttpsOnly()
    {
        var service = await data.CreateServiceAsync();
        using var plain = app.NewBrowser();
        using var secure = app.CreateClient(new() { BaseAddress = new Uri("https://suara.example"), AllowAutoRedirect = false });
        var address = $"/s/{service.Code.Replace('.', '/')}?lang=en";
        var (overHttp, overHttps) = (await plain.OpenAsync(address), await secure.OpenAsync(address));

        foreach (var cookies in new[] { overHttp.Header("Set-Cookie"), overHttps.Header("Set-Cookie") })
        {
            Assert.Equal(2, cookies.Split("httponly", StringSplitOptions.None).Length - 1);
            Assert.Equal(2, cookies.Split("samesite=lax", StringSplitOptions.None).Length - 1);
        }

        Assert.DoesNotContain("secure", overHttp.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(2, overHttps.Header("Set-Cookie").Split("secure", StringSplitOptions.None).Length - 1);
        Assert.Empty(overHttp.Header("Strict-Transport-Security"));
        Assert.Equal("max-age=31536000", overHttps.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task ForwardedProto_FromAStranger_IsNotBelieved()
    {
        using var browser = app.NewBrowser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.Empty((await browser.OpenAsync("/")).Header("Strict-Transport-Security"));
    }

    /// <summary>What may change something without an antiforgery token, and why another site still cannot.</summary>
    private static readonly Dictionary<string, string> UnsafeHandlers = new(StringComparer.Ordinal)
    {
        ["/api/visit-codes"] = "allowed by the key in a header, which no other site can make a browser send",
        ["/forum/surel/henti/{id:int}/{token}"] = "the button of a mail program has neither cookie nor form; the address holds a keyed hash, and it can only stop mails to one address",
        ["/kiosk/{unit}/answers"] = "the tablet's cookie is SameSite=Strict, and only a body of JSON is read; a token would not outlive days without the network",
    };

    [Fact]
    public void UnsafeHandlers_AllValidateAntiforgery()
    {
        var models = typeof(Program).Assembly.GetTypes().Where(type => typeof(PageModel).IsAssignableFrom(type)).ToList();
        Assert.NotEmpty(models);
        Assert.All(models, model => Assert.Empty(model.GetCustomAttributes<IgnoreAntiforgeryTokenAttribute>(inherit: true)));
        Assert.All(models.SelectMany(model => model.GetMethods()), method => Assert.Empty(method.GetCustomAttributes<IgnoreAntiforgeryTokenAttribute>(inherit: true)));

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.All(endpoints, endpoint => Assert.NotEqual(false, endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation));
        var others = endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null && !UnsafeHandlers.ContainsKey(endpoint.RoutePattern.RawText!))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any"]);
        Assert.All(others, method => Assert.Contains(method, new[] { "GET", "HEAD" }));
    }

    [Fact]
    public async Task Post_EveryPage_WithoutTokenIsRefused()
    {
        using var browser = app.NewBrowser();
        var unit = (await data.CreateServiceAsync()).Code.Split('.')[0];
        var patterns = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToList();
        bool NeedsSignIn(string pattern) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Any(endpoint =>
            endpoint.RoutePattern.RawText == pattern && endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null);
        foreach (var pattern in patterns)
        {
            var address = "/" + pattern.TrimStart('/')
                .Replace("{unit}", unit, StringComparison.Ordinal).Replace("{service}", "umum", StringComparison.Ordinal)
                .Replace("{receipt}", "x", StringComparison.Ordinal).Replace("{status:int}", "400", StringComparison.Ordinal);
            address = System.Text.RegularExpressions.Regex.Replace(address, @"\{[^}]+\}", "1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            using var content = new FormUrlEncodedContent([new("comment", "x")]);
            using var response = await browser.PostAsync(address, content);
            Assert.Contains(response.StatusCode, NeedsSignIn(pattern) ? [HttpStatusCode.Redirect] : new[] { HttpStatusCode.BadRequest, HttpStatusCode.MethodNotAllowed });
        }
    }

    [Fact]
    public async Task Crash_ShowsAPageWithoutDetails()
    {
        await using var broken = app.WithWebHostBuilder(builder => builder.ConfigureServices(services =>
            services.AddScoped<PublicVoice.Web.Units.UnitSearch>(_ => throw new InvalidOperationException("rahasia"))));
        using var browser = broken.CreateClient(new() { AllowAutoRedirect = false });
        var page = await browser.OpenAsync("/");
        HtmlAssert.Status(HttpStatusCode.InternalServerError, page);
        Assert.Equal("Ada gangguan di pihak kami", page.One("h1").TextContent);
        Assert.DoesNotContain("rahasia", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.Source, StringComparison.Ordinal);
        await HasHeadersAsync(page);
    }

    [Fact]
    public async Task Health_AnswersWhileTheDatabaseDoes()
    {
        using var browser = app.NewBrowser();
        Assert.Equal("ok", await browser.GetStringAsync("/healthz"));
    }
}
