using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Delivery;

/// <summary>Where a mail leaves the product.</summary>
public interface IMailSender
{
    /// <exception cref="SmtpException">It was not taken.</exception>
    void Send(OutgoingMail mail);
}

/// <summary>Sends by SMTP, or writes files into "mail" of the data directory where no server is configured.</summary>
public sealed class MailSender(IOptions<MailOptions> options, IOptions<PublicVoiceOptions> settings) : IMailSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Synchronous: SmtpClient ends a hung connection only by its own timeout, not by a cancellation token.</summary>
    public void Send(OutgoingMail mail)
    {
#pragma warning disable S5332 // off by the operator's own choice, for a relay on the same machine
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        if (options.Value.Host is { } host)
        {
            (client.Host, client.Port, client.EnableSsl) = (host, options.Value.Port, options.Value.StartTls);
#pragma warning restore S5332
            client.Credentials = options.Value.UserName is { } user ? new NetworkCredential(user, options.Value.Password) : null;
        }
        else
        {
            var folder = Path.GetFullPath(Path.Combine(settings.Value.DataDirectory, "mail"));
            DataDirectory.Create(folder);
            (client.DeliveryMethod, client.PickupDirectoryLocation) = (SmtpDeliveryMethod.SpecifiedPickupDirectory, folder);
        }

        using var message = new MailMessage(new MailAddress(options.Value.From, "PublicVoice"), OneAddress(mail.Recipient))
        {
            Subject = OneLine(mail.Subject),
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", string.Create(CultureInfo.InvariantCulture, $"<publicvoice-{mail.Id}-{mail.CreatedOn.Ticks}@{message.From!.Host}>"));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.StopAddress is { } stop)
        {
            message.Headers.Add("List-Unsubscribe", $"<{OneLine(stop)}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        if (mail.Html is { } html)
        {
            message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        }

        client.Send(message);
    }

    /// <summary>The parser also takes "name, other@address" and would send to the other.</summary>
    private static MailAddress OneAddress(string recipient)
    {
        var address = new MailAddress(recipient);
        return address.Address == recipient ? address : throw new FormatException("The recipient is not one plain address.");
    }

    /// <summary>Names of units and persons must not begin another header.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
