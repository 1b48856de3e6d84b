using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Data;

public static class DatabaseMigration
{
    /// <summary>Creates the database or brings it up to date, with the standard questionnaire in it. EF takes a lock, so several nodes may start at once.</summary>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        if (context.Database.IsSqlite() && new SqliteConnectionStringBuilder(context.Database.GetConnectionString()) is { Mode: SqliteOpenMode.ReadWriteCreate } file
            && file.DataSource is not (":memory:" or "") && !file.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            DataDirectory.CreateDatabaseFile(file.DataSource);
        }

        await context.Database.MigrateAsync(cancellationToken);
        if (context.Database.IsSqlite())
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken); // kept in the file; a restored one may lack it
        }

        await StandardQuestionnaire.EnsureAsync(context, scope.ServiceProvider.GetRequiredService<TimeProvider>(), cancellationToken);
    }
}
