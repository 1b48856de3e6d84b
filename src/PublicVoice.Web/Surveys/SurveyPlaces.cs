using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>What a citizen rates: a service of a unit, or the unit as such.</summary>
/// <param name="Service">Null for the unit as such, or where <paramref name="IsKnown"/> is false.</param>
/// <param name="IsKnown">False when the unit exists and the service does not.</param>
/// <param name="Times">When it can be rated.</param>
/// <param name="Today">In the time zone of the government.</param>
public sealed record SurveyPlace(Unit Unit, Service? Service, bool IsKnown, UnitSettings Settings, SurveyTimes Times, DateOnly Today)
{
    /// <summary>Stands for the unit as such in addresses.</summary>
    public const string WholeUnit = "umum";

    /// <summary>Exists and is not closed for good.</summary>
    public bool IsOffered => IsKnown && Unit.Status == UnitStatus.Active && Service is not { Archived: true };

    public bool IsOpen => IsOffered && Times.IsOpenOn(Today);

    public string Name => Service?.Name ?? Unit.Name;

    public string Path => $"/s/{Unit.Code}/{Service?.ShortCode ?? WholeUnit}";
}

/// <summary>Finds what an address /s/{unit}/{service} stands for.</summary>
public sealed class SurveyPlaces(PublicVoiceDbContext context, UnitDirectory directory, IMemoryCache cache, TimeProvider clock)
{
    /// <summary>How long a place may be remembered: every form sent asks for it, and it changes with an import at most.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    /// <param name="serviceCode">Short or full code of a service, or <see cref="SurveyPlace.WholeUnit"/>.</param>
    /// <returns>Null when the unit is unknown.</returns>
    public async Task<SurveyPlace?> FindAsync(string unitCode, string serviceCode, CancellationToken cancellationToken)
    {
        var key = (typeof(SurveyPlace), unitCode, serviceCode);
        if (cache.TryGetValue(key, out SurveyPlace? remembered))
        {
            return remembered;
        }

        var place = await ReadAsync(unitCode, serviceCode, cancellationToken);
        return place is { IsKnown: true } ? cache.Set(key, place, Remembered) : place;
    }

    private async Task<SurveyPlace?> ReadAsync(string unitCode, string serviceCode, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(unitCode, cancellationToken) is not { } unit)
        {
            return null;
        }

#pragma warning disable CA1308 // codes are lower case; an address typed in capitals still finds its service
        var lower = serviceCode.ToLowerInvariant();
#pragma warning restore CA1308
        var full = $"{unit.Code}.{lower}";
        var service = await context.Services.AsNoTracking()
            .Where(service => service.UnitId == unit.Id && (service.Code == full || service.Code == lower))
            .OrderBy(service => service.Archived)
            .FirstOrDefaultAsync(cancellationToken);
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        return new SurveyPlace(
            unit, service, service is not null || lower == SurveyPlace.WholeUnit, settings,
            await SurveyPeriods.TimesAsync(context, settings, cancellationToken), GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone));
    }
}
