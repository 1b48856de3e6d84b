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

    /// <summary>What a tablet delivered: comment, when it was given, when it was received.</summary>
    public static IReadOnlyList<(string Comment, DateTime Given, DateTime Received)> FromTablets(ServerProcess server)
    {
        using var connection = new SqliteConnection($"Data Source={server.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT coalesce(text, ''), submitted_on, received_on FROM survey_responses LEFT JOIN survey_comments ON survey_response_id = survey_responses.id
            WHERE channel = 1 AND device_id IN (SELECT id FROM kiosk_devices) ORDER BY submitted_on
            """;
        using var reader = command.ExecuteReader();
        var stored = new List<(string, DateTime, DateTime)>();
        while (reader.Read())
        {
            stored.Add((reader.GetString(0), reader.GetDateTime(1), reader.GetDateTime(2)));
        }

        return stored;
    }

    /// <summary>How often exactly this was chosen in extra questions.</summary>
    /// <param name="server">Whose database.</param>
    /// <param name="chosen">Bit 0 for the first option.</param>
    public static long ExtraAnswers(ServerProcess server, int chosen)
    {
        using var connection = new SqliteConnection($"Data Source={server.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM extra_answers WHERE chosen = $chosen";
        command.Parameters.AddWithValue("$chosen", chosen);
        return (long)command.ExecuteScalar()!;
    }

    public static string UniqueComment() => $"Pelayanan ramah dan cepat {Guid.NewGuid():N}";
}
