using Npgsql;

namespace PublicVoice.Web.Tests;

/// <summary>
/// A fresh database for one fixture: a SQLite file, or a database on the PostgreSQL server named by PUBLICVOICE_TEST_POSTGRES.
/// tests/run.sh runs every test on both.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("publicvoice-test-").FullName;
    private readonly string? server = Environment.GetEnvironmentVariable("PUBLICVOICE_TEST_POSTGRES");
    private readonly string name = $"test_{Guid.NewGuid():N}";

    public bool IsPostgres => server is not null;

    public string DataDirectory => directory;

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["PublicVoice:DataDirectory"] = directory,
        ["PublicVoice:Database:Provider"] = IsPostgres ? "Postgres" : "Sqlite",
        ["ConnectionStrings:PublicVoice"] = IsPostgres
            ? new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString
            : $"Data Source={Path.Combine(directory, "publicvoice.db")}",
    };

    public async ValueTask DisposeAsync()
    {
        if (IsPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"DROP DATABASE IF EXISTS {name} WITH (FORCE)";
            await command.ExecuteNonQueryAsync();
        }
        else
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        Directory.Delete(directory, recursive: true);
    }
}
