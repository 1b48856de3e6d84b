using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.Api;

/// <summary>POST /api/visit-codes as a queue machine sends it.</summary>
public sealed class VisitCodesApiTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Post_WithKey_MakesCodesThatCanBeUsedAndAreStoredNowhere()
    {
        var (unit, key) = await PlaceAsync();
        var branch = await data.CreateUnitAsync(parent: unit);
        var service = await data.CreateServiceAsync(branch);
        var (status, answer) = await SendAsync(key, $$"""{"unit":"{{branch.Code}}","service":"{{service.ShortCode}}","count":3,"valid_days":10}""");
        Assert.Equal(HttpStatusCode.Created, status);
        var validUntil = DateOnly.FromDateTime(app.Clock.UtcNow).AddDays(10).ToString("O");
        Assert.Equal((branch.Code, service.Code, validUntil, 3), (Text(answer, "unit"), Text(answer, "service"), Text(answer, "valid_until"), answer.GetProperty("codes").GetArrayLength()));
        var first = answer.GetProperty("codes")[0];
        Assert.Equal($"http://localhost/s/{branch.Code}/{service.ShortCode}?kode={Text(first, "code")}", Text(first, "address"));

        using var citizen = app.NewBrowser();
        var page = await citizen.OpenAsync(Text(first, "address"));
        var answers = page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));
        Assert.Equal(HttpStatusCode.Redirect, (await citizen.SendAsync(page, answers)).Status);
        Assert.Equal(Assurance.VisitCode, await app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == branch.Id).Select(row => row.Assurance).SingleAsync()));

        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.Action == "visit-codes.made" && entry.UnitPath == branch.Path));
        Assert.Equal(("Antrean", true), (entry.Actor, entry.After!.Contains("\"codes\":3", StringComparison.Ordinal)));
        Assert.DoesNotContain(Text(first, "code"), entry.After, StringComparison.Ordinal);
        Assert.Equal(app.Clock.UtcNow, await app.WithContextAsync(context => context.ApiKeys.Where(known => known.UnitId == unit.Id).Select(known => known.LastUsedOn).SingleAsync()));
    }

    [Fact]
    public async Task Post_EmptyOrder_IsOneCodeForTheKeysUnit()
    {
        var (unit, key) = await PlaceAsync();
        var (status, answer) = await SendAsync(key, "{}");
        Assert.Equal((HttpStatusCode.Created, unit.Code, 1), (status, Text(answer, "unit"), answer.GetProperty("codes").GetArrayLength()));
    }

    [Fact]
    public async Task Post_SameIdempotencyKey_GetsTheSameCodesOnce()
    {
        var (unit, key) = await PlaceAsync();
        var (_, first) = await SendAsync(key, """{"count":2}""", "antrean-17");
        var (status, again) = await SendAsync(key, """{"count":2}""", "antrean-17");
        Assert.Equal((HttpStatusCode.Created, first.ToString()), (status, again.ToString()));
        Assert.Equal(1, await BatchesAsync(unit));
        var (differs, problem) = await SendAsync(key, """{"count":3}""", "antrean-17");
        Assert.Equal((HttpStatusCode.Conflict, "Idempotency-Key ini sudah dipakai untuk permintaan lain"), (differs, Text(problem, "title")));
        var (_, other) = await SendAsync(await MakeKeyAsync(unit, "Antrean 2"), """{"count":2}""", "antrean-17");
        Assert.NotEqual(first.ToString(), other.ToString());
        app.Clock.UtcNow += TimeSpan.FromHours(25);
        var (_, later) = await SendAsync(key, """{"count":2}""", "antrean-17");
        Assert.NotEqual(first.ToString(), later.ToString());
    }

    [Fact]
    public async Task Post_SameOrderManyTimesAtOnce_MakesOneBatch()
    {
        var (unit, key) = await PlaceAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(key, """{"count":2}""", "bersamaan")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Answer.ToString()).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await BatchesAsync(unit));
    }

    [Theory]
    [InlineData("""{"count":0}""", HttpStatusCode.BadRequest, "count")]
    [InlineData("""{"count":101,"valid_days":91}""", HttpStatusCode.BadRequest, "valid_days")]
    [InlineData("""{"count":"banyak"}""", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("null", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("{", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("""{"unit":"\ud800"}""", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("""{"unit":"a\u0000"}""", HttpStatusCode.NotFound, "Unit tidak ditemukan")]
    [InlineData("""{"unit":"tidak-ada"}""", HttpStatusCode.NotFound, "Unit tidak ditemukan")]
    [InlineData("""{"service":"tidak-ada"}""", HttpStatusCode.NotFound, "layanan")]
    public async Task Post_WrongOrder_IsAProblemAndMakesNothing(string json, HttpStatusCode expected, string told)
    {
        var (unit, key) = await PlaceAsync();
        var (status, problem) = await SendAsync(key, json);
        Assert.Equal(expected, status);
        Assert.Contains(told, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await BatchesAsync(unit));
    }

    [Fact]
    public async Task Post_AnotherUnit_IsNotFound()
    {
        var (unit, key) = await PlaceAsync();
        var parent = await data.CreateUnitAsync(type: "kota");
        var sibling = await data.CreateUnitAsync(parent: parent);
        foreach (var other in new[] { parent, sibling })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(key, $$"""{"unit":"{{other.Code}}"}""")).Status);
        }

        await app.WithContextAsync(context => context.Units.Where(known => known.Id == unit.Id).ExecuteUpdateAsync(set => set.SetProperty(known => known.Status, UnitStatus.Closed)));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(key, "{}")).Status);
    }

    [Fact]
    public async Task Post_WithoutValidKey_Is401()
    {
        var (unit, key) = await PlaceAsync();
        await app.WithContextAsync(context => context.ApiKeys.Where(known => known.UnitId == unit.Id).ExecuteUpdateAsync(set => set.SetProperty(known => known.RevokedOn, app.Clock.UtcNow)));
        foreach (var wrong in new[] { key, "pvk_x", "x", "", null })
        {
            var (status, problem) = await SendAsync(wrong, "{}");
            Assert.Equal((HttpStatusCode.Unauthorized, 401), (status, problem.GetProperty("status").GetInt32()));
        }

        Assert.Equal(0, await BatchesAsync(unit));
    }

    [Fact]
    public async Task Post_OtherBodyOrMethod_IsAProblem()
    {
        var (_, key) = await PlaceAsync();
        using var client = app.NewBrowser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var text = await client.PostAsync("/api/visit-codes", new StringContent("{}", Encoding.UTF8, "text/plain"));
        using var large = await client.PostAsync("/api/visit-codes", new StringContent(new string(' ', 9000) + "{}", Encoding.UTF8, "application/json"));
        using var get = await client.GetAsync("/api/visit-codes");
        Assert.Equal([HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.MethodNotAllowed], [text.StatusCode, large.StatusCode, get.StatusCode]);
        Assert.All(new[] { text, large, get }, response => Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType));
        client.DefaultRequestHeaders.Add("Idempotency-Key", new string('a', 201));
        using var longKey = await client.PostAsync("/api/visit-codes", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, longKey.StatusCode);
    }

    [Fact]
    public async Task Post_TooMany_Is429()
    {
        var (_, key) = await PlaceAsync();
        await using var host = app.WithWebHostBuilder(builder => builder
            .UseSetting("PublicVoice:RateLimits:Api:Burst", "1").UseSetting("PublicVoice:RateLimits:Api:PerMinute", "2").UseSetting("PublicVoice:RateLimits:WrongApiKey:Burst", "1"));
        using var client = host.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(client, "pvk_x", "{}")).Status);
        Assert.Equal((HttpStatusCode)429, (await SendAsync(client, "pvk_x", "{}")).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, key, "{}")).Status); // a machine with a revoked key shuts out no other behind the same address
        Assert.Equal((HttpStatusCode)429, (await SendAsync(client, key, "{}")).Status);
        Assert.Equal("30", await RetryAfterAsync(client, key));
    }

    [Fact]
    public async Task Post_ManyCodes_CountEach()
    {
        var (unit, key) = await PlaceAsync();
        await using var host = app.WithWebHostBuilder(builder => builder
            .UseSetting("PublicVoice:RateLimits:Api:Burst", "12").UseSetting("PublicVoice:RateLimits:Api:PerMinute", "6"));
        using var client = host.CreateClient();
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, key, """{"count":10}""")).Status);
        Assert.Equal((HttpStatusCode)429, (await SendAsync(client, key, """{"count":3}""")).Status); // one of the two that are left is spent on asking
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, key, "{}")).Status);
        app.Clock.UtcNow += TimeSpan.FromMinutes(2);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, key, """{"count":12}""")).Status);
        Assert.Equal(3, await BatchesAsync(unit));
    }

    [Fact]
    public async Task OpenApi_DescribesTheOrder()
    {
        using var client = app.NewBrowser();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths");
        Assert.Equal(["/api/visit-codes"], paths.EnumerateObject().Select(path => path.Name));
        var post = paths.GetProperty("/api/visit-codes").GetProperty("post");
        Assert.Equal("orderVisitCodes", post.GetProperty("operationId").GetString());
        Assert.Equal("Idempotency-Key", post.GetProperty("parameters")[0].GetProperty("name").GetString());
        Assert.True(post.GetProperty("responses").TryGetProperty("201", out _));
        Assert.Equal("bearer", document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("api-key").GetProperty("scheme").GetString());
        Assert.Contains("valid_days", document.RootElement.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string?> RetryAfterAsync(HttpClient client, string key)
    {
        using var request = Request(key, "{}", null);
        using var response = await client.SendAsync(request);
        return response.Headers.RetryAfter?.ToString();
    }

    private async Task<(Unit Unit, string Key)> PlaceAsync()
    {
        var unit = await data.CreateUnitAsync();
        return (unit, await MakeKeyAsync(unit, "Antrean"));
    }

    private Task<string> MakeKeyAsync(Unit unit, string name) => app.InScopeAsync(services => services.GetRequiredService<MachineKeys>().MakeAsync(unit, name, CancellationToken.None));

    private Task<int> BatchesAsync(Unit unit) => app.WithContextAsync(context => context.VisitCodeBatches.CountAsync(batch => batch.UnitId == unit.Id));

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string? key, string json, string? orderKey = null)
    {
        using var client = app.NewBrowser();
        return await SendAsync(client, key, json, orderKey);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient client, string? key, string json, string? orderKey = null)
    {
        using var request = Request(key, json, orderKey);
        using var response = await client.SendAsync(request);
        Assert.Equal(response.IsSuccessStatusCode ? "application/json" : "application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone());
    }

    private static HttpRequestMessage Request(string? key, string json, string? orderKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/visit-codes") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        if (orderKey is not null)
        {
            request.Headers.Add("Idempotency-Key", orderKey);
        }

        return request;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
