using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Carries out due reorganisations before the first page after their day is answered.</summary>
public sealed class ReorganisationGate(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReorganisationGate> logger) : IDisposable
{
    /// <summary>How long another server's plan may go unseen here, and how soon a failure is tried again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim one = new(1);
    private long lookOn;

    /// <summary>Something was planned or cancelled here.</summary>
    public void LookSoon() => Interlocked.Exchange(ref lookOn, 0);

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow().Ticks < Interlocked.Read(ref lookOn) || !await one.WaitAsync(0, cancellationToken))
        {
            return;
        }

        try
        {
            // A scope of its own: whoever asks for the page is not who reorganises.
            await using var scope = scopes.CreateAsyncScope();
            var due = scope.ServiceProvider.GetRequiredService<DueReorganisations>();
            await due.CarryOutAsync(CancellationToken.None);
            var next = await due.PlannedAsync(cancellationToken);
            var again = clock.GetUtcNow().Add(LookAgain);
            Interlocked.Exchange(ref lookOn, next.Count > 0 && next[0].DueOn > clock.GetUtcNow().UtcDateTime ? Math.Min(next[0].DueOn.Ticks, again.Ticks) : again.Ticks);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "A reorganisation that is due could not be carried out; it is tried again");
            Interlocked.Exchange(ref lookOn, clock.GetUtcNow().Add(LookAgain).Ticks);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
