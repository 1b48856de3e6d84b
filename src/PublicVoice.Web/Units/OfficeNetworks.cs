using System.Net;

namespace PublicVoice.Web.Units;

/// <summary>Internet networks of an office.</summary>
public sealed record OfficeNetworks(IReadOnlyList<IPNetwork> Networks)
{
    public const int Most = 50;

    public static readonly OfficeNetworks None = new([]);

    /// <summary>Networks (203.0.113.0/24) and single addresses, one on a line; what is neither is left out.</summary>
    public static OfficeNetworks Read(string text) => text.Length == 0 ? None : new([.. Lines(text).Select(Network).OfType<IPNetwork>()]);

    /// <summary>The lines that are no network.</summary>
    public static IReadOnlyList<string> Unreadable(string text) => [.. Lines(text).Where(line => Network(line) is null)];

    public bool Contains(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Networks.Any(network => network.Contains(plain));
    }

    public override string ToString() => string.Join('\n', Networks);

    private static string[] Lines(string text) => text.Split(['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The host part of a typed network does not matter. One that holds half of the internet is a mistake.</summary>
    private static IPNetwork? Network(string line)
    {
        var parts = line.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (parts.Length == 2 && (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out length) || length < 8 || length > bytes.Length * 8))
        {
            return null;
        }

        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
