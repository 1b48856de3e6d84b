using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Units;

/// <param name="Above">Name of the unit above it, since names repeat; null for a government.</param>
public sealed record UnitListing(string Code, string Type, string Name, string? Above);

/// <summary>Lists active units for people who look for an office.</summary>
public sealed class UnitSearch(PublicVoiceDbContext context)
{
    public const int MaxResults = 40;

    private IQueryable<Unit> Active => context.Units.Where(unit => unit.Status == UnitStatus.Active);

    public Task<List<UnitListing>> GovernmentsAsync(CancellationToken cancellationToken) =>
        ListAsync(Active.Where(unit => unit.ParentId == null), cancellationToken);

    public Task<List<UnitListing>> BelowAsync(Unit unit, CancellationToken cancellationToken) =>
        ListAsync(Active.Where(other => other.ParentId == unit.Id), cancellationToken);

    /// <summary>Units whose name holds every word; one more than <see cref="MaxResults"/> when there are more.</summary>
    public Task<List<UnitListing>> FindAsync(string words, CancellationToken cancellationToken)
    {
        var found = Active;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
        {
#pragma warning disable CA1862, CA1308, MA0011 // translated to lower() on both databases
            var lower = word.ToLowerInvariant();
            found = found.Where(unit => unit.Name.ToLower().Contains(lower));
#pragma warning restore CA1862, CA1308, MA0011
        }

        return ListAsync(found.OrderBy(unit => unit.Name).ThenBy(unit => unit.Code).Take(MaxResults + 1), cancellationToken);
    }

    private Task<List<UnitListing>> ListAsync(IQueryable<Unit> units, CancellationToken cancellationToken) =>
        units.OrderBy(unit => unit.Name).ThenBy(unit => unit.Code)
            .Select(unit => new UnitListing(
                unit.Code,
                unit.Type,
                unit.Name,
                context.Units.Where(parent => parent.Id == unit.ParentId).Select(parent => parent.Name).FirstOrDefault()))
            .ToListAsync(cancellationToken);
}
