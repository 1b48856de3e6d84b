using PublicVoice.Reports;
using PublicVoice.Web.Forum;
using PublicVoice.Web.HumanChecks;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>How fast things may come to the forum from one network.</summary>
public sealed class PostLimits(RateLimits limits, VisitorAddresses addresses, IHumanCheck human)
{
    public Task<bool> IsCheckedAsync(HttpContext context, Guid key, string proof) =>
        human.PassesAsync(new HumanProof(proof, key, context.Connection.RemoteIpAddress), context.RequestAborted);

    /// <summary>What is notable about how a post was sent.</summary>
    public PostSignals SignalsOf(HttpContext context, bool isChecked, string? trap) =>
        (isChecked ? PostSignals.None : PostSignals.Unchecked)
        | (string.IsNullOrEmpty(trap) ? PostSignals.None : PostSignals.Trapped)
        | (limits.Take(Limit.PostBurst, addresses.Of(context)) is null ? PostSignals.None : PostSignals.Burst);

    /// <returns>Null where it may be taken, else what to tell the citizen; the response says the same to programs.</returns>
    public LocalText? Take(HttpContext context, Limit limit)
    {
        if (limits.Take(limit, addresses.Of(context)) is not { } wait)
        {
            return null;
        }

        context.Response.TooMany(wait);
        var words = TooManyRequests.Words(wait);
        return new(
            $"Terlalu banyak kiriman dari jaringan ini, dan kiriman Anda belum tersimpan. Tulisan Anda masih ada: tunggu {words.Indonesian}, lalu kirim lagi.",
            $"Too much was sent from this network, and yours has not been saved. What you wrote is still here: wait {words.English}, then send again.");
    }
}
