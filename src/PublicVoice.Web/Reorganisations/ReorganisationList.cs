using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <param name="Government">Root of the tree.</param>
public sealed record ListedReorganisation(
    Reorganisation Reorganisation, Unit Government, IReadOnlyList<(ReorganisationKind Kind, IReadOnlyList<ReorganisedUnit> Before, IReadOnlyList<ReorganisedUnit> After)> Changes);

/// <summary>Reads reorganisations for those who may see a unit in them.</summary>
public sealed class ReorganisationList(PublicVoiceDbContext context)
{
    public const int Most = 200;

    public static bool IsGovernment(string path) => path.Count(letter => letter == '/') == 1;

    /// <param name="scopes">Paths within which one of the units, or the government itself, must lie.</param>
    /// <param name="id">One of them; null for all, the latest day first.</param>
    public async Task<IReadOnlyList<ListedReorganisation>> OfAsync(IReadOnlyList<string> scopes, int? id, CancellationToken cancellationToken)
    {
        var found = await context.Reorganisations.AsNoTracking().Where(row => id == null || row.Id == id)
            .Join(context.Units, row => row.GovernmentId, unit => unit.Id, (row, unit) => new { Reorganisation = row, Government = unit })
            .Where(row => scopes.Any(scope => row.Government.Path.StartsWith(scope)) || context.ReorganisationChanges.Any(change => change.ReorganisationId == row.Reorganisation.Id
                && context.ReorganisedUnits.Any(part => part.ChangeId == change.Id && context.Units.Any(unit => unit.Id == part.UnitId && scopes.Any(scope => unit.Path.StartsWith(scope))))))
            .OrderByDescending(row => row.Reorganisation.EffectiveDay).ThenByDescending(row => row.Reorganisation.Id).Take(Most).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(row => row.Reorganisation.Id);
        var changes = (await context.ReorganisationChanges.AsNoTracking().Where(change => ids.Contains(change.ReorganisationId)).OrderBy(change => change.Position).ToListAsync(cancellationToken)).ToLookup(change => change.ReorganisationId);
        var changeIds = changes.SelectMany(group => group).Select(change => change.Id).ToList();
        var units = (await context.ReorganisedUnits.AsNoTracking().Where(unit => changeIds.Contains(unit.ChangeId)).OrderBy(unit => unit.Id).ToListAsync(cancellationToken)).ToLookup(unit => unit.ChangeId);
        return [.. found.Select(row => new ListedReorganisation(row.Reorganisation, row.Government, [.. changes[row.Reorganisation.Id].Select(change => (
            change.Kind,
            (IReadOnlyList<ReorganisedUnit>)[.. units[change.Id].Where(unit => !unit.IsSuccessor)],
            (IReadOnlyList<ReorganisedUnit>)[.. units[change.Id].Where(unit => unit.IsSuccessor)]))]))];
    }
}
