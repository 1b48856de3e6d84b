using System.Globalization;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Surveys;

/// <summary>
/// How often this browser rated an office within half a day: a number kept by the browser itself, in a cookie of that office's survey alone. It
/// tells nobody apart, and the server keeps nothing.
/// </summary>
public static class RatedBefore
{
    public const string CookieName = "dinilai";

    private const int Most = 99;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    public static int Of(HttpRequest request) =>
        int.TryParse(request.Cookies[CookieName], NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Min(times, Most) : 0;

    public static void Count(HttpContext context, Unit unit) =>
#pragma warning disable S2092 // Secure as the request is: a server on an office's own network may speak plain HTTP.
        context.Response.Cookies.Append(CookieName, Math.Min(Of(context.Request) + 1, Most).ToString(CultureInfo.InvariantCulture), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = Kept,
            Path = $"{context.Request.PathBase}/s/{unit.Code}",
        });
#pragma warning restore S2092
}
