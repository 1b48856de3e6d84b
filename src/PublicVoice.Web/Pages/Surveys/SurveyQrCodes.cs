using Microsoft.Extensions.Options;
using PublicVoice.Reports.Qr;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Surveys;

/// <summary>QR codes of survey addresses, to print and hang up at the counter.</summary>
public static class SurveyQrCodes
{
    public static void MapSurveyQrCodes(this IEndpointRouteBuilder routes)
    {
        foreach (var format in new[] { "svg", "png" })
        {
            routes.MapGet($"/s/{{unit}}/qr.{format}", (string unit, HttpContext context) => DrawAsync(context, unit, null, format));
            routes.MapGet($"/s/{{unit}}/{{service}}/qr.{format}", (string unit, string service, HttpContext context) => DrawAsync(context, unit, service, format));
        }
    }

    private static async Task<IResult> DrawAsync(HttpContext context, string unit, string? service, string format)
    {
        var places = context.RequestServices.GetRequiredService<SurveyPlaces>();
        if (await places.FindAsync(unit, service ?? SurveyPlace.WholeUnit, context.RequestAborted) is not { IsKnown: true } place)
        {
            return Results.NotFound();
        }

        var configured = context.RequestServices.GetRequiredService<IOptions<PublicVoiceOptions>>().Value.PublicAddress;
        var root = configured?.AbsoluteUri ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        var address = new Uri(root.TrimEnd('/') + (service is null ? $"/s/{place.Unit.Code}" : place.Path));

        // A host that the sender of the request chose must not reach anybody else through a cache.
        context.Response.Headers.CacheControl = configured is null ? "no-store" : "public, max-age=3600";
        return format == "svg" ? Results.Text(QrCode.Svg(address), "image/svg+xml") : Results.Bytes(QrCode.Png(address), "image/png");
    }
}
