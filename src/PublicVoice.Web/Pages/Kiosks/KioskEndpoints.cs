using System.Text.Json;
using System.Text.Json.Serialization;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Kiosks;

/// <summary>What the script of a tablet asks for and delivers, in JSON.</summary>
public static class KioskEndpoints
{
    /// <summary>More than <see cref="KioskBatch.MaxAnswers"/> with the longest comments; the script sends less at a time.</summary>
    public const int MaxBodyBytes = 96 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static void MapKiosk(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/kiosk/worker.js", (KioskWorker worker, HttpContext context) => worker.Answer(context));
        routes.MapGet("/kiosk/{unit}/questionnaire", QuestionnaireAsync);

        // Without an antiforgery token, which could not outlive days without the network: the cookie is SameSite=Strict, and a body of JSON
        // cannot be sent by a page of another site.
        routes.MapPost("/kiosk/{unit}/answers", AnswersAsync);
    }

    private static async Task<IResult> QuestionnaireAsync(string unit, KioskQuestionnaires questionnaires, KioskAnswers answers, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await KioskCookie.FindAsync(context) is not var (device, paired) || paired.Code != unit)
        {
            return Problem("unpaired", StatusCodes.Status401Unauthorized);
        }

        await answers.SeenAsync(device, null, null, context.RequestAborted);
        if (device.RevokedOn is not null)
        {
            return Problem("revoked", StatusCodes.Status403Forbidden);
        }

        KioskCookie.Renew(context);
        return Results.Json(await questionnaires.CurrentAsync(device, paired, context.RequestAborted), Json);
    }

    private static async Task<IResult> AnswersAsync(string unit, KioskAnswers answers, RateLimits limits, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasJsonContentType())
        {
            return Problem("not-json", StatusCodes.Status415UnsupportedMediaType);
        }

        if (context.Request.ContentLength is null or > MaxBodyBytes)
        {
            return Problem("too-large", context.Request.ContentLength is null ? StatusCodes.Status411LengthRequired : StatusCodes.Status413PayloadTooLarge);
        }

        if (await KioskCookie.FindAsync(context) is not var (device, paired) || paired.Code != unit)
        {
            return Problem("unpaired", StatusCodes.Status401Unauthorized);
        }

        if (limits.Take(Limit.Device, device.Id) is { } wait)
        {
            context.Response.TooMany(wait);
            return Problem("too-many", StatusCodes.Status429TooManyRequests);
        }

        if (await ReadAsync(context) is not { } batch)
        {
            return Problem("malformed", StatusCodes.Status400BadRequest);
        }

        if (device.RevokedOn is not null)
        {
            await answers.SeenAsync(device, batch.Waiting, batch.Refused, context.RequestAborted);
            return Problem("revoked", StatusCodes.Status403Forbidden);
        }

        return Results.Json(new { answers = await DeliverAsync(device, paired, batch, answers, context.RequestAborted) }, Json);
    }

    private static async Task<IReadOnlyList<DeliveredAnswer>> DeliverAsync(KioskDevice device, Unit unit, KioskBatch batch, KioskAnswers answers, CancellationToken cancellationToken)
    {
        var delivered = batch.Answers.Count == 0 ? [] : await answers.ReceiveAsync(device, unit, batch, cancellationToken);
        var refused = delivered.Count(answer => answer.IsRefused);
        var settled = delivered.Count(answer => answer.State != DeliveryState.Later);
        await answers.SeenAsync(device, Math.Max(0, batch.Waiting - settled), batch.Refused + refused, CancellationToken.None);
        return delivered;
    }

    private static async Task<KioskBatch?> ReadAsync(HttpContext context)
    {
        try
        {
            var batch = await JsonSerializer.DeserializeAsync<KioskBatch>(context.Request.Body, Json, context.RequestAborted);
            return batch is { Waiting: >= 0 and < 1_000_000, Refused: >= 0 and < 1_000_000, Answers: { Count: <= KioskBatch.MaxAnswers } answers }
                && answers.All(answer => answer is { Key: not null, PublicKey: not null, Iv: not null, Data: not null })
                ? batch
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (BadHttpRequestException)
        {
            return null; // breaks off
        }
    }

    private static IResult Problem(string problem, int status) => Results.Json(new { problem }, Json, statusCode: status);
}
