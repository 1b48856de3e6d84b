using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Surveys;

/// <summary>Which responses a tally counts.</summary>
/// <param name="ServiceId">0 for the unit as such.</param>
/// <param name="Month">Year × 100 + month, local.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TallyKey(int UnitId, int Month, int ServiceId, int QuestionnaireVersionId, ResponseClass Class)
{
    public static int MonthOf(DateOnly day) => (day.Year * 100) + day.Month;

    public override string ToString() => $"unit {UnitId}, month {Month}, service {ServiceId}, version {QuestionnaireVersionId}, {Class}";
}

/// <summary>
/// Reads and writes rows of packed counts inside the current transaction of a context. The caller holds the write lock: on SQLite the
/// transaction itself (BEGIN IMMEDIATE), on PostgreSQL the rows of the units (<see cref="LockUnitsAsync"/>).
/// </summary>
internal static class TallyRows
{
    /// <summary>The query of <see cref="LockUnitsAsync"/>.</summary>
    public const string LockUnits = "SELECT id FROM units WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

    private const string Columns = "unit_id, month, service_id, questionnaire_version_id, class";

    /// <summary>
    /// Locks units until the transaction ends, in the order of their ids so that two nodes never wait for each other, and returns those that
    /// exist. A unit's row is the lock of all its tallies: a transaction that writes one unit in several steps holds it from the first.
    /// </summary>
    public static async Task<HashSet<int>> LockUnitsAsync(PublicVoiceDbContext context, IEnumerable<int> unitIds, CancellationToken cancellationToken) =>
        (await PostgresIdsAsync(context, [(LockUnits, unitIds)], cancellationToken))[0];

    /// <summary>Runs queries over ids ($1) in one round trip and returns the ids that each finds.</summary>
    public static async Task<HashSet<int>[]> PostgresIdsAsync(
        PublicVoiceDbContext context, (string Sql, IEnumerable<int> Ids)[] queries, CancellationToken cancellationToken)
    {
        await using var batch = ((NpgsqlConnection)context.Database.GetDbConnection()).CreateBatch();
        batch.Transaction = (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (sql, ids) in queries)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<int[]> { TypedValue = [.. ids.Distinct()] } } });
        }

        var found = queries.Select(_ => new HashSet<int>()).ToArray();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var set in found)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                set.Add(reader.GetInt32(0));
            }

            await reader.NextResultAsync(cancellationToken);
        }

        return found;
    }

    /// <summary>Adds counts to what the rows hold.</summary>
    /// <param name="recount">Counts the responses of a row that cannot be read, those just stored included.</param>
    public static async Task AddAsync(
        PublicVoiceDbContext context, Dictionary<TallyKey, AnswerTally> counts, Func<TallyKey, Task<AnswerTally>> recount, CancellationToken cancellationToken)
    {
        foreach (var (key, packed) in await ReadAsync(context, [.. counts.Keys], cancellationToken))
        {
            try
            {
                counts[key].AddPacked(packed, counts[key].Layout.Length);
            }
            catch (FormatException)
            {
                counts[key] = await recount(key);
            }
        }

        await WriteAsync(context, counts.Select(pair => (pair.Key, pair.Value.Pack())).ToList(), cancellationToken);
    }

    private static async Task<List<(TallyKey Key, byte[] Packed)>> ReadAsync(
        PublicVoiceDbContext context, TallyKey[] keys, CancellationToken cancellationToken)
    {
        var found = new List<(TallyKey, byte[])>(keys.Length);
        if (context.Database.GetDbConnection() is NpgsqlConnection)
        {
            await using var command = Command<NpgsqlCommand>(
                context,
                $"SELECT {Columns}, counts FROM tallies JOIN unnest($1, $2, $3, $4, $5) AS wanted ({Columns}) USING ({Columns})");
            AddKeys(command, keys);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = new TallyKey(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), (ResponseClass)reader.GetInt32(4));
                found.Add((key, reader.GetFieldValue<byte[]>(5)));
            }

            return found;
        }

        await using var select = Command<SqliteCommand>(
            context,
            "SELECT counts FROM tallies WHERE unit_id = $1 AND month = $2 AND service_id = $3 AND questionnaire_version_id = $4 AND class = $5");
        foreach (var key in keys)
        {
            SetKey(select, key);
            if (await select.ExecuteScalarAsync(cancellationToken) is byte[] packed)
            {
                found.Add((key, packed));
            }
        }

        return found;
    }

    /// <summary>Replaces what the rows hold.</summary>
    public static async Task WriteAsync(
        PublicVoiceDbContext context, IReadOnlyCollection<(TallyKey Key, byte[] Packed)> rows, CancellationToken cancellationToken)
    {
        const string upsert = $"ON CONFLICT ({Columns}) DO UPDATE SET counts = excluded.counts";
        if (context.Database.GetDbConnection() is NpgsqlConnection)
        {
            await using var command = Command<NpgsqlCommand>(
                context, $"INSERT INTO tallies ({Columns}, counts) SELECT * FROM unnest($1, $2, $3, $4, $5, $6) {upsert}");
            AddKeys(command, [.. rows.Select(row => row.Key)]);
            command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(row => row.Packed)] });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return;
        }

        await using var insert = Command<SqliteCommand>(context, $"INSERT INTO tallies ({Columns}, counts) VALUES ($1, $2, $3, $4, $5, $6) {upsert}");
        foreach (var (key, packed) in rows)
        {
            SetKey(insert, key);
            Set(insert, 5, packed);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static T Command<T>(PublicVoiceDbContext context, string sql)
        where T : DbCommand
    {
        var command = (T)context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    /// <summary>Sets parameter $(index + 1) of a reused SQLite command.</summary>
    public static void Set(SqliteCommand command, int index, object? value)
    {
        if (index == command.Parameters.Count)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (index + 1) });
        }

        command.Parameters[index].Value = value ?? DBNull.Value;
    }

    private static void SetKey(SqliteCommand command, in TallyKey key)
    {
        Set(command, 0, key.UnitId);
        Set(command, 1, key.Month);
        Set(command, 2, key.ServiceId);
        Set(command, 3, key.QuestionnaireVersionId);
        Set(command, 4, (int)key.Class);
    }

    private static void AddKeys(NpgsqlCommand command, TallyKey[] keys)
    {
        Func<TallyKey, int>[] columns = [key => key.UnitId, key => key.Month, key => key.ServiceId, key => key.QuestionnaireVersionId, key => (int)key.Class];
        foreach (var column in columns)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(keys, key => column(key)) });
        }
    }
}
