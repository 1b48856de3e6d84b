namespace PublicVoice.Web.Scheduling;

/// <summary>Work that is looked for again and again while the server runs. What is due follows from the data, so a time without server only delays it.</summary>
public abstract class Rounds(TimeSpan pause, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromMinutes(1);

    /// <summary>One look at everything.</summary>
    protected abstract Task RoundAsync(CancellationToken stoppingToken);

    /// <summary>What fails is logged and tried again in the next round: the rounds outlive whatever the database does.</summary>
    protected async Task TryAsync(string work, Func<Task> run, CancellationToken stoppingToken)
    {
        try
        {
            await run();
        }
#pragma warning disable CA1031 // see above
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "{Work} failed; it is tried again", work);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause < LongestFirstPause ? pause : LongestFirstPause, stoppingToken);
            using var timer = new PeriodicTimer(pause);
            do
            {
                await RoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
