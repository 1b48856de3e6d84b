using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PublicVoice.Web.Infrastructure;

/// <summary>
/// Stands for the network a request comes from, so that requests can be counted without knowing whose they are: a hash under a random key that is
/// made anew each day and never leaves memory. IPv4 counts by the whole address, since behind each one of a mobile carrier are thousands
/// of phones already; IPv6 by /56, what one household or office is given.
/// </summary>
public sealed class VisitorAddresses(TimeProvider clock, ILogger<VisitorAddresses> logger)
{
    private const int Ipv6PrefixBytes = 7;

    private DailyKey current = new(DateOnly.MinValue, []);
    private int warned;

    public long Of(HttpContext context)
    {
        // The forwarding middleware takes away what it believes.
        if (context.Request.Headers.ContainsKey("X-Forwarded-For") && Interlocked.Exchange(ref warned, 1) == 0)
        {
            logger.LogWarning(
                "X-Forwarded-For came from a proxy that PublicVoice:TrustedProxies does not name: all its visitors share the rate limits of one address");
        }

        return Of(context.Connection.RemoteIpAddress);
    }

    internal long Of(IPAddress? address)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key(), Prefix(address), hash);
        return BitConverter.ToInt64(hash);
    }

    internal static byte[] Prefix(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        var bytes = address?.GetAddressBytes() ?? [];
        return address?.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..Ipv6PrefixBytes] : bytes;
    }

    private byte[] Key()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var known = current;
        if (known.Day == today)
        {
            return known.Key;
        }

        var made = new DailyKey(today, RandomNumberGenerator.GetBytes(32));
        var found = Interlocked.CompareExchange(ref current, made, known);
        return found == known ? made.Key : found.Key;
    }

    private sealed record DailyKey(DateOnly Day, byte[] Key);
}
