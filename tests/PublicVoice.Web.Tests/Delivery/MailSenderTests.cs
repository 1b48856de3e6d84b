using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Delivery;

namespace PublicVoice.Web.Tests.Delivery;

public sealed class MailSenderTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("publicvoice-mail-").FullName;

    [Fact]
    public void Send_WithoutServer_WritesAFileThatOnlyTheOwnerReads()
    {
        Sender(new()).Send(Mail("Halo é", "Yth. Siti,\n\nhttp://localhost/x?token=a%2Bb\n"));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(directory, "mail"), "*.eml"));
        var (headers, body) = Read(File.ReadAllText(file));
        Assert.Contains("X-Receiver: siti@kota.example", headers);
        Assert.Contains("Auto-Submitted: auto-generated", headers);
        Assert.Contains(headers, line => line.StartsWith("Message-ID: <publicvoice-7-", StringComparison.Ordinal));
        Assert.Contains("Content-Transfer-Encoding: base64", headers);
        Assert.Contains("token=a%2Bb", Encoding.UTF8.GetString(Convert.FromBase64String(body)), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(directory, "mail")));
        }
    }

    [Fact]
    public void Send_WithHtml_SendsBothForms()
    {
        var mail = Mail("Laporan", "Indeks 81,20");
        mail.Html = "<p>Indeks <strong>81,20</strong></p>";
        Sender(new()).Send(mail);
        var text = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(directory, "mail"), "*.eml")));
        Assert.Contains("Content-Type: multipart/alternative", text, StringComparison.Ordinal);
        var plain = text.IndexOf("Content-Type: text/plain; charset=utf-8", StringComparison.Ordinal);
        Assert.InRange(plain, 0, text.IndexOf("Content-Type: text/html; charset=utf-8", StringComparison.Ordinal)); // the last is what programs prefer
        mail.Sent(mail.CreatedOn);
        Assert.Equal(("", null), (mail.Body, mail.Html));
    }

    [Theory]
    [InlineData("a\r\nBcc: evil@evil.example")]
    [InlineData("a\nBcc: evil@evil.example\n\nbody")]
    [InlineData("a\rBcc: evil@evil.example")]
    [InlineData("a\u2028\u0085\0Bcc: evil@evil.example")]
    public void Send_LineBreaksInTheSubject_BeginNoHeader(string subject)
    {
        Sender(new()).Send(Mail(subject, "isi"));
        var (headers, _) = Read(File.ReadAllText(Directory.GetFiles(Path.Combine(directory, "mail")).Single()));
        Assert.DoesNotContain(headers, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Single(headers, line => line.StartsWith("Subject:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: evil@evil.example")]
    [InlineData("a@b.example, evil@evil.example")]
    public void Send_RecipientThatIsNoAddress_IsRefused(string recipient) =>
        Assert.Throws<FormatException>(() => Sender(new()).Send(Mail("s", "b", recipient)));

    [Fact]
    public async Task Send_ByServer_DeliversToTheRecipientAlone()
    {
        using var server = new SmtpServer();
        Sender(server.Options).Send(Mail("Undangan", "Yth. Siti"));
        var heard = await server.HeardAsync();
        Assert.Contains("MAIL FROM:<layanan@kota.example>", heard);
        Assert.Equal(["RCPT TO:<siti@kota.example>"], heard.Where(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.Contains("Subject: Undangan", heard);
        Assert.Contains("WXRoLiBTaXRp", heard); // in base64, no line of which can look like the end
    }

    [Fact]
    public void Send_ServerRefusesOrIsGone_Throws()
    {
        using (var server = new SmtpServer(refuses: true))
        {
            Assert.ThrowsAny<SmtpException>(() => Sender(server.Options).Send(Mail("s", "b")));
        }

        Assert.ThrowsAny<SmtpException>(() => Sender(new MailOptions { Host = "127.0.0.1", Port = 1, StartTls = false }).Send(Mail("s", "b")));
    }

    [Fact]
    public void Send_ServerWithoutStartTls_SendsNothing()
    {
        using var server = new SmtpServer();
        var options = new MailOptions { Host = server.Options.Host, Port = server.Options.Port, UserName = "u", Password = "rahasia" };
        Assert.ThrowsAny<SmtpException>(() => Sender(options).Send(Mail("s", "b")));
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private MailSender Sender(MailOptions options) => new(Options.Create(options), Options.Create(new PublicVoiceOptions { DataDirectory = directory }));

    private static OutgoingMail Mail(string subject, string body, string recipient = "siti@kota.example") =>
        new() { Id = 7, Recipient = recipient, Subject = subject, Body = body, CreatedOn = DateTime.UnixEpoch, DueOn = DateTime.UnixEpoch };

    /// <summary>Header lines, joined where they were folded.</summary>
    private static (string[] Headers, string Body) Read(string message)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (message[..end].Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n"), message[(end + 4)..]);
    }

    /// <summary>As much of RFC 5321 as one mail needs, on loopback.</summary>
    private sealed class SmtpServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<string> heard = [];
        private readonly Task talk;
        private readonly bool refuses;

        public SmtpServer(bool refuses = false)
        {
            this.refuses = refuses;
            listener.Start();
            talk = Task.Run(TalkAsync);
        }

        public MailOptions Options => new() { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, StartTls = false, From = "layanan@kota.example" };

        public IReadOnlyList<string> Heard
        {
            get
            {
                lock (heard)
                {
                    return [.. heard];
                }
            }
        }

        public async Task<IReadOnlyList<string>> HeardAsync()
        {
            await talk;
            return Heard;
        }

        public void Dispose() => listener.Dispose();

        private async Task TalkAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            var data = false;
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (heard)
                {
                    heard.Add(line);
                }

                if (data)
                {
                    data = line != ".";
                    if (!data)
                    {
                        await writer.WriteLineAsync("250 taken");
                    }

                    continue;
                }

                data = line == "DATA";
                await writer.WriteLineAsync(line switch
                {
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ when refuses && line.StartsWith("RCPT", StringComparison.Ordinal) => "550 no such person",
                    _ => "250 ok",
                });
                if (line == "QUIT")
                {
                    return;
                }
            }
        }
    }
}
