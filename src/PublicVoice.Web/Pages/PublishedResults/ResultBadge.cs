using System.Net;
using PublicVoice.Reports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.PublishedResults;

/// <summary>
/// A picture of a unit's current index for the office's own web site, to be linked to the results page. A picture runs no code in the page that
/// shows it and can change nothing there.
/// </summary>
public static class ResultBadge
{
    public static void MapResultBadges(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/hasil/{unit}/badge.svg", [HttpMethods.Get, HttpMethods.Head], DrawAsync)
        .WithMetadata(new EmbeddableAttribute());

    private static async Task<IResult> DrawAsync(string unit, string? lang, UnitDirectory directory, PublicResults results, HttpContext context)
    {
        if (await directory.FindAsync(unit, context.RequestAborted) is not { } found)
        {
            return Results.NotFound();
        }

        var language = lang == "en" ? Language.English : Language.Indonesian;
        var (figure, below) = await TextAsync(found, language, results, context.RequestAborted);
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(Draw(language == Language.English ? "Citizen satisfaction (SKM)" : "Kepuasan masyarakat (SKM)", figure, below), "image/svg+xml");
    }

    /// <summary>The figure as on the results page: only an index with enough answers for a headline.</summary>
    private static async Task<(string Figure, string Below)> TextAsync(Unit unit, Language language, PublicResults results, CancellationToken cancellationToken)
    {
        try
        {
            var result = await results.FindAsync(unit, null, cancellationToken);
            if (result is { Report.Index: { Headline: true, Value: { } index, Grade: { } grade, N: var n }, IsYear: false })
            {
                var responses = language == Language.English ? "ratings" : "penilaian";
                return ($"{Formats.Number(index, 2, language)} {grade.Letter}", $"{Formats.Month(result.Period.From, language)} · {Formats.Count(n, language)} {responses}");
            }
        }
        catch (InvalidDataException)
        {
            // Damaged counts: the results page says so, and logs it.
        }

        return ("–", language == Language.English ? "too few ratings so far" : "penilaian belum cukup");
    }

    private static string Draw(string title, string figure, string below) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 64" width="300" height="64" role="img" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif">
        <title>{WebUtility.HtmlEncode($"{title}: {figure}, {below}")}</title>
        <rect width="300" height="64" rx="6" fill="#0b4f6c"/><rect x="198" width="102" height="64" rx="6" fill="#147a8a"/>
        <text x="14" y="28" font-size="14" font-weight="700" fill="#fff">{WebUtility.HtmlEncode(title)}</text>
        <text x="14" y="48" font-size="12" fill="#fff">{WebUtility.HtmlEncode(below)}</text>
        <text x="249" y="40" font-size="22" font-weight="700" fill="#fff" text-anchor="middle">{WebUtility.HtmlEncode(figure)}</text>
        </svg>
        """;
}
