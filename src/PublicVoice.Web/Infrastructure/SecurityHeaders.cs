using Microsoft.Extensions.Options;
using PublicVoice.Web.HumanChecks;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Headers of every response: pages, errors and static files.</summary>
public static class SecurityHeaders
{
    /// <summary>Nothing from elsewhere, unless the operator chose a human check of a third party.</summary>
    private static string ContentSecurityPolicy(HumanCheckKind check)
    {
        var origin = HumanCheckScripts.OriginsOf(check);
        var frames = origin.Length > 0 ? $"frame-src{HumanCheckScripts.FrameOriginsOf(check)}; " : "";
        return $"default-src 'none'; script-src 'self'{origin}; style-src 'self'{HumanCheckScripts.StyleOriginsOf(check)}; img-src 'self' data:; connect-src 'self'{origin}; {frames}"
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app)
    {
        var policy = ContentSecurityPolicy(app.Services.GetRequiredService<IOptions<HumanCheckOptions>>().Value.Kind);
        return app.Use((context, next) => WithHeaders(context, next, policy));
    }

    private static Task WithHeaders(HttpContext context, RequestDelegate next, string policy)
    {
        // When the response starts, not before: an error page clears what was set earlier.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer"; // addresses of receipts stay here
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = context.GetEndpoint()?.Metadata.GetMetadata<EmbeddableAttribute>() is null ? "same-origin" : "cross-origin";
            return Task.CompletedTask;
        });
        return next(context);
    }
}

/// <summary>A picture that other web sites may show.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddableAttribute : Attribute;
