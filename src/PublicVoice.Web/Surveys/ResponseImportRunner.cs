using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>
/// Checks and imports uploaded files outside of the requests that ask for it, one at a time, so that a long file meets no time limit. What is
/// due follows from the data: a file whose server died is taken up again, and its rows never count twice.
/// </summary>
public sealed class ResponseImportRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ResponseImportRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly LocalText Failed = new(
        "Ada gangguan di server saat membaca berkas ini. Tidak ada yang tersimpan; silakan coba lagi.",
        "Something went wrong on the server while this file was read. Nothing was stored; please try again.");

    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<int, int> read = new();

    /// <summary>Something is due now.</summary>
    public void Wake() => wakes.Writer.TryWrite(true);

    /// <summary>Rows read so far by this server; each row is read twice.</summary>
    public int RowsRead(int uploadId) => read.GetValueOrDefault(uploadId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryRunDueAsync(stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                pause.CancelAfter(Pause);
                try
                {
                    await wakes.Reader.ReadAsync(pause.Token);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // Nobody asked for anything: look for what another server left behind.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task TryRunDueAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var (old, dead) = (now - ResponseUpload.KeptFor, now - ResponseUpload.RunLimit);
            List<int> due;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
                await context.ResponseUploads.Where(upload => upload.ReceivedOn < old && (upload.State == ResponseUploadState.Received || upload.State == ResponseUploadState.Checked))
                    .ExecuteDeleteAsync(stoppingToken);
                due = await Due(context, dead).OrderBy(upload => upload.Id).Select(upload => upload.Id).ToListAsync(stoppingToken);
            }

            foreach (var id in due)
            {
                await RunAsync(id, dead, stoppingToken);
            }
        }
#pragma warning disable CA1031 // The loop outlives whatever the database does.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log(failure, 0);
        }
    }

    private static IQueryable<ResponseUpload> Due(PublicVoiceDbContext context, DateTime dead) => context.ResponseUploads.Where(upload =>
        (upload.State == ResponseUploadState.Checking || upload.State == ResponseUploadState.Importing) && (upload.StartedOn == null || upload.StartedOn < dead));

    private async Task RunAsync(int id, DateTime dead, CancellationToken stoppingToken)
    {
        DateTime? now = clock.GetUtcNow().UtcDateTime;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        if (await Due(context, dead).Where(upload => upload.Id == id).ExecuteUpdateAsync(set => set.SetProperty(upload => upload.StartedOn, now), stoppingToken) == 0)
        {
            return; // another server has it
        }

        try
        {
            await RunAsync(scope.ServiceProvider, id, stoppingToken);
        }
        catch (ImportRefusedException refused)
        {
            await EndAsync(id, ResponseUploadState.Received, ResponseUploadOutcome.Refused(refused.Texts));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await using var stopping = scopes.CreateAsyncScope();
            await stopping.ServiceProvider.GetRequiredService<PublicVoiceDbContext>().ResponseUploads.Where(upload => upload.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(upload => upload.StartedOn, (DateTime?)null), CancellationToken.None); // the next start goes on
            throw;
        }
#pragma warning disable CA1031 // Whoever waits for it is told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log(failure, id);
            await EndAsync(id, ResponseUploadState.Received, ResponseUploadOutcome.Refused([Failed]));
        }
        finally
        {
            read.TryRemove(id, out _);
        }
    }

    private async Task RunAsync(IServiceProvider services, int id, CancellationToken cancellationToken)
    {
        var (context, staff) = (services.GetRequiredService<PublicVoiceDbContext>(), services.GetRequiredService<CurrentStaff>());
        var upload = await context.ResponseUploads.AsNoTracking().SingleAsync(upload => upload.Id == id, cancellationToken);
        var unit = await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == upload.UnitId, cancellationToken);
        var account = await context.Accounts.AsNoTracking().SingleAsync(account => account.Id == upload.AccountId, cancellationToken);
        staff.SignIn(account, Guid.Empty, await services.GetRequiredService<StaffSessions>().RolesAsync(account.Id, cancellationToken));
        if (account.IsDisabled || !staff.Has(StaffTask.ImportResponses, unit))
        {
            throw new ImportRefusedException(new LocalText("Anda tidak lagi berwenang mengimpor untuk unit ini.", "You may no longer import for this unit."));
        }

        var content = await services.GetRequiredService<ResponseUploads>().ContentAsync(id, cancellationToken);
        var isCheck = upload.State == ResponseUploadState.Checking;
        var summary = await services.GetRequiredService<ResponseImport>().RunAsync(
            new ResponseImportRequest
            {
                Open = () => new MemoryStream(content, writable: false),
                Sheet = upload.Sheet,
                Mapping = ResponseUploads.MappingOf(upload),
                Unit = unit.Code,
                Channel = upload.Channel,
                Batch = upload.Batch,
                SkipInvalid = isCheck || upload.SkipInvalid,
                DryRun = isCheck,
                RowRead = () => read.AddOrUpdate(id, 1, (_, rows) => rows + 1),
                BeforeCommit = summary => FinishAsync(services, upload, unit, summary),
            },
            cancellationToken);
        if (isCheck)
        {
            await EndAsync(id, ResponseUploadState.Checked, ResponseUploadOutcome.Of(summary));
        }
    }

    /// <summary>In the transaction that stores the rows: both are there, or neither.</summary>
    private async Task FinishAsync(IServiceProvider services, ResponseUpload upload, Unit unit, ResponseImportSummary summary)
    {
        var (context, now) = (services.GetRequiredService<PublicVoiceDbContext>(), clock.GetUtcNow().UtcDateTime);
        var finished = await context.ResponseUploads.Where(other => other.Id == upload.Id && other.State == ResponseUploadState.Importing)
            .ExecuteUpdateAsync(set => set
                .SetProperty(other => other.State, ResponseUploadState.Imported).SetProperty(other => other.ImportedOn, now)
                .SetProperty(other => other.NewRows, summary.New).SetProperty(other => other.KnownRows, summary.Known).SetProperty(other => other.BadRows, summary.Skipped.Count)
                .SetProperty(other => other.Scan, (string?)null).SetProperty(other => other.Outcome, (byte[]?)null));
        if (finished == 0)
        {
            throw new ImportRefusedException(new LocalText("Berkas ini sudah diimpor.", "This file has been imported already."));
        }

        await context.ResponseUploadContents.Where(content => content.ResponseUploadId == upload.Id).ExecuteDeleteAsync();
        var after = new
        {
            file = upload.FileName,
            sha256 = Convert.ToHexStringLower(upload.Hash),
            channel = upload.Channel.ToString(),
            batch = upload.Batch,
            rows = summary.Rows,
            added = summary.New,
            known = summary.Known,
            refused = summary.Skipped.Count,
            empty = summary.Empty,
        };
        await services.GetRequiredService<AuditLog>().SaveAsync(
            new("responses.imported", UnitAdministration.Named(unit), unit.Path, StaffTask.ImportResponses, After: after), CancellationToken.None);
    }

    private async Task EndAsync(int id, ResponseUploadState state, ResponseUploadOutcome outcome)
    {
        var packed = outcome.Pack();
        await using var scope = scopes.CreateAsyncScope(); // the one of the run may be in the middle of what failed
        await scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>().ResponseUploads.Where(upload => upload.Id == id && upload.State != ResponseUploadState.Imported)
            .ExecuteUpdateAsync(set => set.SetProperty(upload => upload.State, state).SetProperty(upload => upload.Outcome, packed));
    }

    private void Log(Exception failure, int id)
    {
#pragma warning disable S6667 // messages of the database can quote what citizens wrote
        logger.LogError("Uploaded answers {Id} could not be read or stored: {Failure} {Code} at {Place}", id, failure.GetType().Name, (failure as DbException)?.SqlState, failure.TargetSite?.Name);
#pragma warning restore S6667
    }
}
