using PublicVoice.Web.HumanChecks;

namespace PublicVoice.Web.Pages.Surveys;

/// <summary>Sums for the browser of whoever fills in a form.</summary>
public static class WorkChallenges
{
    public const string Path = "/periksa";

    public static void MapWorkChallenges(this IEndpointRouteBuilder routes) => routes.MapMethods(
        Path + "/{key:guid}",
        [HttpMethods.Get, HttpMethods.Head],
        (Guid key, ProofOfWork work, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(work.Challenge(key));
        });
}
