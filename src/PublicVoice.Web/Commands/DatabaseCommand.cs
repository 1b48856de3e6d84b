using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Commands;

public static class DatabaseCommand
{
    public static Command Create(CommandHost host)
    {
        var migrate = new Command("migrate", "Creates the database or brings it up to date.");
        migrate.SetAction((_, cancellationToken) => host.RunAsync(
            async (_, _) =>
            {
                await Console.Out.WriteLineAsync("The database is up to date.");
                return ExitCode.Done;
            },
            cancellationToken));

        var file = new Argument<FileInfo>("FILE") { Description = "The copy to write; it must not exist." };
        var backup = new Command("backup", "Copies the SQLite database to a file while the server runs.") { file };
        backup.SetAction((parsed, cancellationToken) => host.RunAsync(
            (services, _) => BackupAsync(services.GetRequiredService<PublicVoiceDbContext>(), parsed.GetRequiredValue(file), cancellationToken),
            cancellationToken));
        return new Command("database", "Looks after the database.") { migrate, backup };
    }

    private static async Task<int> BackupAsync(PublicVoiceDbContext context, FileInfo file, CancellationToken cancellationToken)
    {
        if (!context.Database.IsSqlite())
        {
            throw new RefusedException("A PostgreSQL database is backed up with pg_dump (deploy/backup.sh).");
        }

        if (file.Exists)
        {
            throw new RefusedException($"{file.FullName} exists.");
        }

        if (file.Directory is not { Exists: true })
        {
            throw new RefusedException($"There is no directory {file.DirectoryName}.");
        }

        context.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        DataDirectory.CreateDatabaseFile(file.FullName);
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {file.FullName}", cancellationToken); // one consistent moment; writers go on
        await Console.Out.WriteLineAsync($"{file.FullName}: {new FileInfo(file.FullName).Length:N0} bytes.");
        return ExitCode.Done;
    }
}
