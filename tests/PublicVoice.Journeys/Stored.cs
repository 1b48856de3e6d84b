using Microsoft.Data.Sqlite;

namespace PublicVoice.Journeys;

/// <summary>What the database of a server holds, read beside it.</summary>
public static class Stored
{
    /// <summary>Responses with this comment, which each journey makes unique.</summary>
    public static long Responses(ServerProcess server, string comment) => Ask(server, "SELECT COUNT(*)", comment);

    /// <summary>How the response with this comment was proven.</summary>
    public static long Assurance(ServerProcess server, string comment) => Ask(server, "SELECT assurance", comment);

    private static long Ask(ServerProcess server, string select, string comment)
    {
        using var connection = new SqliteConnection($"Data Source={server.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = select + " FROM survey_responses JOIN survey_comments ON survey_response_id = survey_responses.id WHERE text = $text";
        command.Parameters.AddWithValue("$text", comment);
        return (long)command.ExecuteScalar()!;
    }

    public static string UniqueComment() => $"Pelayanan ramah dan cepat {Guid.NewGuid():N}";
}
