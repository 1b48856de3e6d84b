using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Units;

/// <summary>What a unit has itself or inherits from the units above it.</summary>
/// <param name="Root">The government the unit belongs to.</param>
/// <param name="OpeningUnitId">Unit that says when it is open; null where none does.</param>
public sealed record UnitSettings(
    Unit Root,
    TimeZoneInfo TimeZone,
    string? LetterheadName,
    string? LetterheadAddress,
    byte[]? CoatOfArms,
    string? DocumentNumberPattern,
    string? SignerName,
    string? SignerNip,
    string? SignerTitle,
    int? QuestionnaireId,
    SurveyOpening Opening = SurveyOpening.Always,
    int? OpeningUnitId = null)
{
    /// <summary>Null where nobody said when the office is open.</summary>
    public OpeningHours? OpeningHours { get; init; }

    public OfficeNetworks OfficeNetworks { get; init; } = OfficeNetworks.None;
}

/// <summary>Finds units, their services and what they inherit.</summary>
public sealed class UnitDirectory(PublicVoiceDbContext context, IOptions<PublicVoiceOptions> options)
{
    public Task<Unit?> FindAsync(string code, CancellationToken cancellationToken)
    {
#pragma warning disable CA1308 // Unit codes are lower case; an address typed in capitals still finds its unit.
        var lower = code.ToLowerInvariant();
#pragma warning restore CA1308
        return context.Units.AsNoTracking().SingleOrDefaultAsync(unit => unit.Code == lower, cancellationToken);
    }

    /// <summary>Ids of units by their codes.</summary>
    public Task<Dictionary<string, int>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken) =>
        context.Units.Where(unit => codes.Contains(unit.Code)).ToDictionaryAsync(unit => unit.Code, unit => unit.Id, StringComparer.Ordinal, cancellationToken);

    /// <summary>Services that can be rated, by name.</summary>
    public Task<List<Service>> ServicesAsync(int unitId, CancellationToken cancellationToken) =>
        context.Services.AsNoTracking().Where(service => service.UnitId == unitId && !service.Archived).OrderBy(service => service.Name).ToListAsync(cancellationToken);

    /// <summary>Units that took over from one that was merged or split, and take answers now.</summary>
    public Task<List<Unit>> SuccessorsAsync(Unit unit, CancellationToken cancellationToken) => context.UnitSuccessions.Where(row => row.UnitId == unit.Id && row.Kind != SuccessionKind.Part)
        .Join(context.Units.AsNoTracking().Where(other => other.Status == UnitStatus.Active), row => row.SuccessorId, other => other.Id, (row, other) => other)
        .OrderBy(other => other.Name).ToListAsync(cancellationToken);

    /// <summary>The unit and everything below it.</summary>
    public IQueryable<Unit> Within(Unit unit)
    {
        var (from, to) = (unit.Path, unit.Path[..^1] + '0'); // '0' is the character after '/'
        return context.Units.Where(other => string.Compare(other.Path, from) >= 0 && string.Compare(other.Path, to) < 0);
    }

    /// <summary>Units at or below any of some paths: a person's scope.</summary>
    public IQueryable<Unit> Within(IReadOnlyList<string> paths) => context.Units.Where(unit => paths.Any(path => unit.Path.StartsWith(path)));

    /// <param name="withoutOwn">Leaves out the unit's own questionnaire: what it would inherit.</param>
    public async Task<UnitSettings> SettingsAsync(Unit unit, CancellationToken cancellationToken, bool withoutOwn = false)
    {
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var chain = await context.Units.AsNoTracking().Where(other => codes.Contains(other.Code)).ToListAsync(cancellationToken);
        chain.Sort((a, b) => b.Path.Length.CompareTo(a.Path.Length)); // nearest first
        var root = chain[^1];
        // The signer is one person: name, NIP and title come from the same unit. A unit that names only its head is signed by that office,
        // the name written in by hand, and never by the head of a unit above it.
        var signer = chain.Find(other => (other.SignerName ?? other.SignerTitle ?? other.HeadTitle) is not null);
        var opening = chain.Find(other => other.Opening is not null);
        return new UnitSettings(
            root,
            GovernmentTime.Zone(root.TimeZone ?? options.Value.TimeZone),
            chain.Find(other => other.LetterheadName is not null)?.LetterheadName,
            chain.Find(other => other.LetterheadAddress is not null)?.LetterheadAddress,
            chain.Find(other => other.CoatOfArms is not null)?.CoatOfArms,
            chain.Find(other => other.DocumentNumberPattern is not null)?.DocumentNumberPattern,
            signer?.SignerName,
            signer?.SignerNip,
            signer?.SignerTitle ?? signer?.HeadTitle,
            chain.Find(other => other.QuestionnaireId is not null && !(withoutOwn && other.Id == unit.Id))?.QuestionnaireId,
            opening?.Opening ?? SurveyOpening.Always,
            opening?.Id)
        {
            OpeningHours = OpeningHours.Read(chain.Find(other => other.OpeningHours is not null)?.OpeningHours),
            OfficeNetworks = OfficeNetworks.Read(chain.Find(other => other.OfficeNetworks is not null)?.OfficeNetworks ?? ""),
        };
    }
}
