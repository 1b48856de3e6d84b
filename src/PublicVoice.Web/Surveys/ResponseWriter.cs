using System.Buffers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Surveys;

internal enum WriteOutcome
{
    New,

    /// <summary>A response with the same submission key is stored: the first one counts.</summary>
    Known,

    /// <summary>Its unit, service or questionnaire version no longer exists.</summary>
    Refused,

    /// <summary>Its visit code cannot be used.</summary>
    CodeNotValid,
}

/// <summary>
/// Writes many survey responses with their comments and tallies in one transaction. Written by hand because EF saves one at a time at
/// a tenth of the rate; synchronous because SQLite is, and because between two answers of PostgreSQL the continuation would wait in the
/// thread pool behind the very requests that wait for it.
/// </summary>
public sealed class ResponseWriter(ReceiptCodes receipts, QuestionnaireCache cache, ILogger<ResponseWriter> logger)
{
    private const string Columns =
        "unit_id, service_id, questionnaire_version_id, submitted_on, local_day, local_hour, channel, assurance, answers, profile, "
        + "duration_seconds, signals, excluded, submission_key, receipt_hash, device_id, received_on";

    private static readonly SearchValues<char> AnswerCharacters = SearchValues.Create("123456789-.");

    private const int SqliteForeignKeyViolation = 787;

    /// <summary>
    /// Stores the responses in the transaction that is open on the context, else in one of its own. A response whose key is stored already,
    /// or is earlier in the list, is the same response and counts once.
    /// </summary>
    /// <returns>How many were new.</returns>
    /// <exception cref="InvalidOperationException">A unit, service or questionnaire version no longer exists; nothing is stored.</exception>
    public int Write(PublicVoiceDbContext context, IReadOnlyList<NewSurveyResponse> responses)
    {
        var outcomes = WriteEach(context, responses, mayRefuse: false);
        return outcomes.Count(outcome => outcome == WriteOutcome.New);
    }

    internal WriteOutcome[] WriteEach(PublicVoiceDbContext context, IReadOnlyList<NewSurveyResponse> responses, bool mayRefuse)
    {
        if (responses.FirstOrDefault(response => response.Answers.AsSpan().ContainsAnyExcept(AnswerCharacters)) is { } wrong)
        {
            throw new ArgumentException($"\"{wrong.Answers}\" is not a row of answers.", nameof(responses));
        }

        using var own = context.Database.CurrentTransaction is null ? context.Database.BeginTransaction() : null;
        var outcomes = new WriteOutcome[responses.Count];
        var firsts = Firsts(responses, out var repeats);
        var stored = context.Database.GetDbConnection() is NpgsqlConnection
            ? InsertPostgres(context, responses, firsts, outcomes)
            : InsertSqlite(context, responses, firsts, outcomes);
        foreach (var (repeat, first) in repeats)
        {
            outcomes[repeat] = outcomes[first] == WriteOutcome.New ? WriteOutcome.Known : outcomes[first];
        }

        if (!mayRefuse && Array.IndexOf(outcomes, WriteOutcome.Refused) is >= 0 and var refused)
        {
            var (unit, service, version) = (responses[refused].UnitId, responses[refused].ServiceId, responses[refused].QuestionnaireVersionId);
            throw new InvalidOperationException($"Unit {unit}, service {service} or questionnaire version {version} no longer exists.");
        }

        Count(context, responses, outcomes, stored);
        if (own is not null)
        {
            own.Commit();
        }

        return outcomes;
    }

    /// <summary>The indices of the first response with each key, and for each later one the index of its first.</summary>
    private static List<int> Firsts(IReadOnlyList<NewSurveyResponse> responses, out List<(int Repeat, int First)> repeats)
    {
        var firsts = new List<int>(responses.Count);
        var known = new Dictionary<Guid, int>(responses.Count);
        repeats = [];
        for (var i = 0; i < responses.Count; i++)
        {
            if (known.TryAdd(responses[i].SubmissionKey, i))
            {
                firsts.Add(i);
            }
            else
            {
                repeats.Add((i, known[responses[i].SubmissionKey]));
            }
        }

        return firsts;
    }

    /// <returns>The stored counts of all tallies that the responses may belong to, here and below.</returns>
    private List<StoredTally> InsertSqlite(PublicVoiceDbContext context, IReadOnlyList<NewSurveyResponse> responses, List<int> firsts, WriteOutcome[] outcomes)
    {
        using var insert = TallyRows.Command<SqliteCommand>(
            context,
            $"INSERT INTO survey_responses ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15, $16) "
            + "ON CONFLICT (submission_key) DO NOTHING RETURNING id");
        using var comment = TallyRows.Command<SqliteCommand>(context, "INSERT INTO survey_comments (survey_response_id, text) VALUES ($1, $2)");
        foreach (var at in firsts)
        {
            var response = responses[at];
            object?[] values =
            [
                response.UnitId, response.ServiceId, response.QuestionnaireVersionId, response.SubmittedOn, response.LocalDay,
                response.LocalHour, (int)response.Channel, (int)response.Assurance, response.Answers, response.Profile,
                response.DurationSeconds, (int)response.Signals, response.SubmissionKey.ToByteArray(true), ReceiptHash(response),
                response.DeviceId, response.ReceivedOn,
            ];
            for (var i = 0; i < values.Length; i++)
            {
                TallyRows.Set(insert, i, values[i]);
            }

            try
            {
                var id = insert.ExecuteScalar();
                outcomes[at] = id is null ? WriteOutcome.Known : WriteOutcome.New;
                if (id is not null && !KeepsCode(context, response, (long)id))
                {
                    outcomes[at] = WriteOutcome.CodeNotValid;
                }
                else if (id is not null)
                {
                    if (response.Comment is not null)
                    {
                        TallyRows.Set(comment, 0, id);
                        TallyRows.Set(comment, 1, response.Comment);
                        comment.ExecuteNonQuery();
                    }

                    ExtraAnswerRows.Insert(context, ExtrasOf((long)id, response));
                }
            }
            catch (SqliteException failure) when (failure.SqliteExtendedErrorCode == SqliteForeignKeyViolation)
            {
                outcomes[at] = WriteOutcome.Refused; // only this statement is undone
            }
        }

        return TallyRows.ReadSqlite(context, KeysOf(responses));
    }

    private List<StoredTally> InsertPostgres(PublicVoiceDbContext context, IReadOnlyList<NewSurveyResponse> responses, List<int> firsts, WriteOutcome[] outcomes)
    {
        // One round trip: the lock, the rows whose unit, service and version exist (a failing foreign key would end the transaction), the counts.
        using var batch = TallyRows.Batch(context);
        batch.BatchCommands.Add(TallyRows.LockOf(responses.Select(response => response.UnitId)));
        batch.BatchCommands.Add(InsertPostgres([.. firsts.Select(at => responses[at])]));
        batch.BatchCommands.Add(TallyRows.Select(KeysOf(responses)));
        var ids = new Dictionary<Guid, long>(firsts.Count);
        List<StoredTally> stored;
        using (var reader = batch.ExecuteReader())
        {
            reader.NextResult();
            while (reader.Read())
            {
                ids.Add(reader.GetGuid(1), reader.GetInt64(0));
            }

            reader.NextResult();
            stored = TallyRows.Read(reader);
        }

        var known = ids.Count < firsts.Count ? KnownPostgres(context, responses) : [];
        foreach (var at in firsts)
        {
            var key = responses[at].SubmissionKey;
            outcomes[at] = ids.ContainsKey(key) ? WriteOutcome.New : known.Contains(key) ? WriteOutcome.Known : WriteOutcome.Refused;
            if (outcomes[at] == WriteOutcome.New && !KeepsCode(context, responses[at], ids[key]))
            {
                outcomes[at] = WriteOutcome.CodeNotValid;
                ids.Remove(key);
            }
        }

        var commented = firsts.Select(at => responses[at]).Where(row => row.Comment is not null && ids.ContainsKey(row.SubmissionKey)).ToList();
        if (commented.Count > 0)
        {
            using var comments = TallyRows.Command<NpgsqlCommand>(context, "INSERT INTO survey_comments (survey_response_id, text) SELECT * FROM unnest($1, $2)");
            comments.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. commented.Select(row => ids[row.SubmissionKey])] });
            comments.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. commented.Select(row => row.Comment!)] });
            comments.ExecuteNonQuery();
        }

        ExtraAnswerRows.Insert(context, [.. firsts.Select(at => responses[at]).Where(row => row.Extras is not null && ids.ContainsKey(row.SubmissionKey)).SelectMany(row => ExtrasOf(ids[row.SubmissionKey], row))]);
        return stored;
    }

    private static IReadOnlyList<(long, NewExtraAnswer)> ExtrasOf(long id, NewSurveyResponse response) => response.Extras is null ? [] : [.. response.Extras.Select(answer => (id, answer))];

    /// <summary>
    /// Uses up the visit code of a new response, or takes the response back. After storing it, so that a submission that is stored
    /// already keeps its receipt although its own code is used.
    /// </summary>
    private static bool KeepsCode(PublicVoiceDbContext context, NewSurveyResponse response, long id)
    {
        if (response.VisitCodeHash is null || VisitCodeRedemption.TryRedeem(context, response, id))
        {
            return true;
        }

        context.SurveyResponses.Where(stored => stored.Id == id).ExecuteDelete();
        return false;
    }

    private NpgsqlBatchCommand InsertPostgres(NewSurveyResponse[] rows)
    {
        var insert = new NpgsqlBatchCommand(
            $"INSERT INTO survey_responses ({Columns}) "
            + "SELECT u, s, v, submitted, day, hour, r.channel, r.assurance, r.answers, r.profile, duration, r.signals, false, key, receipt, device, received "
            + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) "
            + "AS r (u, s, v, submitted, day, hour, channel, assurance, answers, profile, duration, signals, key, receipt, device, received) "
            + "WHERE EXISTS (SELECT FROM units WHERE id = u) AND EXISTS (SELECT FROM questionnaire_versions WHERE id = v) "
            + "AND (s IS NULL OR EXISTS (SELECT FROM services WHERE id = s)) "
            + "ON CONFLICT (submission_key) DO NOTHING RETURNING id, submission_key");
        Array(row => row.UnitId);
        Array(row => row.ServiceId);
        Array(row => row.QuestionnaireVersionId);
        Array(row => row.SubmittedOn);
        Array(row => row.LocalDay);
        Array(row => row.LocalHour);
        Array(row => (int)row.Channel);
        Array(row => (int)row.Assurance);
        Array(row => row.Answers);
        Array(row => row.Profile);
        Array(row => row.DurationSeconds);
        Array(row => (int)row.Signals);
        Array(row => row.SubmissionKey);
        Array(ReceiptHash);
        Array(row => row.DeviceId);
        Array(row => row.ReceivedOn);
        return insert;

        void Array<T>(Func<NewSurveyResponse, T> value) =>
            insert.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = System.Array.ConvertAll(rows, row => value(row)) });
    }

    private static HashSet<Guid> KnownPostgres(PublicVoiceDbContext context, IReadOnlyList<NewSurveyResponse> responses)
    {
        var keys = responses.Select(response => response.SubmissionKey).ToArray();
        return context.SurveyResponses.Where(stored => keys.Contains(stored.SubmissionKey)).Select(stored => stored.SubmissionKey).ToHashSet();
    }

    /// <summary>Adds what was really inserted to the tallies.</summary>
    private void Count(PublicVoiceDbContext context, IReadOnlyList<NewSurveyResponse> responses, WriteOutcome[] outcomes, List<StoredTally> stored)
    {
        var counts = new Dictionary<TallyKey, AnswerTally>();
        var versions = new QuestionnaireVersions(context, cache);
        for (var i = 0; i < responses.Count; i++)
        {
            if (outcomes[i] != WriteOutcome.New)
            {
                continue;
            }

            var response = responses[i];
            var key = KeyOf(response);
            if (!counts.TryGetValue(key, out var tally))
            {
                tally = new AnswerTally(TallyLayout.For(versions.FindAsync(key.QuestionnaireVersionId, CancellationToken.None).GetAwaiter().GetResult()!.Definition));
                counts.Add(key, tally);
            }

            tally.Add(Counted(response));
        }

        if (counts.Count > 0)
        {
            TallyRows.Add(context, counts, stored, Recount);
        }

        AnswerTally Recount(TallyKey key)
        {
            logger.LogError("Stored counts could not be read and were counted again from the responses: {Key}. \"check tallies\" finds what else is damaged", key);
            return new TallyCheck(context, versions).CountAsync(key, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    private long ReceiptHash(NewSurveyResponse response) => receipts.Hash(receipts.For(response.SubmissionKey));

    private static TallyKey[] KeysOf(IEnumerable<NewSurveyResponse> responses) => [.. responses.Select(KeyOf).Distinct()];

    private static TallyKey KeyOf(NewSurveyResponse response) => new(
        response.UnitId,
        TallyKey.MonthOf(response.LocalDay),
        response.ServiceId ?? 0,
        response.QuestionnaireVersionId,
        SurveyResponse.ClassOf(response.Signals));

    private static SurveyAnswers Counted(NewSurveyResponse response) => new(
        response.Answers,
        response.Profile,
        response.Channel,
        response.Assurance,
        response.Signals,
        response.DurationSeconds,
        SurveyResponse.HourOfMonth(response.LocalDay, response.LocalHour));
}
