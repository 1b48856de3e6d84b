using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace PublicVoice.Web.Infrastructure;

/// <summary>
/// Refuses what no page asked for before anything reads it: another method (405), a body that is no form (415) or too large (413), and
/// fields with the character zero (400), which nobody can type and PostgreSQL takes in no text.
/// </summary>
public static class PageRequestGuard
{
    public const int MaxBodyBytes = 64 * 1024;

    public static IApplicationBuilder UsePageRequestGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get; // an error page is only shown, whatever failed
        }

        var page = context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>();
        if (page is null || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
        }
        else if (await RefusalAsync(context, page) is { } status)
        {
            context.Response.StatusCode = status;
        }
        else
        {
            await next(context);
        }
    });

    private static async Task<int?> RefusalAsync(HttpContext context, CompiledPageActionDescriptor page)
    {
        var request = context.Request;
        if (!page.HandlerMethods.Any(handler => string.Equals(handler.HttpMethod, request.Method, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Headers.Allow = page.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod)) ? "GET, HEAD, POST" : "GET, HEAD";
            return StatusCodes.Status405MethodNotAllowed;
        }

        if (!request.HasFormContentType || !IsUtf8(request))
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        var larger = context.GetEndpoint()!.Metadata.GetMetadata<LargeFormAttribute>();
        var most = larger?.MaxBytes ?? MaxBodyBytes;
        if (request.ContentLength > most)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        if (larger is { IsPublic: true } && request.ContentLength is null or > MaxBodyBytes
            && context.RequestServices.GetRequiredService<RateLimits>().Take(Limit.Upload, context.RequestServices.GetRequiredService<VisitorAddresses>().Of(context)) is { } wait)
        {
            context.Response.TooMany(wait);
            return StatusCodes.Status429TooManyRequests;
        }

        if (larger is not null)
        {
            // Whoever gets here is signed in and may use the page, since authorisation comes first, or was counted just above.
            context.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
            {
                MultipartBodyLengthLimit = larger.MaxBytes,
                ValueCountLimit = larger.MaxFields,
                KeyLengthLimit = 256,
                ValueLengthLimit = MaxBodyBytes,
            }));
        }

        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted); // here, so that a bad body is not mistaken for a missing token
            return form.Any(field => field.Value.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true)) ? StatusCodes.Status400BadRequest : null;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return StatusCodes.Status400BadRequest; // not a form, or one that breaks off
        }
    }

    private static bool IsUtf8(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || !type.Charset.HasValue
        || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A page whose form may be larger than others: a file, or many fields.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LargeFormAttribute : Attribute
{
    public int MaxBytes { get; init; } = PageRequestGuard.MaxBodyBytes;

    public int MaxFields { get; init; } = 300;

    /// <summary>Anybody may send it, so that large ones are counted before they are read.</summary>
    public bool IsPublic { get; init; }
}
