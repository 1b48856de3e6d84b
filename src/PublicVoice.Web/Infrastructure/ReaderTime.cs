using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Times as the signed-in person reads them: in the time zone of the government where the first of their roles is.</summary>
public sealed class ReaderTime(PublicVoiceDbContext context, CurrentStaff staff, IOptions<PublicVoiceOptions> options, Wording w)
{
    public async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken)
    {
        var root = staff.Roles.Select(held => held.UnitPath.Split('/')[0]).Order(StringComparer.Ordinal).FirstOrDefault();
        var name = await context.Units.Where(unit => unit.Code == root).Select(unit => unit.TimeZone).SingleOrDefaultAsync(cancellationToken);
        return GovernmentTime.Zone(name ?? options.Value.TimeZone);
    }

    /// <summary>22 November 2026 10.15 WIB.</summary>
    public string Text(DateTime utc, TimeZoneInfo zone)
    {
        var local = GovernmentTime.Local(utc, zone);
        return $"{Formats.Day(DateOnly.FromDateTime(local), w.Language)} {local.Hour:00}{w[".", ":"]}{local.Minute:00} {GovernmentTime.Abbreviation(zone.GetUtcOffset(utc))}";
    }
}
