using PublicVoice.Web.HumanChecks;

namespace PublicVoice.Web.Infrastructure;

/// <summary>What the browser loads for a human check of a third party; nothing for our own.</summary>
public static class HumanCheckScripts
{
    /// <summary>As in a Content-Security-Policy, each with a space before it; from what the providers' documents ask for.</summary>
    public static string OriginsOf(HumanCheckKind kind) => kind switch
    {
        HumanCheckKind.ReCaptcha => " https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/",
        HumanCheckKind.HCaptcha => " https://hcaptcha.com https://*.hcaptcha.com",
        HumanCheckKind.Turnstile => " https://challenges.cloudflare.com",
        _ => "",
    };

    /// <summary>hCaptcha alone loads style sheets.</summary>
    public static string StyleOriginsOf(HumanCheckKind kind) => kind == HumanCheckKind.HCaptcha ? OriginsOf(kind) : "";

    /// <summary>What shows a puzzle.</summary>
    public static string FrameOriginsOf(HumanCheckKind kind) => OriginsOf(kind) + (kind == HumanCheckKind.ReCaptcha ? " https://recaptcha.google.com/recaptcha/" : "");

    public static string? AddressOf(HumanCheckOptions check) => check.Kind switch
    {
        HumanCheckKind.ReCaptcha => $"https://www.google.com/recaptcha/api.js?render={Uri.EscapeDataString(check.SiteKey!)}",
        HumanCheckKind.HCaptcha => "https://js.hcaptcha.com/1/api.js?render=explicit",
        HumanCheckKind.Turnstile => "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit",
        _ => null,
    };

    public static string? NameOf(HumanCheckKind kind) => kind switch
    {
        HumanCheckKind.ReCaptcha => "Google reCAPTCHA",
        HumanCheckKind.HCaptcha => "hCaptcha",
        HumanCheckKind.Turnstile => "Cloudflare Turnstile",
        _ => null,
    };
}
