using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>The address behind the "unsubscribe" button of mail programs (RFC 8058), which send no cookie and no token of a form: the address itself is the secret.</summary>
public static class StopAtOnce
{
    public static void MapStopAtOnce(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(
            FollowTokens.StopAtOncePath + "/{id:int}/{token}",
            [HttpMethods.Get, HttpMethods.Head],
            (int id, string token) => Results.Redirect(FollowTokens.PathOf(FollowAct.Stop, id, token)));
        routes.MapPost(FollowTokens.StopAtOncePath + "/{id:int}/{token}", StopAsync);
    }

    private static async Task<IResult> StopAsync(int id, string token, Followers followers, PostLimits limits, HttpContext context)
    {
        if (limits.Take(context, Limit.Follow) is not null)
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await followers.FindAsync(FollowAct.Stop, id, token, context.RequestAborted) is { } follower)
        {
            await followers.ActAsync(FollowAct.Stop, follower, null, context.RequestAborted);
        }

        return Results.Ok(); // whoever is gone already is not told apart
    }
}
