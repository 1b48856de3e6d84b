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

/// <summary>A row of packed counts (<see cref="AnswerTally.Pack"/>).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredTally(TallyKey Key, byte[] Packed);

/// <summary>
/// Reads and writes rows of packed counts inside the current transaction of a context. The caller holds the write lock: on SQLite the
/// transaction itself (BEGIN IMMEDIATE), on PostgreSQL the rows of the units (<see cref="LockUnits"/>).
/// </summary>
internal static class TallyRows
{
    private const string Columns = "unit_id, month, service_id, questionnaire_version_id, class";

    /// <summary>
    /// Locks units until the transaction ends, in the order of their ids so that two nodes never wait for each other. A unit's row is the
    /// lock of all its tallies: a transaction that writes one unit in several steps holds it from the first. On SQLite every transaction
    /// is alone anyway.
    /// </summary>
    public static void LockUnits(PublicVoiceDbContext context, IEnumerable<int> unitIds)
    {
        if (!context.Database.IsNpgsql())
        {
            return;
        }

        using var batch = Batch(context);
        batch.BatchCommands.Add(LockOf(unitIds));
        batch.ExecuteNonQuery();
    }

    /// <summary>The statement of <see cref="LockUnits"/>; its rows mean nothing.</summary>
    public static NpgsqlBatchCommand LockOf(IEnumerable<int> unitIds) => new("SELECT id FROM units WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE")
    {
        Parameters = { new NpgsqlParameter<int[]> { TypedValue = [.. unitIds.Distinct()] } },
    };

    /// <summary>Adds counts to what the rows hold.</summary>
    /// <param name="stored">What the rows hold.</param>
    /// <param name="recount">Counts the responses of a row that cannot be read, those just stored included.</param>
    public static void Add(
        PublicVoiceDbContext context, Dictionary<TallyKey, AnswerTally> counts, List<StoredTally> stored, Func<TallyKey, AnswerTally> recount)
    {
        foreach (var (key, packed) in stored)
        {
            if (!counts.TryGetValue(key, out var tally))
            {
                continue;
            }

            try
            {
                tally.AddPacked(packed, tally.Layout.Length);
            }
            catch (FormatException)
            {
                counts[key] = recount(key);
            }
        }

        Write(context, counts.Select(pair => new StoredTally(pair.Key, pair.Value.Pack())).ToList());
    }

    /// <summary>What the rows hold, on either database.</summary>
    public static List<StoredTally> Read(PublicVoiceDbContext context, TallyKey[] keys)
    {
        if (!context.Database.IsNpgsql())
        {
            return ReadSqlite(context, keys);
        }

        using var batch = Batch(context);
        batch.BatchCommands.Add(Select(keys));
        using var reader = batch.ExecuteReader();
        return Read(reader);
    }

    public static List<StoredTally> ReadSqlite(PublicVoiceDbContext context, TallyKey[] keys)
    {
        var found = new List<StoredTally>(keys.Length);
        using var select = Command<SqliteCommand>(
            context,
            "SELECT counts FROM tallies WHERE unit_id = $1 AND month = $2 AND service_id = $3 AND questionnaire_version_id = $4 AND class = $5");
        foreach (var key in keys)
        {
            SetKey(select, key);
            if (select.ExecuteScalar() is byte[] packed)
            {
                found.Add(new StoredTally(key, packed));
            }
        }

        return found;
    }

    /// <summary>The statement whose rows <see cref="Read"/> reads.</summary>
    public static NpgsqlBatchCommand Select(TallyKey[] keys)
    {
        var select = new NpgsqlBatchCommand($"SELECT {Columns}, counts FROM tallies JOIN unnest($1, $2, $3, $4, $5) AS wanted ({Columns}) USING ({Columns})");
        AddKeys(select.Parameters, keys);
        return select;
    }

    public static List<StoredTally> Read(NpgsqlDataReader reader)
    {
        var found = new List<StoredTally>();
        while (reader.Read())
        {
            var key = new TallyKey(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), (ResponseClass)reader.GetInt32(4));
            found.Add(new StoredTally(key, reader.GetFieldValue<byte[]>(5)));
        }

        return found;
    }

    /// <summary>Replaces what the rows hold.</summary>
    public static void Write(PublicVoiceDbContext context, IReadOnlyCollection<StoredTally> rows)
    {
        const string upsert = $"ON CONFLICT ({Columns}) DO UPDATE SET counts = excluded.counts";
        if (context.Database.GetDbConnection() is NpgsqlConnection)
        {
            using var command = Command<NpgsqlCommand>(
                context, $"INSERT INTO tallies ({Columns}, counts) SELECT * FROM unnest($1, $2, $3, $4, $5, $6) {upsert}");
            AddKeys(command.Parameters, [.. rows.Select(row => row.Key)]);
            command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(row => row.Packed)] });
            command.ExecuteNonQuery();
            return;
        }

        using var insert = Command<SqliteCommand>(context, $"INSERT INTO tallies ({Columns}, counts) VALUES ($1, $2, $3, $4, $5, $6) {upsert}");
        foreach (var (key, packed) in rows)
        {
            SetKey(insert, key);
            Set(insert, 5, packed);
            insert.ExecuteNonQuery();
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

    public static NpgsqlBatch Batch(PublicVoiceDbContext context)
    {
        var batch = ((NpgsqlConnection)context.Database.GetDbConnection()).CreateBatch();
        batch.Transaction = (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        return batch;
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

    private static void AddKeys(NpgsqlParameterCollection parameters, TallyKey[] keys)
    {
        Func<TallyKey, int>[] columns = [key => key.UnitId, key => key.Month, key => key.ServiceId, key => key.QuestionnaireVersionId, key => (int)key.Class];
        foreach (var column in columns)
        {
            parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(keys, key => column(key)) });
        }
    }
}
