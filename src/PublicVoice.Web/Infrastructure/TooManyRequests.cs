using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;

namespace PublicVoice.Web.Infrastructure;

public static class TooManyRequests
{
    /// <summary>Status 429 with the seconds to wait.</summary>
    public static void TooMany(this HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>"20 seconds", "3 minutes".</summary>
    public static LocalText Words(TimeSpan wait) => wait.TotalSeconds < 90
        ? new($"{(int)wait.TotalSeconds} detik", $"{(int)wait.TotalSeconds} seconds")
        : new($"{Math.Ceiling(wait.TotalMinutes)} menit", $"{Math.Ceiling(wait.TotalMinutes)} minutes");
}

/// <summary>A page whose form may be sent so often from one address: beyond that it is shown again, still filled.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitedAttribute(Limit limit) : Attribute, IAsyncPageFilter
{
    public Limit Limit => limit;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method)
            && http.RequestServices.GetRequiredService<RateLimits>().Take(limit, http.RequestServices.GetRequiredService<VisitorAddresses>().Of(http)) is { } wait)
        {
            var page = (PageModel)context.HandlerInstance;
            var words = TooManyRequests.Words(wait);
            page.ModelState.AddModelError("", http.RequestServices.GetRequiredService<Wording>()[
                $"Terlalu banyak percobaan dari jaringan ini. Tunggu {words.Indonesian}, lalu kirim lagi.",
                $"Too many attempts from this network. Wait {words.English}, then send again."]);
            http.Response.TooMany(wait);
            context.Result = page.Page();
            return;
        }

        await next();
    }
}
