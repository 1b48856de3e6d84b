using System.ComponentModel.DataAnnotations;

namespace PublicVoice.Web.Delivery;

/// <summary>Section "PublicVoice:Mail". Without a host mails are written as files into the data directory.</summary>
public sealed class MailOptions
{
    public const string Section = "PublicVoice:Mail";

    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Off only for a relay on the same machine.</summary>
    public bool StartTls { get; init; } = true;

    public string? UserName { get; init; }
    public string? Password { get; init; }

    [EmailAddress]
    public string From { get; init; } = "publicvoice@localhost";
}
