using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Kiosks;

/// <summary>What tells a tablet from any other browser. No script reads it and no other site can make the browser send it.</summary>
public static class KioskCookie
{
    private const string Name = "kiosk";
    private const string KioskPath = "/kiosk";

    /// <summary>The longest that browsers keep one; renewed whenever the tablet is there.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

#pragma warning disable S2092 // Secure as the request is: browsers keep answers without the network only over HTTPS or on the machine itself.
    public static void Set(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = context.Request.PathBase + KioskPath,
        MaxAge = Lifetime,
    });
#pragma warning restore S2092

    /// <returns>The tablet that asks, whatever its state; null where the browser is none.</returns>
    public static Task<(KioskDevice Device, Unit Unit)?> FindAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<KioskPairing>().FindAsync(context.Request.Cookies[Name], context.RequestAborted);

    public static void Renew(HttpContext context)
    {
        if (context.Request.Cookies[Name] is { } token)
        {
            Set(context, token);
        }
    }
}
