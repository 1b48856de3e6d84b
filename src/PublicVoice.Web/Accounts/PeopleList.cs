using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Accounts;

/// <summary>A role of somebody, as far as the reader may see it.</summary>
public sealed record VisibleRole(RoleAssignment Held, Unit Unit);

/// <param name="Roles">Within the reader's scope.</param>
/// <param name="HasOthers">There are roles beyond it.</param>
public sealed record Person(Account Account, IReadOnlyList<VisibleRole> Roles, bool HasOthers);

/// <summary>The people with a role within a scope.</summary>
public sealed class PeopleList(PublicVoiceDbContext context, UnitDirectory units)
{
    public const int PageSize = 50;

    /// <param name="scopes">Paths of units.</param>
    /// <param name="words">Part of a name or address; null for all.</param>
    /// <param name="page">From 1.</param>
    public async Task<(IReadOnlyList<Person> People, int Count)> FindAsync(IReadOnlyList<string> scopes, string? words, int page, CancellationToken cancellationToken)
    {
        var visible = VisibleRoles(scopes);
        var query = context.Accounts.AsNoTracking().Where(account => visible.Any(role => role.AccountId == account.Id));
        if (!string.IsNullOrWhiteSpace(words))
        {
            var pattern = words.Trim().ToUpperInvariant();
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
            query = query.Where(account => account.Name.ToUpper().Contains(pattern) || account.NormalizedEmail!.Contains(pattern));
#pragma warning restore CA1862
        }

        var accounts = await query.OrderBy(account => account.Name).ThenBy(account => account.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return (await WithRolesAsync(accounts, scopes, cancellationToken), await query.CountAsync(cancellationToken));
    }

    /// <returns>Null where the account has no role within the scope.</returns>
    public async Task<Person?> FindAsync(int accountId, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var visible = VisibleRoles(scopes);
        var found = await context.Accounts.AsNoTracking().Where(account => account.Id == accountId && visible.Any(role => role.AccountId == account.Id)).ToListAsync(cancellationToken);
        return (await WithRolesAsync(found, scopes, cancellationToken)).SingleOrDefault();
    }

    private IQueryable<RoleAssignment> VisibleRoles(IReadOnlyList<string> scopes)
    {
        var within = units.Within(scopes);
        return context.RoleAssignments.Where(role => within.Any(unit => unit.Id == role.UnitId));
    }

    private async Task<List<Person>> WithRolesAsync(List<Account> accounts, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var ids = accounts.ConvertAll(account => account.Id);
        var roles = (await context.RoleAssignments.AsNoTracking().Where(held => ids.Contains(held.AccountId))
            .Join(context.Units.AsNoTracking(), held => held.UnitId, unit => unit.Id, (held, unit) => new { Held = held, Unit = unit })
            .ToListAsync(cancellationToken)).ToLookup(role => role.Held.AccountId);
        return accounts.ConvertAll(account =>
        {
            var visible = roles[account.Id].Where(role => scopes.Any(scope => role.Unit.Path.StartsWith(scope, StringComparison.Ordinal)))
                .OrderBy(role => role.Held.Role).ThenBy(role => role.Unit.Path, StringComparer.Ordinal).Select(role => new VisibleRole(role.Held, role.Unit)).ToList();
            return new Person(account, visible, roles[account.Id].Count() > visible.Count);
        });
    }
}
