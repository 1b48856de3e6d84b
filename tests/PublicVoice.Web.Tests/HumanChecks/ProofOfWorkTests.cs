using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.HumanChecks;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Tests.HumanChecks;

/// <summary>The proof of work as a browser sends it.</summary>
public sealed class ProofOfWorkTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Post_SolvedChallenge_IsStoredAsChecked()
    {
        var (browser, page, unit) = await OpenAsync();
        var proof = await SolvedAsync(browser, KeyOf(page));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, [.. Answers(page), ("bukti", proof)])).Status);
        Assert.Equal(Assurance.HumanCheck, await AssuranceAsync(unit));
    }

    [Fact]
    public async Task Post_WithoutProof_IsStoredAsUnchecked()
    {
        var (browser, page, unit) = await OpenAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, Answers(page))).Status);
        Assert.Equal(Assurance.None, await AssuranceAsync(unit));
    }

    [Fact]
    public async Task Post_FormSentAgainWithTheSameProof_IsOneCheckedRating()
    {
        var (browser, page, unit) = await OpenAsync();
        var proof = await SolvedAsync(browser, KeyOf(page));
        var refused = await browser.SendAsync(page, ("bukti", proof)); // no answers yet
        HtmlAssert.Status(HttpStatusCode.BadRequest, refused);
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(refused, [.. Answers(page), ("bukti", proof)])).Status);
        }

        Assert.Equal(Assurance.HumanCheck, await AssuranceAsync(unit));
    }

    [Fact]
    public async Task Passes_ProofOfAnotherForm_DoesNot()
    {
        var (browser, page, unit) = await OpenAsync();
        var proof = await SolvedAsync(browser, Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, [.. Answers(page), ("bukti", proof)])).Status);
        Assert.Equal(Assurance.None, await AssuranceAsync(unit));
    }

    [Fact]
    public async Task Passes_ChangedExpiredOrUnreadable_DoesNot()
    {
        var work = app.Services.GetRequiredService<ProofOfWork>();
        var key = Guid.CreateVersion7();
        var solved = Solve(work.Challenge(key));
        Assert.True(await PassesAsync(Text(solved)));
        var parameters = solved.Challenge.Parameters;
        foreach (var changed in new[]
        {
            solved with { Challenge = solved.Challenge with { Parameters = parameters with { Cost = 1 } } },
            solved with { Challenge = solved.Challenge with { Parameters = parameters with { ExpiresAt = parameters.ExpiresAt + 1 } } },
            solved with { Challenge = solved.Challenge with { Parameters = parameters with { KeyPrefix = "" } } },
            solved with { Challenge = solved.Challenge with { Signature = new string('0', 64) } },
            solved with { Challenge = solved.Challenge with { Signature = null! } },
            solved with { Solution = solved.Solution with { Counter = solved.Solution.Counter + 1 } },
            solved with { Solution = solved.Solution with { DerivedKey = parameters.KeyPrefix + new string('0', 32) } },
            solved with { Solution = null! },
        })
        {
            Assert.False(await PassesAsync(Text(changed)), changed.ToString());
        }

        foreach (var unreadable in new[] { "", "x", "e30=", "bnVsbA==", "W10=", "eyJjaGFsbGVuZ2UiOnsic2lnbmF0dXJlIjoiXHVkODAwIn19", new string('A', 5000) })
        {
            Assert.False(await PassesAsync(unreadable), unreadable);
        }

        app.Clock.UtcNow += TimeSpan.FromMinutes(59);
        Assert.True(await PassesAsync(Text(solved)));
        app.Clock.UtcNow += TimeSpan.FromMinutes(1);
        Assert.False(await PassesAsync(Text(solved)));

        Task<bool> PassesAsync(string proof) => work.PassesAsync(new HumanProof(proof, key, null), CancellationToken.None);
    }

    [Fact]
    public async Task Challenge_IsNeverCachedAndNeedsAKey()
    {
        using var browser = app.NewBrowser();
        using var answer = await browser.GetAsync($"/periksa/{Guid.CreateVersion7()}");
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/periksa/x")).StatusCode);
    }

    [Fact]
    public async Task Post_FieldThatNobodySees_IsStoredWithItsSignal()
    {
        var (browser, page, unit) = await OpenAsync();
        Assert.Equal("true", page.One("#situs").ParentElement!.GetAttribute("aria-hidden"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(page, [.. Answers(page), ("situs", "https://murah.example")])).Status);
        var stored = await app.WithContextAsync(context => context.SurveyResponses.SingleAsync(row => row.UnitId == unit));
        Assert.True(stored.Signals.HasFlag(IntegritySignals.Trapped));
        Assert.Equal(ResponseClass.Flagged, stored.Class);
    }

    internal static string Text(WorkProof proof) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(proof));

    /// <summary>As the widget does it, without reading the server's code.</summary>
    internal static WorkProof Solve(WorkChallenge challenge)
    {
        var parameters = challenge.Parameters;
        var (nonce, salt) = (Convert.FromHexString(parameters.Nonce), Convert.FromHexString(parameters.Salt));
        for (uint counter = 0; counter < 100_000; counter++)
        {
            var password = new byte[nonce.Length + 4];
            nonce.CopyTo(password, 0);
            BinaryPrimitives.WriteUInt32BigEndian(password.AsSpan(nonce.Length), counter);
            var key = Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(password, salt, parameters.Cost, HashAlgorithmName.SHA256, parameters.KeyLength));
            if (key.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal))
            {
                return new WorkProof(challenge, new WorkSolution(counter, key));
            }
        }

        throw new InvalidOperationException("The challenge cannot be solved.");
    }

    private static async Task<string> SolvedAsync(HttpClient browser, Guid key) => Text(Solve((await browser.GetFromJsonAsync<WorkChallenge>($"/periksa/{key}"))!));

    private static Guid KeyOf(HtmlPage page) => Guid.Parse(page.Fields().Single(field => field.Key == SurveyForm.KeyField).Value);

    private static IEnumerable<(string, string?)> Answers(HtmlPage page) =>
        page.SurveyForm.QuerySelectorAll("fieldset.question").Select(question => (question.QuerySelector("input")!.GetAttribute("name")!, (string?)"3"));

    private async Task<(HttpClient Browser, HtmlPage Page, int UnitId)> OpenAsync()
    {
        var unit = await data.CreateUnitAsync();
        var browser = app.NewBrowser();
        return (browser, await browser.OpenAsync($"/s/{unit.Code}/umum"), unit.Id);
    }

    private Task<Assurance> AssuranceAsync(int unitId) => app.WithContextAsync(context => context.SurveyResponses.Where(row => row.UnitId == unitId).Select(row => row.Assurance).SingleAsync());
}
