using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>What a citizen rates: a service of a unit, or the unit as such.</summary>
/// <param name="Service">Null for the unit as such, or where <paramref name="IsKnown"/> is false.</param>
/// <param name="IsKnown">False when the unit exists and the service does not.</param>
/// <param name="Times">When it can be rated.</param>
/// <param name="Today">In the time zone of the government.</param>
/// <param name="Extras">Extra questions that are asked here.</param>
public sealed record SurveyPlace(Unit Unit, Service? Service, bool IsKnown, UnitSettings Settings, SurveyTimes Times, DateOnly Today, IReadOnlyList<AskedQuestion> Extras)
{
    /// <summary>Stands for the unit as such in addresses.</summary>
    public const string WholeUnit = "umum";

    /// <summary>Exists and is not closed for good.</summary>
    public bool IsOffered => IsKnown && Unit.Status == UnitStatus.Active && Service is not { Archived: true };

    public bool IsOpen => IsOffered && Times.IsOpenOn(Today);

    public string Name => Service?.Name ?? Unit.Name;

    public string Path => $"/s/{Unit.Code}/{Service?.ShortCode ?? WholeUnit}";
}

/// <summary>What took over from a place that is no longer rated.</summary>
/// <param name="Place">Where a form that is open already goes.</param>
/// <param name="Address">Where a printed address leads.</param>
public sealed record SurveySuccessor(SurveyPlace Place, string Address);

/// <summary>Finds what an address /s/{unit}/{service} stands for.</summary>
public sealed class SurveyPlaces(PublicVoiceDbContext context, UnitDirectory directory, SharedResults<SurveyPlace?> shared, AskedQuestions asked, TimeProvider clock)
{
    /// <summary>How long a place may be remembered: every form sent asks for it, and it changes with an import at most.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    /// <param name="serviceCode">Short or full code of a service, or <see cref="SurveyPlace.WholeUnit"/>.</param>
    /// <returns>Null when the unit is unknown.</returns>
    public async Task<SurveyPlace?> FindAsync(string unitCode, string serviceCode, CancellationToken cancellationToken)
    {
        // Read once for all who send a form at that moment. What is unknown is not kept: anybody can ask for any number of such addresses.
        var place = await shared.GetAsync((unitCode, serviceCode), Remembered, async () => await ReadAsync(unitCode, serviceCode, cancellationToken) is { IsKnown: true } known ? known : null, cancellationToken);
        return place ?? await ReadAsync(unitCode, serviceCode, cancellationToken);
    }

    /// <summary>Who took over from a closed unit or service: nobody, one, or after a split several to choose from.</summary>
    public async Task<IReadOnlyList<SurveySuccessor>> SuccessorsAsync(SurveyPlace place, CancellationToken cancellationToken)
    {
        var service = place.Service;
        var services = service is null ? [] : await context.ServiceSuccessions.AsNoTracking().Where(row => row.ServiceId == service.Id)
            .Join(context.Services.Where(other => !other.Archived), row => row.SuccessorId, other => other.Id, (row, other) => other)
            .Join(context.Units.Where(unit => unit.Status == UnitStatus.Active), other => other.UnitId, unit => unit.Id, (other, unit) => new { Service = other, Unit = unit })
            .OrderBy(found => found.Unit.Name).ToListAsync(cancellationToken);
        var units = services.Count > 0 || place.Unit.Status == UnitStatus.Active ? [] : await context.UnitSuccessions.AsNoTracking().Where(row => row.UnitId == place.Unit.Id && row.Kind != SuccessionKind.Part)
            .Join(context.Units.Where(unit => unit.Status == UnitStatus.Active), row => row.SuccessorId, unit => unit.Id, (row, unit) => unit)
            .OrderBy(unit => unit.Name).ToListAsync(cancellationToken);
        var found = new List<SurveySuccessor>();
        foreach (var (unit, taken) in services.Select(row => (row.Unit, (Service?)row.Service)).Concat(units.Select(unit => (unit, (Service?)null))))
        {
            var successor = await ReadAsync(unit.Code, taken?.ShortCode ?? SurveyPlace.WholeUnit, cancellationToken);
            found.Add(new SurveySuccessor(successor!, taken is null ? $"/s/{unit.Code}" : successor!.Path));
        }

        return found;
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
            await SurveyPeriods.TimesAsync(context, settings, cancellationToken), GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone),
            await asked.OfAsync(unit, cancellationToken));
    }
}
