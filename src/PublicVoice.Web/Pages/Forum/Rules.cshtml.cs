using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Forum;

public sealed class RulesModel(ForumPlaces places, ModerationLedger ledger, SharedResults<IReadOnlyList<LedgerRow>> shared, IOptions<PublicVoiceOptions> options, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    [FromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    /// <summary>Null for the whole installation.</summary>
    public ForumPlace? Place { get; private set; }

    public ForumRule Rule => Place?.Rule ?? ForumRule.Default;

    public IReadOnlyList<LedgerRow> Ledger { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(UnitCode) && (Place = await places.FindAsync(UnitCode, cancellationToken)) is null)
        {
            return NotFound();
        }

        var zone = Place?.Settings.TimeZone ?? GovernmentTime.Zone(options.Value.TimeZone);
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, zone);
        Ledger = await shared.GetAsync((Place?.Unit.Id, today), Kept, () => ledger.OfAsync(Place?.Unit, zone, today, cancellationToken), cancellationToken);
        return Page();
    }
}
