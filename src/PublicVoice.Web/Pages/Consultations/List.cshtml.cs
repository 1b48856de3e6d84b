using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Consultations;

public sealed class ListModel(PublicConsultations consultations, UnitDirectory directory, IOptions<PublicVoiceOptions> options, TimeProvider clock) : PageModel
{
    /// <summary>Code of a unit: with everything below it.</summary>
    [FromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    /// <summary>Number of the last of the page before.</summary>
    [FromQuery(Name = "sebelum")]
    public string? Before { get; set; }

    public Unit? Place { get; private set; }

    public UnitSettings? Settings { get; private set; }

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public IReadOnlyList<PublicListing> Coming { get; private set; } = [];

    public IReadOnlyList<PublicListing> Past { get; private set; } = [];

    public bool IsFirstPage { get; private set; }

    /// <summary>Number after which the next page begins.</summary>
    public int? Next { get; private set; }

    public string Path => ConsultationLinks.All + (Place is null ? "" : $"?unit={Place.Code}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(UnitCode))
        {
            if (UnitCode.Length > Unit.CodeMaxLength || UnitCode.Contains('\0', StringComparison.Ordinal) || await directory.FindAsync(UnitCode, cancellationToken) is not { } unit)
            {
                return NotFound();
            }

            (Place, Settings) = (unit, await directory.SettingsAsync(unit, cancellationToken));
        }

        Zone = Settings?.TimeZone ?? GovernmentTime.Zone(options.Value.TimeZone);
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, Zone);
        int? before = int.TryParse(Before, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
        IsFirstPage = before is null;
        Coming = IsFirstPage ? await consultations.ComingAsync(Place, today, cancellationToken) : [];
        var past = await consultations.PastAsync(Place, before, today, cancellationToken);
        Past = [.. past.Take(PublicConsultations.PageSize)];
        Next = past.Count > PublicConsultations.PageSize ? Past[^1].Consultation.Number : null;
        return Page();
    }
}
