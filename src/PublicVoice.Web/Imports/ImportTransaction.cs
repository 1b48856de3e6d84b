using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Imports;

public static class ImportTransaction
{
    private const long LockNumber = 7_305_201_401;

    /// <summary>
    /// A transaction for changes to units, services and questionnaires: one at a time, so that what was checked still holds when it
    /// is stored. SQLite has one writer anyway.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAsync(PublicVoiceDbContext context, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})", cancellationToken);
        }

        return transaction;
    }
}
