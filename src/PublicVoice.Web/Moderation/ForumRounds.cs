using PublicVoice.Web.Scheduling;

namespace PublicVoice.Web.Moderation;

/// <summary>Sees every few minutes which mails to staff about the forum are due.</summary>
public sealed class ForumRounds(IServiceScopeFactory scopes, ILogger<ForumRounds> logger) : Rounds(TimeSpan.FromMinutes(5), logger)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        await WithAsync<OverdueAnswers>(overdue => overdue.TellAsync(stoppingToken), stoppingToken);
        await WithAsync<ModeratorDigests>(digests => digests.MakeDueAsync(stoppingToken), stoppingToken);
    }

    private Task WithAsync<T>(Func<T, Task> work, CancellationToken stoppingToken)
        where T : notnull => TryAsync(
        typeof(T).Name,
        async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<T>());
        },
        stoppingToken);
}
