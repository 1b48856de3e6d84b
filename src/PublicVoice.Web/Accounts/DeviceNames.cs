using PublicVoice.Reports;

namespace PublicVoice.Web.Accounts;

/// <summary>A browser in words, from what it calls itself. Good enough to know one's own devices by; nothing is decided by it.</summary>
public static class DeviceNames
{
    // The order matters: each calls itself by the names below it too.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static LocalText Of(string device) => (Find(Browsers, device), Find(Systems, device)) switch
    {
        (null, null) => new("Perangkat tidak dikenal", "Unknown device"),
        ({ } browser, { } system) => new($"{browser} di {system}", $"{browser} on {system}"),
        var (browser, system) => new((browser ?? system)!, (browser ?? system)!),
    };

    private static string? Find((string Mark, string Name)[] names, string device) =>
        Array.Find(names, name => device.Contains(name.Mark, StringComparison.Ordinal)).Name;
}
