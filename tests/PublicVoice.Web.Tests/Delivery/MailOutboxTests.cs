using System.Collections.Concurrent;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PublicVoice.Web.Delivery;

namespace PublicVoice.Web.Tests.Delivery;

public sealed class MailOutboxTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IAsyncLifetime
{
    /// <summary>A year ahead of the application's own outbox, which never finds these mails due.</summary>
    private readonly TestClock clock = new(app.Clock.UtcNow.AddYears(1));
    private readonly FakeSender sender = new();

    /// <summary>Mails that another test left unsent fall due as the clock goes on.</summary>
    public async ValueTask InitializeAsync() => await app.WithContextAsync(context => context.OutgoingMails.ExecuteDeleteAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task SendDue_Once_SendsAndEmptiesTheBody()
    {
        var (due, later) = (await AddAsync(), await AddAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, await Outbox().SendDueAsync(CancellationToken.None));
        Assert.Equal(0, await Outbox().SendDueAsync(CancellationToken.None));
        Assert.Equal([due], sender.Sent);
        var stored = await FindAsync(due);
        Assert.Equal((clock.UtcNow, "", 1), (stored.SentOn!.Value, stored.Body, stored.Attempts));
        Assert.Null((await FindAsync(later)).SentOn);
        clock.UtcNow += TimeSpan.FromMinutes(1);
        Assert.Equal(1, await Outbox().SendDueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task SendDue_Refused_WaitsLongerEachTimeAndThenGivesUp()
    {
        var id = await AddAsync();
        sender.Refuse = true;
        var waits = new List<double>();
        for (var attempt = 1; attempt <= OutgoingMail.MostAttempts; attempt++)
        {
            var started = clock.UtcNow;
            Assert.Equal(0, await Outbox().SendDueAsync(CancellationToken.None));
            var mail = await FindAsync(id);
            Assert.Equal(attempt, mail.Attempts);
            waits.Add((mail.DueOn - started).TotalMinutes);
            clock.UtcNow = mail.DueOn - TimeSpan.FromSeconds(1);
            await Outbox().SendDueAsync(CancellationToken.None);
            Assert.Equal(attempt, (await FindAsync(id)).Attempts); // not a moment earlier
            clock.UtcNow = mail.DueOn;
        }

        Assert.Equal([1, 4, 16, 64, 256, 1024, 1440, 1440], waits);
        var given = await FindAsync(id);
        Assert.Equal((true, ""), (given.GivenUpOn is not null, given.Body));
        sender.Refuse = false;
        Assert.Equal(0, await Outbox().SendDueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task SendDue_OneRefused_SendsTheOthers()
    {
        var (first, second) = (await AddAsync(), await AddAsync());
        sender.RefusedId = first;
        Assert.Equal(1, await Outbox().SendDueAsync(CancellationToken.None));
        Assert.Equal([second], sender.Sent);
    }

    [Fact]
    public async Task SendDue_ServerWithoutTrustedCertificate_CountsTheAttemptAndGoesOn()
    {
        var (first, second) = (await AddAsync(), await AddAsync());
        sender.RefusedId = first;
        sender.Refusal = new System.Security.Authentication.AuthenticationException();
        Assert.Equal(1, await Outbox().SendDueAsync(CancellationToken.None));
        Assert.Equal([second], sender.Sent);
        Assert.Equal(1, (await FindAsync(first)).Attempts);
    }

    [Fact]
    public async Task SendDue_ManyNodes_SendEachMailOnce()
    {
        var ids = new List<long>();
        for (var number = 0; number < 20; number++)
        {
            ids.Add(await AddAsync());
        }

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Outbox().SendDueAsync(CancellationToken.None))));
        Assert.Equal(20, sent.Sum());
        Assert.Equal(ids, sender.Sent.Order());
    }

    [Fact]
    public async Task SendDue_NodeDiedAfterClaiming_AnotherSendsLater()
    {
        var id = await AddAsync();
        sender.Dies = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Outbox().SendDueAsync(CancellationToken.None));
        sender.Dies = false;
        Assert.Equal(0, await Outbox().SendDueAsync(CancellationToken.None));
        clock.UtcNow += TimeSpan.FromMinutes(2);
        Assert.Equal(1, await Outbox().SendDueAsync(CancellationToken.None));
        Assert.Equal([id], sender.Sent);
    }

#pragma warning disable CA2000 // never started
    private MailOutbox Outbox() => new(app.Services.GetRequiredService<IServiceScopeFactory>(), sender, clock, NullLogger<MailOutbox>.Instance);
#pragma warning restore CA2000

    private Task<OutgoingMail> FindAsync(long id) => app.WithContextAsync(context => context.OutgoingMails.AsNoTracking().SingleAsync(mail => mail.Id == id));

    private Task<long> AddAsync(TimeSpan wait = default) => app.WithContextAsync(async context =>
    {
        var mail = new OutgoingMail { Recipient = "a@kota.example", Subject = "s", Body = "b", CreatedOn = clock.UtcNow, DueOn = clock.UtcNow + wait };
        context.Add(mail);
        await context.SaveChangesAsync();
        return mail.Id;
    });

    private sealed class FakeSender : IMailSender
    {
        private readonly ConcurrentQueue<long> sent = new();

        public IEnumerable<long> Sent => sent;

        public bool Refuse { get; set; }

        public bool Dies { get; set; }

        public long RefusedId { get; set; }

        public Exception Refusal { get; set; } = new SmtpException(SmtpStatusCode.ServiceNotAvailable);

        public void Send(OutgoingMail mail)
        {
            if (Dies)
            {
                throw new TimeoutException();
            }

            if (Refuse || mail.Id == RefusedId)
            {
                throw Refusal;
            }

            sent.Enqueue(mail.Id);
        }
    }
}
