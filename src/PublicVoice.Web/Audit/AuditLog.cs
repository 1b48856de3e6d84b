using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Audit;

/// <summary>What is written down about a change.</summary>
/// <param name="UnitPath">Path of the unit that it concerns; empty for the whole installation, and for changes of one's own account.</param>
/// <param name="Task">What allowed it; null for changes of one's own account and for the command line.</param>
/// <param name="Actor">What acts where nobody is signed in.</param>
/// <param name="By">Who acts without being signed in: the holder of a one-time link.</param>
public sealed record AuditRecord(
    string Action, string Subject, string UnitPath, StaffTask? Task = null, object? Before = null, object? After = null, string? Actor = null, Account? By = null);

/// <summary>The append-only record of what staff did.</summary>
public sealed class AuditLog(PublicVoiceDbContext context, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>Who acts where nobody is signed in.</summary>
    public const string CommandLine = "(command line)";

    /// <summary>What the product does by itself.</summary>
    public const string Product = "(PublicVoice)";

    private const long Lock = 0x50_56_41_55_44_49_54; // a number of our own, one per purpose

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Saves what the context has changed together with an entry about it, in the transaction that is open, else in one of its own.</summary>
    public async Task SaveAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        await using var own = context.Database.CurrentTransaction is null ? await context.Database.BeginTransactionAsync(cancellationToken) : null;
        await context.SaveChangesAsync(cancellationToken);
        if (context.Database.IsNpgsql())
        {
            // SQLite has one writer at a time anyway.
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        }

        var last = await context.AuditEntries.OrderByDescending(entry => entry.Id).Select(entry => new { entry.Id, entry.Hash }).FirstOrDefaultAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var actor = staff.Account ?? record.By;
        var unitPath = record.UnitPath.Length == 0 && actor is not null ? await HomeAsync(actor.Id, cancellationToken) : record.UnitPath;
        var entry = new AuditEntry
        {
            Id = (last?.Id ?? 0) + 1,
            OccurredOn = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc),
            AccountId = actor?.Id,
            Actor = actor?.Name ?? record.Actor ?? CommandLine,
            Role = record.Task is { } task ? staff.RoleFor(task, record.UnitPath)?.ToString() ?? "" : "",
            UnitPath = unitPath,
            Action = record.Action,
            Subject = record.Subject.Length > AuditEntry.SubjectMaxLength ? record.Subject[..AuditEntry.SubjectMaxLength] : record.Subject,
            Before = Text(record.Before),
            After = Text(record.After),
        };
        entry.Seal(last?.Hash ?? []);
        context.Add(entry);
        await context.SaveChangesAsync(cancellationToken);
        if (own is not null)
        {
            await own.CommitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Where a change of one's own account belongs, so that it stays readable there once the roles are gone: the lowest unit above all roles of the
    /// person; without any, where the last such entry belongs. Empty where the roles are of several governments.
    /// </summary>
    private async Task<string> HomeAsync(int accountId, CancellationToken cancellationToken)
    {
        var paths = await context.RoleAssignments.Where(held => held.AccountId == accountId)
            .Join(context.Units, held => held.UnitId, unit => unit.Id, (_, unit) => unit.Path).ToListAsync(cancellationToken);
        return paths.Count > 0
            ? paths.Aggregate((above, path) => string.Concat(above.Split('/').Zip(path.Split('/')).TakeWhile(codes => codes.First == codes.Second && codes.First.Length > 0).Select(codes => codes.First + "/")))
            : await context.AuditEntries.Where(entry => entry.AccountId == accountId && entry.Role == "" && entry.UnitPath != "")
                .OrderByDescending(entry => entry.Id).Select(entry => entry.UnitPath).FirstOrDefaultAsync(cancellationToken) ?? "";
    }

    /// <summary>Entries whose hash does not follow from them and the entry before, or whose predecessor is missing.</summary>
    /// <param name="kept">A hash that was noted earlier.</param>
    /// <returns>With whether an entry still has the hash that was kept.</returns>
    public async Task<(long Count, byte[] Last, List<long> Broken, bool HasKept)> CheckAsync(byte[]? kept, CancellationToken cancellationToken)
    {
        var (previous, expected, broken, hasKept) = (Array.Empty<byte>(), 1L, new List<long>(), kept is null);
        await foreach (var entry in context.AuditEntries.AsNoTracking().OrderBy(entry => entry.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Id != expected || !entry.Follows(previous))
            {
                broken.Add(entry.Id);
            }

            (previous, expected) = (entry.Hash, entry.Id + 1);
            hasKept |= kept.AsSpan().SequenceEqual(previous);
        }

        return (expected - 1, previous, broken, hasKept);
    }

    private static string? Text(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
