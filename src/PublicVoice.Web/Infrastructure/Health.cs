using PublicVoice.Web.Data;

namespace PublicVoice.Web.Infrastructure;

/// <summary>For load balancers and service managers: answers 200 while the database can be reached.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapMethods(
        "/healthz",
        [HttpMethods.Get, HttpMethods.Head],
        async (PublicVoiceDbContext context, CancellationToken cancellationToken) => await context.Database.CanConnectAsync(cancellationToken)
            ? Results.Text("ok")
            : Results.Text("database unreachable", statusCode: StatusCodes.Status503ServiceUnavailable));
}
