using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.PublishedResults;

public sealed class UnitModel(UnitDirectory directory, UnitSearch search, PublicResults results, Wording wording, ILogger<UnitModel> logger) : PageModel
{
    /// <summary>Width of the charts in their own units: wide enough for the longest label, small enough to read on a phone.</summary>
    private const double ChartWidth = 280;

    [FromQuery(Name = "bulan")]
    public string? Month { get; set; }

    public PublicResult Result { get; private set; } = null!;

    /// <summary>Who took over from a unit that was merged or split.</summary>
    public IReadOnlyList<Unit> Successors { get; private set; } = [];

    public IReadOnlyList<UnitListing> Below { get; private set; } = [];

    /// <summary>The address asks for something that is not a closed month.</summary>
    public bool NotAMonth { get; private set; }

    /// <summary>Stored counts are damaged; the answers are not, and the counts are made again from them.</summary>
    public bool BeingChecked { get; private set; }

    public string PeriodName => Result.IsYear
        ? $"{Formats.Month(Result.Period.From, wording.Language)} – {Formats.Month(Result.Period.To, wording.Language)}"
        : Formats.Month(Result.Period.From, wording.Language);

    public async Task<IActionResult> OnGetAsync(string unit, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(unit, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        try
        {
            await FindAsync(found, cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            logger.LogError(damage, "The results of {Unit} cannot be shown", found.Code);
            BeingChecked = true;
            Result = await results.WithoutFiguresAsync(found, cancellationToken);
        }

        Successors = found.Status == UnitStatus.Active ? [] : await directory.SuccessorsAsync(found, cancellationToken);
        Below = await search.BelowAsync(found, cancellationToken);
        Response.StatusCode = BeingChecked ? StatusCodes.Status503ServiceUnavailable : NotAMonth ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Page();
    }

    private async Task FindAsync(Unit found, CancellationToken cancellationToken)
    {
        DateOnly? month = DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) ? given : null;
        var asked = month is null ? null : await results.FindAsync(found, month, cancellationToken);
        NotAMonth = !string.IsNullOrEmpty(Month) && asked is null;
        Result = asked ?? (await results.FindAsync(found, null, cancellationToken))!;
    }

    public string Number(decimal? value, int decimals) => value is { } known ? Formats.Number(known, decimals, wording.Language) : "–";

    public string Count(long value) => Formats.Count(value, wording.Language);

    public string Performance(QualityGrade grade) => $"{grade.Letter} ({wording[grade.Performance]})";

    public string ChangeInWords(Change change)
    {
        var difference = change.Difference is { } points ? Formats.Number(Math.Abs(points), 2, wording.Language) : "";
        return change.Direction switch
        {
            ChangeDirection.Up => wording[
                $"Naik {difference} dari bulan sebelumnya, lebih dari yang dapat terjadi karena kebetulan.",
                $"Up {difference} from the month before, more than chance explains."],
            ChangeDirection.Down => wording[
                $"Turun {difference} dari bulan sebelumnya, lebih dari yang dapat terjadi karena kebetulan.",
                $"Down {difference} from the month before, more than chance explains."],
            ChangeDirection.TooCloseToSay => wording[
                "Perbedaan dengan bulan sebelumnya terlalu kecil untuk disebut naik atau turun.",
                "The difference from the month before is too small to call it a rise or a fall."],
            _ => "",
        };
    }

    /// <summary>A chart as inline SVG; its texts are encoded where it is drawn.</summary>
    public static Microsoft.AspNetCore.Html.HtmlString Drawing(IChart chart, string id) => new(Svg.Render(chart, ChartWidth, id));
}
