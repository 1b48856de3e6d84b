using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using PublicVoice.Reports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Api;

/// <summary>Lets queue machines order visit codes: POST /api/visit-codes with a key, described in docs/api.md and at /openapi/v1.json.</summary>
public static class VisitCodesApi
{
    public const string Path = "/api/visit-codes";
    public const string OrderKeyHeader = "Idempotency-Key";

    private const int MaxBodyBytes = 8 * 1024;
    private const string BearerPrefix = "Bearer ";

    public static void MapVisitCodesApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, OrderAsync)
            .WithName("orderVisitCodes")
            .WithSummary("Orders single-use visit codes")
            .WithDescription("For the unit of the key, or one below it. Codes are returned once; repeat the request with the same Idempotency-Key within a day to get the same codes again.")
            .Accepts<VisitCodesRequest>(MediaTypeNames.Application.Json, OpenApi.AnyBody) // else routing refuses other bodies with a page
            .Produces<VisitCodesAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context, Wording w) =>
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return Problem(StatusCodes.Status405MethodNotAllowed, w["Alamat ini hanya menerima POST", "This address takes POST only"]);
        }).ExcludeFromDescription();
    }

    private static async Task<IResult> OrderAsync(
        HttpContext context, MachineKeys keys, RateLimits limits, VisitorAddresses addresses, UnitDirectory units, VisitCodeIssue issue, IOptions<PublicVoiceOptions> options, Wording w)
    {
        context.Response.Headers.CacheControl = "no-store";
        var cancellationToken = context.RequestAborted;
        if (await KeyAsync(context, keys) is not var (key, home))
        {
            // Only what has no key waits: one machine with a revoked key must not shut out the others behind the same address.
            if (limits.Take(Limit.WrongApiKey, addresses.Of(context)) is { } locked)
            {
                return TooMany(context, locked, w);
            }

            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem(StatusCodes.Status401Unauthorized, w[
                "Kunci API tidak ada, salah, atau sudah dicabut", "The API key is missing, wrong or revoked"], w["Kirim Authorization: Bearer pvk_…", "Send Authorization: Bearer pvk_…"]);
        }

        if (limits.Take(Limit.Api, key.Id) is { } wait)
        {
            return TooMany(context, wait, w);
        }

        var (asked, unreadable) = await ReadAsync(context, w);
        if (asked is null)
        {
            return unreadable!;
        }

        if (asked.Count > 1 && limits.Take(Limit.Api, key.Id, count: asked.Count - 1) is { } more)
        {
            return TooMany(context, more, w);
        }

        var unit = asked.Unit is null ? home : asked.Unit.Contains('\0', StringComparison.Ordinal) ? null : await units.FindAsync(asked.Unit, cancellationToken); // PostgreSQL takes it in no text
        if (unit is null || !unit.IsWithin(home))
        {
            return Problem(StatusCodes.Status404NotFound, w["Unit tidak ditemukan dalam lingkup kunci ini", "There is no such unit within the scope of this key"]);
        }

        var service = asked.Service is null ? null : Service.Find(await units.ServicesAsync(unit.Id, cancellationToken), asked.Service);
        if (asked.Service is not null && service is null)
        {
            return Problem(StatusCodes.Status404NotFound, w["Unit ini tidak punya layanan itu", "The unit has no such service"]);
        }

        if (unit.Status != UnitStatus.Active)
        {
            return Problem(StatusCodes.Status409Conflict, w["Unit ini tidak menerima penilaian lagi", "The unit takes no more ratings"]);
        }

        var order = new VisitCodeOrder(unit, service, asked.Count, asked.ValidDays, key.Name, OrderKey(context, key));
        var issued = await issue.MakeAsync(order, cancellationToken);
        if (!issued.IsAsOrdered)
        {
            return Problem(StatusCodes.Status409Conflict, w[
                $"{OrderKeyHeader} ini sudah dipakai untuk permintaan lain", $"This {OrderKeyHeader} was used for another order"]);
        }

        var root = options.Value.PublicAddress ?? new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}");
        return Results.Json(
            new VisitCodesAnswer(
                issued.BatchId, unit.Code, service?.Code, issued.LastDay,
                [.. issued.Codes.Select(code => new VisitCodeAnswer(VisitCodeText.Grouped(code), VisitCodeText.Address(root, unit, service, code)))]),
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<(ApiKey Key, Unit Unit)?> KeyAsync(HttpContext context, MachineKeys keys) =>
        context.Request.Headers.Authorization.ToString() is { Length: < 200 } header && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? await keys.FindAsync(header[BearerPrefix.Length..].Trim(), context.RequestAborted)
            : null;

    private static string? OrderKey(HttpContext context, ApiKey key) =>
        context.Request.Headers[OrderKeyHeader].ToString() is { Length: > 0 } given ? $"api key {key.Id}: {given}" : null;

    /// <summary>Everything that is wrong with it is told at once.</summary>
    private static async Task<(VisitCodesRequest? Asked, IResult? Problem)> ReadAsync(HttpContext context, Wording w)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, Problem(StatusCodes.Status415UnsupportedMediaType, w["Kirim application/json", "Send application/json"]));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }

        VisitCodesRequest? asked;
        try
        {
            asked = context.Request.ContentLength > MaxBodyBytes
                ? throw new BadHttpRequestException("", StatusCodes.Status413PayloadTooLarge)
                : await context.Request.ReadFromJsonAsync<VisitCodesRequest>(context.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge)
        {
            return (null, Problem(tooLarge.StatusCode, w[$"Paling banyak {MaxBodyBytes} byte", $"At most {MaxBodyBytes} bytes"]));
        }
        catch (JsonException)
        {
            asked = null;
        }

        if (asked is null)
        {
            return (null, Problem(StatusCodes.Status400BadRequest, w["Isi permintaan bukan JSON yang dikenal", "The body is not the JSON that was expected"]));
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (asked.Count is < 1 or > VisitCodesRequest.MaxCount)
        {
            errors["count"] = [w[$"Isi bilangan 1 sampai {VisitCodesRequest.MaxCount}", $"Give a number from 1 to {VisitCodesRequest.MaxCount}"]];
        }

        if (asked.ValidDays is < 1 or > VisitCodeBatch.MaxDays)
        {
            errors["valid_days"] = [w[$"Isi bilangan 1 sampai {VisitCodeBatch.MaxDays}", $"Give a number from 1 to {VisitCodeBatch.MaxDays}"]];
        }

        if (context.Request.Headers[OrderKeyHeader].ToString().Length > VisitCodeOrder.KeyMaxLength)
        {
            errors[OrderKeyHeader] = [w[$"Paling banyak {VisitCodeOrder.KeyMaxLength} karakter", $"At most {VisitCodeOrder.KeyMaxLength} characters"]];
        }

        return errors.Count == 0 ? (asked, null) : (null, Results.ValidationProblem(errors, title: w["Ada yang perlu diperbaiki", "There is a problem"]));
    }

    private static IResult TooMany(HttpContext context, TimeSpan wait, Wording w)
    {
        context.Response.TooMany(wait);
        var words = TooManyRequests.Words(wait);
        return Problem(StatusCodes.Status429TooManyRequests, w["Terlalu banyak permintaan", "Too many requests"], w[$"Tunggu {words.Indonesian}", $"Wait {words.English}"]);
    }

    private static IResult Problem(int status, string title, string? detail = null) => Results.Problem(detail, statusCode: status, title: title);
}
