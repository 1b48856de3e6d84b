namespace PublicVoice.Web.Moderation;

/// <summary>Sees every few minutes which mails to staff about the forum are due. What is due follows from the data, so a time without server only delays it.</summary>
public sealed class ForumRounds(IServiceScopeFactory scopes, ILogger<ForumRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync<OverdueAnswers>(overdue => overdue.TellAsync(stoppingToken));
                await TryAsync<ModeratorDigests>(digests => digests.MakeDueAsync(stoppingToken));
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task TryAsync<T>(Func<T, Task> work)
        where T : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<T>());
        }
#pragma warning disable CA1031 // The loop outlives whatever the database does.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "{Work} failed; it is tried again", typeof(T).Name);
        }
    }
}
