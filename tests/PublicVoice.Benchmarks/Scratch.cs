using Npgsql;

namespace PublicVoice.Benchmarks;

/// <summary>A database of its own with the demonstration city, gone afterwards.</summary>
public sealed class Scratch : IAsyncDisposable
{
    private readonly string directory;

    private Scratch(string directory, string? postgresConnection)
    {
        this.directory = directory;
        PostgresConnection = postgresConnection;
    }

    /// <summary>Connection string of a server that databases can be created on, or null.</summary>
    public static string? Postgres => Environment.GetEnvironmentVariable("PUBLICVOICE_BENCH_POSTGRES");

    /// <summary>Where databases are put: a real disk, not memory.</summary>
    public static string Root => Environment.GetEnvironmentVariable("PUBLICVOICE_BENCH_DIRECTORY") ?? "/var/tmp";

    public string DataDirectory => directory;

    public string DatabasePath => Path.Combine(directory, "publicvoice.db");

    public string? PostgresConnection { get; }

    public static async Task<Scratch> CreateAsync(string? postgres, int responses, int months = 1, string city = "plg", bool forum = true)
    {
        var scratch = new Scratch(
            Directory.CreateDirectory(Path.Combine(Root, $"publicvoice-bench-{Guid.NewGuid():N}")).FullName,
            postgres is null ? null : new NpgsqlConnectionStringBuilder(postgres) { Database = $"bench_{Guid.NewGuid():N}" }.ConnectionString);
        await using var server = scratch.NewServer();
        string[] seed = ["seed", "demo", "--city", city, "--responses", $"{responses}", "--months", $"{months}", "--seed", "1"];
        await server.CommandAsync(forum ? seed : [.. seed, "--without-forum"]);
        return scratch;
    }

    public ServerUnderTest NewServer() => new(directory, PostgresConnection);

    public async ValueTask DisposeAsync()
    {
        if (PostgresConnection is { } connection)
        {
            NpgsqlConnection.ClearAllPools();
            var name = new NpgsqlConnectionStringBuilder(connection).Database;
            await using var admin = new NpgsqlConnection(Postgres);
            await admin.OpenAsync();
            await using var command = admin.CreateCommand();
            command.CommandText = $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)";
            await command.ExecuteNonQueryAsync();
        }

        Directory.Delete(directory, recursive: true);
    }
}
