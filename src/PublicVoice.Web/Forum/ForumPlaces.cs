using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>The forum of one unit.</summary>
/// <param name="Today">In the time zone of the government.</param>
/// <param name="Services">Services of the unit that a post can be about.</param>
public sealed record ForumPlace(Unit Unit, UnitSettings Settings, ForumRule Rule, DateOnly Today, IReadOnlyList<Service> Services)
{
    public bool TakesPosts => Unit.Status == UnitStatus.Active && Rule.IsOpen;
}

/// <summary>Finds what an address /forum/{unit} stands for.</summary>
public sealed class ForumPlaces(UnitDirectory directory, ForumRules rules, TimeProvider clock)
{
    /// <returns>Null when the unit is unknown.</returns>
    public async Task<ForumPlace?> FindAsync(string unitCode, CancellationToken cancellationToken) =>
        await directory.FindAsync(unitCode, cancellationToken) is { } unit ? await OfAsync(unit, cancellationToken) : null;

    public async Task<ForumPlace> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        return new ForumPlace(
            unit, settings, await rules.OfAsync(unit, cancellationToken), GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone),
            await directory.ServicesAsync(unit.Id, cancellationToken));
    }
}
