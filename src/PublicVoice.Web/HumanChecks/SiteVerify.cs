using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace PublicVoice.Web.HumanChecks;

/// <summary>Asks reCAPTCHA, hCaptcha or Turnstile whether a proof is good: all three speak the same "siteverify".</summary>
public sealed class SiteVerify(HttpClient http, IOptions<HumanCheckOptions> options, ILogger<SiteVerify> logger) : IHumanCheck
{
    private const int MaxProofLength = 10_000;
    private const int MaxAnswerBytes = 64 * 1024;

    /// <summary>What wwwroot/js/human-check.js asks reCAPTCHA for.</summary>
    private const string AskedAction = "rating";

    public async Task<bool> PassesAsync(HumanProof proof, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (proof.Proof.Length is 0 or > MaxProofLength)
        {
            return false;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            using var form = new FormUrlEncodedContent(
            [
                new("secret", settings.Secret!),
                new("response", proof.Proof),
                .. proof.Address is { } address ? new KeyValuePair<string, string>[] { new("remoteip", address.ToString()) } : [],
            ]);
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.Endpoint ?? EndpointOf(settings.Kind)) { Content = form };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            response.EnsureSuccessStatusCode();
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, timeout.Token);
            var answer = await response.Content.ReadFromJsonAsync<Answer>(timeout.Token);
            return answer is not null && IsGood(answer, settings);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
#pragma warning disable S6667 // the message can quote the proof
            logger.LogWarning("The human check of {Kind} could not be reached: {Failure}", settings.Kind, failure.GetType().Name);
#pragma warning restore S6667
            return settings.PassWhenUnreachable;
        }
    }

    private bool IsGood(Answer answer, HumanCheckOptions settings)
    {
        var errors = answer.Errors ?? [];
        if (errors.Contains("internal-error", StringComparer.Ordinal))
        {
            throw new HttpRequestException("The provider failed by itself.");
        }

        if (errors.Any(error => error.EndsWith("-secret", StringComparison.Ordinal) || error == "sitekey-secret-mismatch"))
        {
            logger.LogError("{Kind} does not know the secret of PublicVoice:HumanCheck:Secret: every rating counts as unchecked", settings.Kind);
        }

        return answer.Success
            && (settings.Kind != HumanCheckKind.ReCaptcha || ((answer.Score is null || answer.Score >= settings.LowestScore) && answer.Action is null or AskedAction));
    }

    private static Uri EndpointOf(HumanCheckKind kind) => kind switch
    {
        HumanCheckKind.ReCaptcha => new("https://www.google.com/recaptcha/api/siteverify"),
        HumanCheckKind.HCaptcha => new("https://api.hcaptcha.com/siteverify"),
        HumanCheckKind.Turnstile => new("https://challenges.cloudflare.com/turnstile/v0/siteverify"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private sealed record Answer(
        [property: JsonPropertyName("success")] bool Success,
        [property: JsonPropertyName("score")] double? Score,
        [property: JsonPropertyName("action")] string? Action,
        [property: JsonPropertyName("error-codes")] IReadOnlyList<string>? Errors);
}
