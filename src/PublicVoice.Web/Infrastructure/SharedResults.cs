using Microsoft.Extensions.Caching.Memory;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Results that are worked out once for all requests that wait for them, and kept for a while.</summary>
public sealed class SharedResults<T>(IMemoryCache cache)
{
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Null, for what does not exist, is not kept.</summary>
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
            if (cache.TryGetValue(cacheKey, out known))
            {
                return known!;
            }

            var found = await find();
            return found is null ? found : cache.Set(cacheKey, found, kept);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Forget(object key) => cache.Remove((typeof(T), key));
}
