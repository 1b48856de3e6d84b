using Microsoft.Data.Sqlite;
using Npgsql;

namespace PublicVoice.Journeys;

public class BackupTests
{
    private const string Units = "code,type,name,parent_code,head_title\nkota,kota,Pemerintah Kota,,Wali Kota\nkota-dinas,dinas,Dinas Kesehatan,kota,Kepala Dinas\n";

    [Fact]
    public async Task Backup_SqliteServerRunning_RestoresDatabaseAndReceiptKey()
    {
        await using var server = new ServerProcess();
        await ImportUnitsAsync(server);
        await server.StartAsync();
        var archive = await BackUpAsync(server, null);
        await using var other = new ServerProcess();

        var (exitCode, output) = await Script.RunAsync("deploy/restore.sh", [archive], Variables(other, null));

        Assert.True(exitCode == 0, output);
        Assert.Equal(2, CountUnits(other));
        Assert.Equal(await ReceiptKeyAsync(server), await ReceiptKeyAsync(other));
    }

    [Fact]
    public async Task Restore_DatabaseExists_RefusesUntilToldToReplace()
    {
        await using var server = new ServerProcess();
        await ImportUnitsAsync(server);
        var archive = await BackUpAsync(server, null);
        await using var other = new ServerProcess();
        await other.CommandAsync("database", "migrate");

        var (refused, reason) = await Script.RunAsync("deploy/restore.sh", [archive], Variables(other, null));
        var before = CountUnits(other);
        var (replaced, output) = await Script.RunAsync("deploy/restore.sh", [archive, "--replace"], Variables(other, null));

        Assert.Equal(1, refused);
        Assert.Contains("--replace", reason, StringComparison.Ordinal);
        Assert.Equal(0, before);
        Assert.True(replaced == 0, output);
        Assert.Equal(2, CountUnits(other));
        Assert.Single(Directory.GetDirectories(other.DataDirectory, "replaced-*"));
    }

    [Fact]
    public async Task Backup_Postgres_RestoresIntoAnEmptyDatabase()
    {
        var home = Path.Combine(Path.GetTempPath(), $"publicvoice-journey-{Guid.NewGuid():N}");
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var (started, connection) = await Script.RunAsync("tests/postgres.sh", ["start", home], none);
            Assert.True(started == 0, connection);
            var settings = new NpgsqlConnectionStringBuilder(connection.Trim()) { Pooling = false };
            await using var server = new ServerProcess(With(settings, "original"));
            await ImportUnitsAsync(server);
            var archive = await BackUpAsync(server, Address(settings, "original"));
            await ExecuteAsync(With(settings, "postgres"), "CREATE DATABASE restored");
            await using var other = new ServerProcess(With(settings, "restored"));

            var (exitCode, output) = await Script.RunAsync("deploy/restore.sh", [archive], Variables(other, Address(settings, "restored")));

            Assert.True(exitCode == 0, output);
            Assert.Equal(2L, await ExecuteAsync(With(settings, "restored"), "SELECT COUNT(*) FROM units"));
            await other.StartAsync(); // its migrations agree with what was restored
        }
        finally
        {
            await Script.RunAsync("tests/postgres.sh", ["stop", home], none);
        }
    }

    private static async Task ImportUnitsAsync(ServerProcess server)
    {
        var file = Path.Combine(server.DataDirectory, "units.csv");
        await File.WriteAllTextAsync(file, Units);
        await server.CommandAsync("import", "units", file);
    }

    private static async Task<string> BackUpAsync(ServerProcess server, string? postgres)
    {
        var (exitCode, output) = await Script.RunAsync("deploy/backup.sh", [Path.Combine(server.DataDirectory, "backups")], Variables(server, postgres));
        Assert.True(exitCode == 0, output);
        return output.Trim().Split('\n')[^1];
    }

    private static Dictionary<string, string> Variables(ServerProcess server, string? postgres)
    {
        var variables = new Dictionary<string, string>(server.Environment, StringComparer.Ordinal)
        {
            ["PUBLICVOICE_DATA"] = server.DataDirectory,
            ["PUBLICVOICE_SERVER"] = ServerProcess.ServerDirectory,
        };
        if (postgres is not null)
        {
            variables["PUBLICVOICE_POSTGRES"] = postgres;
        }

        return variables;
    }

    private static int CountUnits(ServerProcess server)
    {
        using var connection = new SqliteConnection($"Data Source={server.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM units";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    private static Task<string> ReceiptKeyAsync(ServerProcess server) => File.ReadAllTextAsync(Path.Combine(server.DataDirectory, "receipt.key"));

    private static string With(NpgsqlConnectionStringBuilder settings, string database) =>
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = database }.ConnectionString;

    private static string Address(NpgsqlConnectionStringBuilder settings, string database) =>
        $"postgresql://{settings.Username}@{settings.Host}:{settings.Port}/{database}";

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of these tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
