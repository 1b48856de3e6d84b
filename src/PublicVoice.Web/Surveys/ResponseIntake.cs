using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using Channel = PublicVoice.Reports.Indicators.Channel;

namespace PublicVoice.Web.Surveys;

/// <summary>A checked survey response on its way to the database.</summary>
/// <param name="Comment">Null or not blank, at most <see cref="SurveyComment.TextMaxLength"/> characters.</param>
/// <param name="VisitCodeHash">Of a code that is used up together with it.</param>
/// <param name="Extras">Answers to extra questions; null where there are none.</param>
/// <param name="DeviceId">Of the counter tablet that took it.</param>
/// <param name="ReceivedOn">When the server got it, where that is not when it was given.</param>
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
    string? Comment,
    long? VisitCodeHash = null,
    IReadOnlyList<NewExtraAnswer>? Extras = null,
    int? DeviceId = null,
    DateTime? ReceivedOn = null);

public enum IntakeStatus
{
    /// <summary>Durable, now or by an earlier submission with the same key.</summary>
    Stored,

    /// <summary>The queue is full or the server is stopping: try again shortly. Nothing was stored.</summary>
    Busy,

    /// <summary>The questionnaire version was replaced before anyone had answered it. Nothing was stored.</summary>
    VersionReplaced,

    /// <summary>The visit code is used, expired, of another office or none. Nothing was stored.</summary>
    CodeNotValid,
}

/// <param name="Receipt">Receipt code such as K7QF-3M9X-TR4W when stored.</param>
public sealed record IntakeResult(IntakeStatus Status, string? Receipt);

/// <summary>
/// Takes survey responses: a bounded queue with one writer that commits many in one transaction and answers each after its commit
/// is durable. A response that was taken is stored even when its sender has gone.
/// </summary>
public class ResponseIntake : IHostedService
{
    private const int BatchLimit = 1000;
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500)];
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly Channel<Submission> queue;
    private readonly IServiceScopeFactory scopes;
    private readonly ResponseWriter writer;
    private readonly ReceiptCodes receipts;
    private readonly ILogger<ResponseIntake> logger;
    private Task loop = Task.CompletedTask;
    private IServiceScope? session;

    public ResponseIntake(
        IServiceScopeFactory scopes, ResponseWriter writer, ReceiptCodes receipts, IOptions<PublicVoiceOptions> options, ILogger<ResponseIntake> logger)
    {
        this.scopes = scopes;
        this.writer = writer;
        this.receipts = receipts;
        this.logger = logger;
        queue = System.Threading.Channels.Channel.CreateBounded<Submission>(new BoundedChannelOptions(options.Value.IntakeCapacity)
        {
            SingleReader = true,
            AllowSynchronousContinuations = true, // to wake the writer's thread, which waits for nothing else
        });
    }

    /// <summary>Answers when the response is durable, or will not be. It cannot be called off: what was taken is stored.</summary>
    public virtual async Task<IntakeResult> SubmitAsync(NewSurveyResponse response)
    {
        var submission = new Submission(response);
        var status = queue.Writer.TryWrite(submission) ? await submission.Result.Task : IntakeStatus.Busy;
        return new IntakeResult(status, status == IntakeStatus.Stored ? receipts.For(response.SubmissionKey) : null);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: in the pool it would wait behind the requests that wait for it.
        loop = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing more and stores what was taken. The web server stops before this, when its last request was answered.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        return loop.WaitAsync(StopLimit, CancellationToken.None);
    }

    private void WriteAll()
    {
        var batch = new List<Submission>(BatchLimit);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < BatchLimit && queue.Reader.TryRead(out var submission))
            {
                batch.Add(submission);
            }

            Store(batch);
            batch.Clear();
        }

        CloseSession();
    }

    /// <summary>Stores a batch; one that keeps failing is tried one by one, so that a single bad response takes no other with it.</summary>
    private void Store(List<Submission> batch)
    {
        if (TryStore(batch))
        {
            return;
        }

        var failures = 0;
        foreach (var submission in batch)
        {
            // After a few failures in a row it is not the response but the database.
            if (batch.Count == 1 || failures == RetryDelays.Length || !TryWrite([submission]))
            {
                failures++;
                submission.Result.TrySetResult(IntakeStatus.Busy);
            }
            else
            {
                failures = 0;
            }
        }
    }

    private bool TryStore(List<Submission> batch)
    {
        foreach (var delay in RetryDelays)
        {
            if (TryWrite(batch))
            {
                return true;
            }

            Thread.Sleep(delay);
        }

        return TryWrite(batch);
    }

    private bool TryWrite(List<Submission> batch)
    {
        try
        {
            var context = Session();
            var outcomes = writer.WriteEach(context, [.. batch.Select(submission => submission.Response)], mayRefuse: true);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result.TrySetResult(outcomes[i] switch
                {
                    WriteOutcome.Refused => IntakeStatus.VersionReplaced,
                    WriteOutcome.CodeNotValid => IntakeStatus.CodeNotValid,
                    _ => IntakeStatus.Stored,
                });
            }

            return true;
        }
#pragma warning disable CA1031 // The loop outlives whatever the database does; the senders are told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            CloseSession();

            // Only the kind of failure: messages of the database can quote what citizens wrote.
#pragma warning disable S6667
            logger.LogError(
                "{Count} survey responses could not be stored: {Failure} {Code} at {Place}",
                batch.Count, failure.GetType().Name, (failure as DbException)?.SqlState ?? (failure as DbException)?.ErrorCode.ToString(), failure.TargetSite?.Name);
#pragma warning restore S6667
            return false;
        }
    }

    /// <summary>
    /// The context of the one writer, its connection kept open from batch to batch: opening and preparing costs as much as a small batch.
    /// After a failure the next try gets a new one.
    /// </summary>
    private PublicVoiceDbContext Session()
    {
        if (session is { } open)
        {
            return open.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        }

        session = scopes.CreateScope();
        var context = session.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        context.Database.OpenConnection();
        return context;
    }

    private void CloseSession()
    {
        if (session is { } open)
        {
            session = null;
            try
            {
                open.Dispose();
            }
#pragma warning disable CA1031 // A broken connection may fail once more when it is closed; the loop goes on with a new one.
            catch (Exception failure)
#pragma warning restore CA1031
            {
#pragma warning disable S6667 // messages of the database can quote what citizens wrote
                logger.LogWarning("The connection of the intake did not close: {Failure}", failure.GetType().Name);
#pragma warning restore S6667
            }
        }
    }

    private sealed record Submission(NewSurveyResponse Response)
    {
        public TaskCompletionSource<IntakeStatus> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
