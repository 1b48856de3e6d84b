using System.Security.Cryptography;
using System.Text;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>
/// A random number that a browser keeps once it supported a topic, signed so that nobody can make up many. It tells nothing but that the
/// same browser comes again.
/// </summary>
public sealed class ReaderCookie(ReceiptCodes secrets)
{
    public const string Name = "pembaca";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);
    private readonly byte[] secret = secrets.Derive("forum reader cookie");

    /// <returns>Null for a browser that has none.</returns>
    public Guid? Of(HttpRequest request) =>
        request.Cookies[Name]?.Split('.') is [var text, var signature] && Guid.TryParseExact(text, "N", out var number)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(number))) ? number : null;

    /// <summary>The number of the browser, given to it where it has none.</summary>
    public Guid Ensure(HttpContext context)
    {
        var number = Of(context.Request) ?? new Guid(RandomNumberGenerator.GetBytes(16));
#pragma warning disable S2092 // Secure as the request is: a server on an office's own network may speak plain HTTP.
        context.Response.Cookies.Append(Name, $"{number:N}.{Sign(number)}", new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = Kept,
            Path = $"{context.Request.PathBase}/forum",
        });
#pragma warning restore S2092
        return number;
    }

    private string Sign(Guid number) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, number.ToByteArray())[..16]);
}
