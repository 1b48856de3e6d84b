using System.Net.Mail;
using System.Security.Authentication;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Scheduling;

namespace PublicVoice.Web.Delivery;

/// <summary>Sends what is due, one mail after the other, again and again until it is taken. One that was sent just before a crash is sent twice.</summary>
public sealed class MailOutbox(IServiceScopeFactory scopes, IMailSender sender, TimeProvider clock, ILogger<MailOutbox> logger) : Rounds(TimeSpan.FromSeconds(5), logger)
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <returns>How many were sent.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await context.OutgoingMails.AsNoTracking()
            .Where(mail => mail.SentOn == null && mail.GivenUpOn == null && mail.DueOn <= now).OrderBy(mail => mail.Id).Take(50).ToListAsync(cancellationToken);
        var sent = 0;
        foreach (var waiting in due)
        {
            // Claimed by one node: the others see it due later.
            var claimed = await context.OutgoingMails.Where(mail => mail.Id == waiting.Id && mail.DueOn == waiting.DueOn && mail.SentOn == null)
                .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.DueOn, now + Claim), cancellationToken);
            if (claimed == 0)
            {
                continue;
            }

            var mail = await context.OutgoingMails.SingleAsync(mail => mail.Id == waiting.Id, cancellationToken);
            if (TrySend(mail))
            {
                mail.Sent(clock.GetUtcNow().UtcDateTime);
                sent++;
            }
            else
            {
                mail.Failed(clock.GetUtcNow().UtcDateTime);
            }

            await context.SaveChangesAsync(CancellationToken.None); // what left the house is written down
        }

        return sent;
    }

    protected override Task RoundAsync(CancellationToken stoppingToken) => TryAsync(nameof(MailOutbox), () => SendDueAsync(stoppingToken), stoppingToken);

    private bool TrySend(OutgoingMail mail)
    {
        try
        {
            sender.Send(mail);
            return true;
        }
        catch (Exception failure) when (failure is SmtpException or AuthenticationException or IOException or FormatException or InvalidOperationException)
        {
#pragma warning disable S6667 // what a mail server answers can quote the address
            logger.LogWarning("Mail {Id} could not be sent, attempt {Attempt}: {Failure}", mail.Id, mail.Attempts + 1, failure.GetType().Name);
#pragma warning restore S6667
            return false;
        }
    }
}
