using System.ComponentModel.DataAnnotations;

namespace PublicVoice.Web.HumanChecks;

public enum HumanCheckKind
{
    /// <summary>The browser solves a small sum on its own; no third party.</summary>
    ProofOfWork,

    /// <summary>reCAPTCHA v3, which never shows a puzzle.</summary>
    ReCaptcha,
    HCaptcha,
    Turnstile,
}

/// <summary>Section "PublicVoice:HumanCheck". Anything but <see cref="HumanCheckKind.ProofOfWork"/> sends visitors' browsers to a third party.</summary>
public sealed class HumanCheckOptions : IValidatableObject
{
    public const string Section = PublicVoiceOptions.Section + ":HumanCheck";

    public HumanCheckKind Kind { get; init; }

    /// <summary>Public key that the provider gave.</summary>
    public string? SiteKey { get; init; }

    /// <summary>Secret key that the provider gave.</summary>
    public string? Secret { get; init; }

    /// <summary>Where proofs are checked. Default: the provider's address.</summary>
    public Uri? Endpoint { get; init; }

    [Range(1, 30)]
    public int TimeoutSeconds { get; init; } = 3;

    /// <summary>Whether a rating counts as checked while the provider cannot be reached. Default: no.</summary>
    public bool PassWhenUnreachable { get; init; }

    /// <summary>Lowest score of reCAPTCHA that passes.</summary>
    [Range(0.0, 1.0)]
    public double LowestScore { get; init; } = 0.5;

    /// <summary>Rounds of PBKDF2 for each try of the proof of work, and how many tries it takes at most.</summary>
    [Range(1, 1_000_000)]
    public int WorkCost { get; init; } = 2000;

    [Range(1, 1_000_000)]
    public int WorkTries { get; init; } = 600;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind != HumanCheckKind.ProofOfWork && (string.IsNullOrWhiteSpace(SiteKey) || string.IsNullOrWhiteSpace(Secret)))
        {
            yield return new ValidationResult($"{Section}:SiteKey and :Secret must be set for {Kind}.");
        }
    }
}
