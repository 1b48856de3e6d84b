using Microsoft.Net.Http.Headers;
using PublicVoice.Reports;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Finds the reader's language: address, then cookie, then Accept-Language, then Indonesian.</summary>
public static class ReaderLanguage
{
    public const string CookieName = "lang";

    public static IApplicationBuilder UseReaderLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var byAddress = Parse(context.Request.Query[Wording.QueryKey]);
        var byCookie = Parse(context.Request.Cookies[CookieName]);
        var language = byAddress ?? byCookie ?? Preferred(context.Request);
        context.RequestServices.GetRequiredService<Wording>().Use(language, byAddress is not null, context.Request);
        context.Response.OnStarting(() =>
        {
            if (byAddress is not null && byAddress != byCookie)
            {
#pragma warning disable S2092 // Secure as the request is: a server on an office's own network may speak plain HTTP.
                context.Response.Cookies.Append(CookieName, Wording.CodeOf(language), new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                    MaxAge = TimeSpan.FromDays(365),
                });
#pragma warning restore S2092
            }

            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            {
                context.Response.Headers.ContentLanguage = Wording.CodeOf(language);

                // A form sets a cookie itself: varying by cookie, the back button would fetch a new form instead of finding the one that was sent.
                var isPrivate = context.Response.Headers.CacheControl.ToString().Contains("private", StringComparison.Ordinal);
                context.Response.Headers.Append(HeaderNames.Vary, isPrivate ? "Accept-Language" : "Accept-Language, Cookie");
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    private static Language? Parse(string? code) => code switch
    {
        "id" => Language.Indonesian,
        "en" => Language.English,
        _ => null,
    };

    private static Language Preferred(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
        {
            return Language.Indonesian;
        }

        // "in" is the code that old phones send for Indonesian.
        return accepted
            .Where(entry => entry.Quality is null or > 0)
            .OrderByDescending(entry => entry.Quality ?? 1)
            .Select(entry => entry.Value.Value!.Split('-')[0] switch { "id" or "in" => Language.Indonesian, "en" => Language.English, _ => (Language?)null })
            .FirstOrDefault(language => language is not null) ?? Language.Indonesian;
    }
}
