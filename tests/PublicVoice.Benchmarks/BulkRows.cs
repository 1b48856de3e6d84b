using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace PublicVoice.Benchmarks;

/// <summary>Writes entities as the product would store them, without tracking any: one prepared statement on SQLite, COPY on PostgreSQL.</summary>
internal static class BulkRows
{
    public static async Task WriteAsync<T>(DbContext context, IEnumerable<T> rows)
        where T : class
    {
        var entity = context.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity.GetProperties().Select(property => (Name: property.GetColumnName(table)!, property.GetRelationalTypeMapping().StoreType, Value: Reader(property))).ToList();
        var names = string.Join(", ", columns.Select(column => column.Name));
        await context.Database.OpenConnectionAsync();
        if (context.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await using var importer = await postgres.BeginBinaryImportAsync($"COPY {table.Name} ({names}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows)
            {
                await importer.StartRowAsync();
                foreach (var (_, type, value) in columns)
                {
                    var written = value(row);
                    await (written is null ? importer.WriteNullAsync() : importer.WriteAsync(written, type.Split('(')[0]));
                }
            }

            await importer.CompleteAsync();
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"INSERT INTO {table.Name} ({names}) VALUES ({string.Join(", ", columns.Select((_, at) => $"@p{at}"))})";
        var parameters = columns.Select((_, at) => Parameter(command, $"@p{at}")).ToList();
        foreach (var row in rows)
        {
            for (var at = 0; at < columns.Count; at++)
            {
                parameters[at].Value = columns[at].Value(row) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static Func<object, object?> Reader(IProperty property)
    {
        var (getter, converter) = (property.GetGetter(), property.GetRelationalTypeMapping().Converter);
        return row => getter.GetClrValue(row) is not { } value ? null : converter is null ? value is Enum ? Convert.ToInt32(value) : value : converter.ConvertToProvider(value);
    }
}
