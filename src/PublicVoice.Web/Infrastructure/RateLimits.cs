using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PublicVoice.Web.Infrastructure;

/// <summary>What is counted against a limit of its own.</summary>
public enum Limit
{
    /// <summary>A rating with a human check or a visit code, of one office.</summary>
    CheckedRating,

    /// <summary>A rating without either, of one office: the slower lane.</summary>
    UncheckedRating,

    /// <summary>Any rating, of whatever office.</summary>
    AnyRating,

    /// <summary>A visit code that could not be used.</summary>
    WrongVisitCode,

    /// <summary>A look at a receipt.</summary>
    Receipt,
    SignIn,
    PasswordLink,

    /// <summary>A call of the interface for machines and each further code that it orders, by key.</summary>
    Api,

    /// <summary>A call of it without a valid key, by address.</summary>
    WrongApiKey,

    /// <summary>What a paired device sends, by device.</summary>
    Device,

    /// <summary>A post of the forum with a human check.</summary>
    CheckedPost,

    /// <summary>A post without one.</summary>
    UncheckedPost,

    /// <summary>What a writer adds to a post, or does with it.</summary>
    PostMessage,

    /// <summary>Support for a post, or a notice about it.</summary>
    Reaction,

    /// <summary>An address that is to be told about a post.</summary>
    Follow,

    /// <summary>A post, however it was sent: beyond this it is marked for moderators, not refused.</summary>
    PostBurst,

    /// <summary>A form of somebody without an account that is as large as files are.</summary>
    Upload,

    /// <summary>A look for similar posts while one is written.</summary>
    Similar,

    /// <summary>A registration for a consultation.</summary>
    Registration,

    /// <summary>Something written in the room of a consultation.</summary>
    RoomMessage,
}

/// <param name="Burst">So many at once.</param>
/// <param name="PerMinute">So many again each minute.</param>
public sealed record RateLimit
{
    [Range(1, 1_000_000_000)]
    public int Burst { get; init; }

    [Range(0.01, 1_000_000_000)]
    public double PerMinute { get; init; }
}

/// <summary>Section "PublicVoice:RateLimits". An office whose visitors all share one address must be able to answer.</summary>
public sealed class RateLimitOptions
{
    public const string Section = PublicVoiceOptions.Section + ":RateLimits";

    public RateLimit CheckedRating { get; init; } = new() { Burst = 300, PerMinute = 60 };
    public RateLimit UncheckedRating { get; init; } = new() { Burst = 60, PerMinute = 12 };
    public RateLimit AnyRating { get; init; } = new() { Burst = 1200, PerMinute = 300 };
    public RateLimit WrongVisitCode { get; init; } = new() { Burst = 20, PerMinute = 2 };
    public RateLimit Receipt { get; init; } = new() { Burst = 600, PerMinute = 120 };
    public RateLimit SignIn { get; init; } = new() { Burst = 60, PerMinute = 10 };
    public RateLimit PasswordLink { get; init; } = new() { Burst = 10, PerMinute = 1 };
    public RateLimit Api { get; init; } = new() { Burst = 120, PerMinute = 60 };
    public RateLimit WrongApiKey { get; init; } = new() { Burst = 20, PerMinute = 5 };
    public RateLimit Device { get; init; } = new() { Burst = 600, PerMinute = 60 };
    public RateLimit CheckedPost { get; init; } = new() { Burst = 60, PerMinute = 6 };
    public RateLimit UncheckedPost { get; init; } = new() { Burst = 15, PerMinute = 1 };
    public RateLimit PostMessage { get; init; } = new() { Burst = 60, PerMinute = 6 };
    public RateLimit Reaction { get; init; } = new() { Burst = 300, PerMinute = 60 };
    public RateLimit Follow { get; init; } = new() { Burst = 20, PerMinute = 2 };
    public RateLimit PostBurst { get; init; } = new() { Burst = 5, PerMinute = 0.5 };
    public RateLimit Upload { get; init; } = new() { Burst = 30, PerMinute = 2 };
    public RateLimit Similar { get; init; } = new() { Burst = 120, PerMinute = 30 };
    public RateLimit Registration { get; init; } = new() { Burst = 60, PerMinute = 6 };
    public RateLimit RoomMessage { get; init; } = new() { Burst = 60, PerMinute = 6 };

    internal RateLimit this[Limit limit] => limit switch
    {
        Limit.CheckedRating => CheckedRating,
        Limit.UncheckedRating => UncheckedRating,
        Limit.AnyRating => AnyRating,
        Limit.WrongVisitCode => WrongVisitCode,
        Limit.Receipt => Receipt,
        Limit.SignIn => SignIn,
        Limit.PasswordLink => PasswordLink,
        Limit.Api => Api,
        Limit.WrongApiKey => WrongApiKey,
        Limit.Device => Device,
        Limit.CheckedPost => CheckedPost,
        Limit.UncheckedPost => UncheckedPost,
        Limit.PostMessage => PostMessage,
        Limit.Reaction => Reaction,
        Limit.Follow => Follow,
        Limit.PostBurst => PostBurst,
        Limit.Upload => Upload,
        Limit.Similar => Similar,
        Limit.Registration => Registration,
        Limit.RoomMessage => RoomMessage,
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, null),
    };
}

/// <summary>Token buckets in memory: each node counts for itself, and a restart forgets.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int MostBuckets = 200_000;
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Limit Limit, long Who, int What), Bucket> buckets = new();
    private DateTime tidiedOn;

    /// <summary>Counts one, or more: then at most as much as is ever allowed at once.</summary>
    /// <param name="who">A hash of an address (<see cref="VisitorAddresses"/>), or the id of a key or device.</param>
    /// <param name="what">Id of what it is about, such as the office; 0 for anything.</param>
    /// <returns>Null where it is allowed, else when to try again.</returns>
    public TimeSpan? Take(Limit limit, long who, int what = 0, int count = 1) => Use(limit, who, what, count);

    /// <summary>As <see cref="Take"/>, without counting.</summary>
    public TimeSpan? Wait(Limit limit, long who, int what = 0) => Use(limit, who, what, 0);

    private TimeSpan? Use(Limit limit, long who, int what, int count)
    {
        var (now, rate) = (clock.GetUtcNow().UtcDateTime, options.Value[limit]);
        Tidy(now);
        var bucket = buckets.GetOrAdd((limit, who, what), static (_, start) => new Bucket(start.Burst, start.now), (rate.Burst, now));
        lock (bucket)
        {
            bucket.Refill(rate, now);
            var needed = Math.Clamp(count, 1, rate.Burst);
            if (bucket.Tokens < needed)
            {
                return TimeSpan.FromSeconds(Math.Ceiling((needed - bucket.Tokens) / rate.PerMinute * 60));
            }

            bucket.Tokens -= Math.Min(count, needed);
            return null;
        }
    }

    /// <summary>A full bucket says no more than none.</summary>
    private void Tidy(DateTime now)
    {
        if (now - tidiedOn < TidyEvery)
        {
            return;
        }

        tidiedOn = now;
        foreach (var (key, bucket) in buckets)
        {
            lock (bucket)
            {
                bucket.Refill(options.Value[key.Limit], now);
                if (bucket.Tokens >= options.Value[key.Limit].Burst)
                {
                    buckets.TryRemove(key, out _);
                }
            }
        }

        if (buckets.Count > MostBuckets)
        {
            buckets.Clear(); // memory is worth more than limits for so many addresses at once
        }
    }

    private sealed class Bucket(double tokens, DateTime now)
    {
        private DateTime filledOn = now;

        public double Tokens { get; set; } = tokens;

        public void Refill(RateLimit rate, DateTime until)
        {
            Tokens = Math.Min(rate.Burst, Tokens + (Math.Max(0, (until - filledOn).TotalMinutes) * rate.PerMinute));
            filledOn = until;
        }
    }
}
