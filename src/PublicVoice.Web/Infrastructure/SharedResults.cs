using Microsoft.Extensions.Caching.Memory;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Results that are worked out once for all requests that wait for them, and kept for a while.</summary>
public sealed class SharedResults<T>(IMemoryCache cache)
{
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <param name="find">Must not ask for another result of the same type: it could wait for itself.</param>
    public async Task<T> GetAsync(object key, TimeSpan kept, Func<Task<T>> find, CancellationToken cancellationToken)
    {
        var cacheKey = (typeof(T), key);
        if (cache.TryGetValue(cacheKey, out T? known))
        {
            return known!;
        }

        var gate = gates[(uint)key.GetHashCode() % gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            return cache.TryGetValue(cacheKey, out known) ? known! : cache.Set(cacheKey, await find(), kept);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Forget(object key) => cache.Remove((typeof(T), key));
}
