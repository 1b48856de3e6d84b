namespace PublicVoice.Web.Infrastructure;

/// <summary>Headers of every response: pages, errors and static files.</summary>
public static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // When the response starts, not before: an error page clears what was set earlier.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer"; // addresses of receipts stay here
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = context.GetEndpoint()?.Metadata.GetMetadata<EmbeddableAttribute>() is null ? "same-origin" : "cross-origin";
            return Task.CompletedTask;
        });
        return next(context);
    });
}

/// <summary>A picture that other web sites may show.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddableAttribute : Attribute;
