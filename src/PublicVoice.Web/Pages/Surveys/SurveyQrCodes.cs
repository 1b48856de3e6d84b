using Microsoft.Extensions.Options;
using PublicVoice.Reports.Qr;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Surveys;

/// <summary>QR codes of survey addresses, to print and hang up at the counter.</summary>
public static class SurveyQrCodes
{
    public static void MapSurveyQrCodes(this IEndpointRouteBuilder routes)
    {
        foreach (var format in new[] { "svg", "png" })
        {
            routes.MapMethods(
                $"/s/{{unit}}/qr.{format}",
                [HttpMethods.Get, HttpMethods.Head],
                (string unit, SurveyPlaces places, IOptions<PublicVoiceOptions> options, HttpContext context) =>
                    DrawAsync(unit, null, places, options.Value.PublicAddress, format, context));
            routes.MapMethods(
                $"/s/{{unit}}/{{service}}/qr.{format}",
                [HttpMethods.Get, HttpMethods.Head],
                (string unit, string service, SurveyPlaces places, IOptions<PublicVoiceOptions> options, HttpContext context) =>
                    DrawAsync(unit, service, places, options.Value.PublicAddress, format, context));
        }
    }

    private static async Task<IResult> DrawAsync(string unit, string? service, SurveyPlaces places, Uri? configured, string format, HttpContext context)
    {
        if (await places.FindAsync(unit, service ?? SurveyPlace.WholeUnit, context.RequestAborted) is not { IsKnown: true } place)
        {
            return Results.NotFound();
        }

        if (place.Unit.Status != UnitStatus.Active || place.Service is { Archived: true })
        {
            return Results.StatusCode(StatusCodes.Status410Gone); // nobody should hang it up any more
        }

        var root = configured?.AbsoluteUri ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        var address = new Uri(root.TrimEnd('/') + (service is null ? $"/s/{place.Unit.Code}" : place.Path));

        // A host that the sender of the request chose must not reach anybody else through a cache.
        context.Response.Headers.CacheControl = configured is null ? "no-store" : "public, max-age=3600";
        return format == "svg" ? Results.Text(QrCode.Svg(address), "image/svg+xml") : Results.Bytes(QrCode.Png(address), "image/png");
    }
}
