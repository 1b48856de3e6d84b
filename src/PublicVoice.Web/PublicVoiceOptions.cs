using System.ComponentModel.DataAnnotations;

namespace PublicVoice.Web;

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Section "PublicVoice" of the configuration.</summary>
public sealed class PublicVoiceOptions
{
    public const string Section = "PublicVoice";

    public DatabaseOptions Database { get; init; } = new();

    /// <summary>Where the database file and the receipt key live. Default: "data" beside the working directory.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>IANA time zone of governments that state none.</summary>
    public string TimeZone { get; init; } = "Asia/Jakarta";

    /// <summary>Public base address such as https://suara.example.go.id, for QR codes and links in reports. Default: the address of the request.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Secret for receipt codes, base64, 32 bytes. Default: made once and kept in the data directory. Several nodes must share it.</summary>
    public string? ReceiptKey { get; init; }

    /// <summary>Survey responses that may wait to be written; when so many wait, senders are asked to try again.</summary>
    [Range(1, 1_000_000)]
    public int IntakeCapacity { get; init; } = 10_000;

    /// <summary>
    /// Addresses or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Default: none.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Program of libvips that makes pictures of citizens harmless, looked up in PATH. Empty, or where there is none: the forum takes no pictures.</summary>
    public string PictureTool { get; init; } = "vipsthumbnail";

    /// <summary>Address of the source code, linked on every page as the licence asks.</summary>
    public Uri SourceAddress { get; init; } = new("https://github.com/publicvoice/publicvoice");
}

public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; init; }
}
