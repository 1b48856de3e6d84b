using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using PublicVoice.Reports.Csv;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Audit;

/// <summary>Which entries are looked for; what is null does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>From this instant on.</summary>
    public DateTime? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Part of the name or address of who did it or whom it concerns.</summary>
    public string? Person { get; init; }

    public string? Action { get; init; }

    /// <summary>Code of a unit: entries about it and everything below it, wherever it stood then.</summary>
    public string? Unit { get; init; }
}

/// <summary>What somebody may read of the audit log: entries of units in their scope, and what people with a role there do to their own accounts.</summary>
public sealed class AuditSearch(PublicVoiceDbContext context, UnitDirectory directory, CurrentStaff staff, AuditLog audit)
{
    public const int PageSize = 50;

    /// <param name="before">Only entries with a lower number; they come newest first.</param>
    /// <returns>At most <see cref="PageSize"/> entries and whether there are older ones.</returns>
    public async Task<(IReadOnlyList<AuditEntry> Entries, bool More)> FindAsync(AuditFilter filter, long? before, CancellationToken cancellationToken)
    {
        var found = await Matching(filter, before).Take(PageSize + 1).ToListAsync(cancellationToken);
        return (found.Count > PageSize ? found[..PageSize] : found, found.Count > PageSize);
    }

    /// <summary>Newest first.</summary>
    public IQueryable<AuditEntry> Matching(AuditFilter filter, long? before)
    {
        var below = before ?? long.MaxValue; // always a bound, so that the primary key is walked from there
        var entries = context.AuditEntries.AsNoTracking().Where(Readable(staff.Scopes(StaffTask.ReadAudit))).Where(entry => entry.Id < below);
        if (filter.From is { } from)
        {
            entries = entries.Where(entry => entry.OccurredOn >= from);
        }

        if (filter.Until is { } until)
        {
            entries = entries.Where(entry => entry.OccurredOn < until);
        }

        if (!string.IsNullOrWhiteSpace(filter.Person))
        {
            var name = filter.Person.Trim().ToUpperInvariant();
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
            entries = entries.Where(entry => entry.Actor.ToUpper().Contains(name) || entry.Subject.ToUpper().Contains(name));
#pragma warning restore CA1862
        }

        if (filter.Action is { } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }

        if (!string.IsNullOrWhiteSpace(filter.Unit))
        {
#pragma warning disable CA1308 // unit codes are lower case
            var segment = $"/{filter.Unit.Trim().ToLowerInvariant()}/";
#pragma warning restore CA1308
            entries = entries.Where(entry => ("/" + entry.UnitPath).Contains(segment));
        }

        return entries.OrderByDescending(entry => entry.Id);
    }

    /// <summary>Writes all entries that match as CSV, oldest last, and records that they were exported.</summary>
    public async Task<int> ExportAsync(AuditFilter filter, Stream stream, CancellationToken cancellationToken)
    {
        var count = 0;
        using (var csv = SafeCsv.Open(stream))
        {
            csv.Row("id", "occurred_on", "actor", "role", "action", "unit_path", "subject", "before", "after", "hash");
            await foreach (var entry in Matching(filter, null).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                csv.Row(
                    entry.Id, entry.OccurredOn.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), entry.Actor, entry.Role, entry.Action,
                    entry.UnitPath, entry.Subject, entry.Before, entry.After, Convert.ToHexStringLower(entry.Hash));
                count++;
            }
        }

        var scopes = staff.Scopes(StaffTask.ReadAudit);
        await audit.SaveAsync(
            new("audit.exported", string.Join(", ", scopes), scopes[0], StaffTask.ReadAudit, After: new
            {
                entries = count,
                from = filter.From,
                until = filter.Until,
                person = filter.Person,
                action = filter.Action,
                unit = filter.Unit,
            }),
            cancellationToken);
        return count;
    }

    private Expression<Func<AuditEntry, bool>> Readable(IReadOnlyList<string> scopes)
    {
        var within = directory.Within(scopes);
        var wholeGovernment = scopes.Any(scope => scope.Count(letter => letter == '/') == 1);
        Expression<Func<AuditEntry, bool>> readable = entry => entry.AccountId == null
            ? entry.UnitPath == "" && wholeGovernment
            : entry.Role == "" && context.RoleAssignments.Any(held => held.AccountId == entry.AccountId && within.Any(unit => unit.Id == held.UnitId));
        foreach (var scope in scopes)
        {
            var (from, to) = (scope, scope[..^1] + '0'); // '0' is the character after '/'
            Expression<Func<AuditEntry, bool>> below = entry => string.Compare(entry.UnitPath, from) >= 0 && string.Compare(entry.UnitPath, to) < 0;
            readable = Expression.Lambda<Func<AuditEntry, bool>>(
                Expression.OrElse(readable.Body, ReplacingExpressionVisitor.Replace(below.Parameters[0], readable.Parameters[0], below.Body)), readable.Parameters);
        }

        return readable;
    }
}
