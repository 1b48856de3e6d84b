using Microsoft.Data.Sqlite;
using Npgsql;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Surveys;

/// <summary>Stores answers to extra questions in the transaction of their responses.</summary>
internal static class ExtraAnswerRows
{
    private const string Columns = "survey_response_id, extra_question_version_id, chosen, text";

    /// <param name="context">Its transaction is open.</param>
    /// <param name="answers">With the ids of their responses.</param>
    public static void Insert(PublicVoiceDbContext context, IReadOnlyList<(long ResponseId, NewExtraAnswer Answer)> answers)
    {
        if (answers.Count == 0)
        {
            return; // most responses have none: not even a statement
        }

        if (context is PostgresDbContext)
        {
            using var all = TallyRows.Command<NpgsqlCommand>(context, $"INSERT INTO extra_answers ({Columns}) SELECT * FROM unnest($1, $2, $3, $4)");
            all.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. answers.Select(row => row.ResponseId)] });
            all.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. answers.Select(row => row.Answer.VersionId)] });
            all.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. answers.Select(row => row.Answer.Chosen)] });
            all.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. answers.Select(row => row.Answer.Text)] });
            all.ExecuteNonQuery();
            return;
        }

        using var insert = TallyRows.Command<SqliteCommand>(context, $"INSERT INTO extra_answers ({Columns}) VALUES ($1, $2, $3, $4)");
        foreach (var (id, answer) in answers)
        {
            TallyRows.Set(insert, 0, id);
            TallyRows.Set(insert, 1, answer.VersionId);
            TallyRows.Set(insert, 2, answer.Chosen);
            TallyRows.Set(insert, 3, answer.Text);
            insert.ExecuteNonQuery();
        }
    }
}
