using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Tests.Consultations;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.Pages;

/// <summary>Who may send how often, by the address that the connection has.</summary>
public sealed class RateLimitTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IAsyncDisposable
{
    private const string Address = "203.0.113.77";
    private readonly TestData data = new(app);
    private readonly Recorder recorder = new();
    private readonly List<WebApplicationFactory<Program>> hosts = [];

    public async ValueTask DisposeAsync()
    {
        app.Clock.Reset();
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Rating_TooMany_Is429WithTheFormStillFilled()
    {
        var unit = await data.CreateUnitAsync();
        using var browser = Browser(Host((Limit.UncheckedRating, 2, 12)));
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await RateAsync(browser, unit)).Status);
        }

        var sent = await RateAsync(browser, unit, ("comment", "masih ada"));
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, sent);
        Assert.Equal("5", sent.Header("Retry-After"));
        Assert.Contains("tunggu 5 detik, lalu kirim lagi", sent.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(9, sent.Document.QuerySelectorAll("fieldset.question input[checked]").Length);
        Assert.Contains("masih ada", sent.One("#saran").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(unit));

        Assert.Equal(HttpStatusCode.Redirect, (await RateAsync(browser, await data.CreateUnitAsync())).Status); // another office
        Assert.Equal(HttpStatusCode.Redirect, (await RateAsync(Browser(hosts[0], "203.0.113.78"), unit)).Status); // another address
        app.Clock.UtcNow += TimeSpan.FromSeconds(5);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(sent)).Status);
        Assert.Equal(4, await CountAsync(unit));
    }

    [Fact]
    public async Task Registration_TooMany_Is429WithTheFormStillFilled()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = Browser(Host((Limit.Registration, 1, 6)));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.RegisterAsync(held)).Status);
        var sent = await browser.RegisterAsync(held, "Siti Aminah", "0813-1111-2222");
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, sent);
        Assert.Equal("Siti Aminah", sent.One("#f-Draft-Name").GetAttribute("value"));
        Assert.Equal(1, await app.WithContextAsync(context => context.ConsultationParticipants.CountAsync(person => person.ConsultationId == held.Id)));
    }

    [Fact]
    public async Task Rating_Checked_HasTheFastLane()
    {
        var unit = await data.CreateUnitAsync();
        var host = Host((Limit.UncheckedRating, 1, 1), (Limit.CheckedRating, 2, 1));
        using var browser = Browser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await RateAsync(browser, unit)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await RateAsync(browser, unit)).Status);
        for (var time = 0; time < 2; time++)
        {
            var code = await app.InScopeAsync(async services => (await services.GetRequiredService<VisitCodeIssue>().MakeAsync(new VisitCodeOrder(unit, null, 1, 30), CancellationToken.None)).Codes[0]);
            Assert.Equal(HttpStatusCode.Redirect, (await RateAsync(browser, unit, ("kode", code))).Status);
        }

        Assert.Equal(3, await CountAsync(unit));
    }

    [Fact]
    public async Task Rating_WholeOfficeBehindOneAddress_CanAnswer()
    {
        var unit = await data.CreateUnitAsync(questionnaireId: (await data.CreateQuestionnaireVersionAsync()).QuestionnaireId);
        using var browser = Browser(Host()); // the limits as delivered
        for (var person = 0; person < 60; person++)
        {
            var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
            Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, ("q.WAKTU.1", "4"), ("q.BIAYA", "1"))).Status);
        }
    }

    [Fact]
    public async Task VisitCode_ManyWrongOnes_AreNoLongerTried()
    {
        var unit = await data.CreateUnitAsync();
        using var browser = Browser(Host((Limit.WrongVisitCode, 2, 1)));
        for (var time = 0; time < 2; time++)
        {
            HtmlAssert.Status(HttpStatusCode.BadRequest, await RateAsync(browser, unit, ("kode", VisitCodeText.New())));
        }

        var sent = await RateAsync(browser, unit, ("kode", VisitCodeText.New()));
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, sent);
        Assert.Contains("Kosongkan kodenya", sent.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(sent, ("kode", ""))).Status);
    }

    [Theory]
    [InlineData("/staff/sign-in", Limit.SignIn, "Email", "siti@kota.example")]
    [InlineData("/staff/forgotten-password", Limit.PasswordLink, "Email", "siti@kota.example")]
    public async Task StaffForm_TooMany_Is429WithTheFormStillFilled(string path, Limit limit, string field, string value)
    {
        using var browser = Browser(Host((limit, 1, 1)));
        await browser.SendAsync(await browser.OpenAsync(path), (field, value), ("Password", "salah"));
        var sent = await browser.SendAsync(await browser.OpenAsync(path), (field, value), ("Password", "salah"));
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, sent);
        Assert.Equal("60", sent.Header("Retry-After"));
        Assert.Contains("Tunggu 60 detik", sent.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(value, sent.One($"[name={field}]").GetAttribute("value"));
        Assert.DoesNotContain("salah\"", sent.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forum_TooMuchOfAnything_Is429AndWhatWasTypedIsKept()
    {
        var unit = await data.CreateUnitAsync();
        var post = await data.CreatePostAsync(unit, status: PostStatus.Published);
        var topic = $"/forum/{unit.Code}/{post.PublicationNumber}";
        using var browser = Browser(Host((Limit.UncheckedPost, 2, 1), (Limit.PostBurst, 1, 1), (Limit.PostMessage, 1, 1), (Limit.Reaction, 1, 1), (Limit.Follow, 1, 1), (Limit.Upload, 1, 1), (Limit.Receipt, 5, 1), (Limit.Similar, 1, 1)));
        async Task<HtmlPage> WriteAsync(string title)
        {
            var check = await browser.SendAsync(await browser.OpenAsync($"/forum/{unit.Code}/tulis"), ("Draft.Kind", "3"), ("Draft.Title", title), ("Draft.Text", "Isi"));
            return await browser.SendAsync(check, ("langkah", "kirim"));
        }

        static void IsRefused(HtmlPage page, string kept)
        {
            HtmlAssert.Status(HttpStatusCode.TooManyRequests, page);
            Assert.NotEmpty(page.Header("Retry-After"));
            Assert.Contains("belum tersimpan", page.One(".errors").TextContent, StringComparison.Ordinal);
            Assert.Contains(kept, page.Source, StringComparison.Ordinal);
        }

        var receipt = (await WriteAsync("Satu")).Header("Location").Split('?')[0];
        Assert.Equal(HttpStatusCode.Redirect, (await WriteAsync("Dua")).Status);
        Assert.Equal([PostSignals.Unchecked, PostSignals.Unchecked | PostSignals.Burst], await app.WithContextAsync(context =>
            context.Posts.Where(row => row.UnitId == unit.Id && row.Id != post.Id).OrderBy(row => row.Id).Select(row => row.Signals).ToListAsync())); // many at once: marked, not refused
        IsRefused(await WriteAsync("Judul ketiga"), "Judul ketiga");

        var form = await browser.OpenAsync($"{receipt}/tambah");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(form, ("Text", "satu"))).Status);
        IsRefused(await browser.SendAsync(await browser.OpenAsync($"{receipt}/tambah"), ("Text", "tambahan kedua")), "tambahan kedua");

        var page = await browser.OpenAsync(topic);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PressAsync(page, "form[action*=Support]")).Status);
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, await browser.PressAsync(page, "form[action*=Support]"));
        IsRefused(await browser.SendAsync(await browser.OpenAsync($"{topic}/laporkan"), ("Reason", "2"), ("Words", "laporan kedua")), "laporan kedua");
        var follow = (AngleSharp.Html.Dom.IHtmlFormElement)page.One("form[action*=Follow]");
        foreach (var (email, status) in new[] { ("a@contoh.id", HttpStatusCode.Redirect), ("b@contoh.id", HttpStatusCode.TooManyRequests) })
        {
            Assert.Equal(status, (await browser.PostAsync(page, follow, [.. page.Fields(follow).Where(field => field.Key != "Email"), new("Email", email)])).Status);
        }

        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.TooManyRequests })
        {
            var empty = await browser.OpenAsync($"/forum/{unit.Code}/tulis");
            using var content = new MultipartFormDataContent { { new ByteArrayContent(PublicVoice.Web.Tests.Forum.TestPictures.Png(900, 900).Concat(new byte[70_000]).ToArray()), "Files", "x.png" } };
            foreach (var (name, value) in empty.Fields().Where(field => field.Key != "Files").Append(new("langkah", "ubah")))
            {
                content.Add(new StringContent(value), name);
            }

            Assert.Equal(status, (await browser.PostFormAsync($"/forum/{unit.Code}/tulis?kirim", content)).Status);
            Assert.Equal(status, (await browser.PostFormAsync($"/forum/{unit.Code}/serupa", new FormUrlEncodedContent(empty.Fields().Where(field => field.Key == "__RequestVerificationToken").Append(new("Draft.Title", "antrean loket"))))).Status);
        }

        for (var look = 0; look < 5 && (await browser.OpenAsync(receipt)).Status == HttpStatusCode.OK; look++)
        {
            // Codes are looked at until no more are: whoever guesses gets nowhere.
        }

        HtmlAssert.Status(HttpStatusCode.TooManyRequests, await browser.OpenAsync(receipt));
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, await browser.OpenAsync("/forum/tanda-terima/AAAA-AAAA-AAAA"));
    }

    [Fact]
    public async Task Receipt_TooManyLooks_Are429()
    {
        using var browser = Browser(Host((Limit.Receipt, 1, 6)));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/terima-kasih/AAAA")).Status);
        var page = await browser.OpenAsync("/terima-kasih/AAAC");
        HtmlAssert.Status(HttpStatusCode.TooManyRequests, page);
        Assert.Equal(("10", "Terlalu banyak permintaan dari jaringan Anda"), (page.Header("Retry-After"), page.One("h1").TextContent));
    }

    [Fact]
    public async Task Address_ReachesNeitherDatabaseNorLogs()
    {
        var unit = await data.CreateUnitAsync();
        using var browser = Browser(Host((Limit.UncheckedRating, 2, 1)));
        foreach (var time in Enumerable.Range(0, 3))
        {
            await RateAsync(browser, unit, ("comment", $"saran {time}"));
        }

        await RateAsync(browser, unit, ("kode", VisitCodeText.New()));
        await browser.SendAsync(await browser.OpenAsync("/staff/sign-in"), ("Email", "siti@kota.example"), ("Password", "salah"));
        await browser.SendAsync(await browser.OpenAsync("/staff/forgotten-password"), ("Email", "siti@kota.example"));
        await browser.OpenAsync("/terima-kasih/AAAA");
        Assert.Contains(recorder.Lines, line => line.Contains("/staff/sign-in", StringComparison.Ordinal)); // the recorder hears what happens
        Assert.DoesNotContain(recorder.Lines, line => line.Contains(Address, StringComparison.Ordinal));
        var stored = await app.WithContextAsync(EverythingAsync);
        Assert.Contains(stored, value => value.Contains("saran 1", StringComparison.Ordinal));
        Assert.DoesNotContain(stored, value => value.Contains(Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ForwardedFor_ProxyIsNotNamed_IsWarnedOfOnce()
    {
        var unit = await data.CreateUnitAsync();
        using var browser = Browser(Host((Limit.UncheckedRating, 2, 1)));
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.9");
        await RateAsync(browser, unit);
        await RateAsync(browser, unit);
        Assert.Single(recorder.Lines, line => line.Contains("TrustedProxies", StringComparison.Ordinal));
        Assert.DoesNotContain(recorder.Lines, line => line.Contains("198.51.100.9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ForwardedFor_ProxyIsNamed_CountsByVisitor()
    {
        var unit = await data.CreateUnitAsync();
        var host = Host([("PublicVoice:TrustedProxies:0", "203.0.113.0/24")], (Limit.UncheckedRating, 1, 1));
        foreach (var visitor in new[] { "198.51.100.9", "198.51.100.10", "2001:db8:0:100::1" })
        {
            using var browser = Browser(host);
            browser.DefaultRequestHeaders.Add("X-Forwarded-For", visitor);
            Assert.Equal(HttpStatusCode.Redirect, (await RateAsync(browser, unit)).Status);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await RateAsync(browser, unit)).Status);
        }
    }

    [Fact]
    public void Of_SameNetworkSameDay_IsTheSameAndForgottenTheNext()
    {
        var clock = new TestClock(new DateTime(2026, 11, 20, 23, 59, 0, DateTimeKind.Utc));
        var addresses = new VisitorAddresses(clock, app.Services.GetRequiredService<ILogger<VisitorAddresses>>());
        var first = Of("2001:db8:12:3400::1");
        Assert.Equal(first, Of("2001:db8:12:34ff:1:2:3:4"));
        Assert.NotEqual(first, Of("2001:db8:12:3500::1"));
        Assert.Equal(Of("192.0.2.1"), Of("::ffff:192.0.2.1"));
        Assert.NotEqual(Of("192.0.2.1"), Of("192.0.2.2"));
        clock.UtcNow += TimeSpan.FromMinutes(1);
        Assert.NotEqual(first, Of("2001:db8:12:3400::1"));

        long Of(string address) => addresses.Of(IPAddress.Parse(address));
    }

    private WebApplicationFactory<Program> Host(params (Limit Limit, int Burst, int PerMinute)[] limits) => Host([], limits);

    /// <summary>The application with some limits, the others as delivered, whose connections come from the address in a header of the test.</summary>
    private WebApplicationFactory<Program> Host((string Key, string Value)[] settings, params (Limit Limit, int Burst, int PerMinute)[] limits)
    {
        var delivered = new RateLimitOptions();
        var host = app.WithWebHostBuilder(builder =>
        {
            foreach (var limit in Enum.GetValues<Limit>())
            {
                var own = limits.FirstOrDefault(own => own.Limit == limit);
                builder.UseSetting($"PublicVoice:RateLimits:{limit}:Burst", $"{(own.Burst > 0 ? own.Burst : delivered[limit].Burst)}");
                builder.UseSetting($"PublicVoice:RateLimits:{limit}:PerMinute", $"{(own.Burst > 0 ? own.PerMinute : delivered[limit].PerMinute)}");
            }

            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.UseSetting("Logging:LogLevel:Default", "Trace");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
            builder.ConfigureLogging(logging => logging.AddProvider(recorder));
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, FromAddress>());
        });
        hosts.Add(host);
        return host;
    }

    private static HttpClient Browser(WebApplicationFactory<Program> host, string address = Address)
    {
        var browser = host.CreateClient(new() { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add(FromAddress.Header, address);
        return browser;
    }

    private static async Task<HtmlPage> RateAsync(HttpClient browser, Unit unit, params IEnumerable<(string, string?)> more)
    {
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        var answers = page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));
        return await browser.SendAsync(page, [.. answers, .. more]);
    }

    private Task<int> CountAsync(Unit unit) => app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => row.UnitId == unit.Id));

    /// <summary>Every value of every table.</summary>
    private static async Task<List<string>> EverythingAsync(PublicVoiceDbContext context)
    {
        var values = new List<string>();
        await context.Database.OpenConnectionAsync();
        foreach (var table in context.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct(StringComparer.Ordinal))
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                values.AddRange(Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : $"{reader.GetValue(at)}"));
            }
        }

        return values;
    }

    private sealed class FromAddress : IStartupFilter
    {
        public const string Header = "Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Header].ToString());
                context.Request.Headers.Remove(Header);
                return then(context);
            });
            next(app);
        };
    }

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
            // It holds nothing but lines.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
