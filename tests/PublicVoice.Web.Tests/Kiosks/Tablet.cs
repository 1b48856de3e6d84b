using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Kiosks;

/// <summary>A paired tablet as its script behaves: asks for the questionnaire, seals, delivers.</summary>
public sealed class Tablet(PublicVoiceApp app, HttpClient browser, Unit unit) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public HttpClient Browser => browser;

    public KioskQuestionnaire Questionnaire { get; set; } = null!;

    /// <summary>What the clock of the tablet is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    private string Address => $"/kiosk/{unit.Code}";

    public static async Task<Tablet> PairAsync(PublicVoiceApp app, Unit unit, Service? service = null, HttpClient? browser = null)
    {
        var (_, code) = await app.InScopeAsync(services => services.GetRequiredService<KioskPairing>().MakeAsync(unit, service, "Loket 1", CancellationToken.None));
        var tablet = new Tablet(app, browser ?? app.NewBrowser(), unit);
        var page = await tablet.Browser.SendAsync(await tablet.Browser.OpenAsync("/kiosk"), ("Code", code));
        Assert.Equal($"/kiosk/{unit.Code}", page.Header("Location"));
        await tablet.AskAsync();
        return tablet;
    }

    public async Task AskAsync() => Questionnaire = (await browser.GetFromJsonAsync<KioskQuestionnaire>($"{Address}/questionnaire", Json))!;

    public Task<HttpResponseMessage> TryAskAsync() => browser.GetAsync($"{Address}/questionnaire");

    /// <summary>An answer to every question, as it lies on the tablet.</summary>
    /// <param name="ago">How long ago it was given.</param>
    /// <param name="change">Changes what is sealed.</param>
    public SealedAnswer Answer(Guid? key = null, TimeSpan ago = default, Action<JsonObject>? change = null)
    {
        var content = new JsonObject
        {
            ["version"] = Questionnaire.Version,
            ["service"] = Questionnaire.Services[0].Id,
            ["given"] = Now - (long)ago.TotalMilliseconds,
            ["seconds"] = 41,
            ["fields"] = new JsonArray([.. Questionnaire.Questions.Select(question => new JsonArray(question.Name, question.Options[^1].Value))]),
        };
        change?.Invoke(content);
        return Seal(content.ToJsonString(), (key ?? Guid.CreateVersion7()).ToString("D"), Questionnaire.Device, Base64Url.DecodeFromChars(Questionnaire.PublicKey));
    }

    public async Task<IReadOnlyList<string>> DeliverAsync(params SealedAnswer[] answers)
    {
        using var response = await SendAsync(answers);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        var delivered = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["answers"]!.AsArray();
        Assert.Equal(answers.Select(answer => answer.Key), delivered.Select(answer => (string)answer!["key"]!));
        return [.. delivered.Select(answer => (string)answer!["state"]!)];
    }

    public async Task<HttpResponseMessage> SendAsync(SealedAnswer[] answers, int refused = 0)
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(new { now = Now, waiting = answers.Length, refused, answers }, Json), Encoding.UTF8, "application/json");
        return await browser.PostAsync($"{Address}/answers", content);
    }

    /// <summary>As wwwroot/js/kiosk/sealing.js does.</summary>
    public static SealedAnswer Seal(string content, string key, int device, byte[] publicKey)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = publicKey[1..33], Y = publicKey[33..] } });
        var point = AnswerSeal.PointOf(own.ExportParameters(false).Q);
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(theirs.PublicKey), 32, point, AnswerSeal.Info.ToArray());
        using var cipher = new AesGcm(derived, 16);
        var plain = Encoding.UTF8.GetBytes(content);
        var (iv, data, tag) = (RandomNumberGenerator.GetBytes(12), new byte[plain.Length], new byte[16]);
        cipher.Encrypt(iv, plain, data, tag, AnswerSeal.Associated(device, key));
        return new SealedAnswer(key, device, Base64Url.EncodeToString(point), Base64Url.EncodeToString(iv), Base64Url.EncodeToString([.. data, .. tag]));
    }

    public void Dispose() => browser.Dispose();

    private long Now => (long)(app.Clock.UtcNow + Ahead - DateTime.UnixEpoch).TotalMilliseconds;
}
