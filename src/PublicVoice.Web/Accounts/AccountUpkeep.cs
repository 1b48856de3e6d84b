using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Scheduling;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Accounts;

/// <summary>
/// Looks once an hour for accounts that nobody uses: warns, then disables. What is due follows from the data, so an hour without server
/// only delays it. Invitations that nobody accepted are left alone: nothing can be opened with them.
/// </summary>
public sealed class AccountUpkeep(IServiceScopeFactory scopes, IOptions<PublicVoiceOptions> options, TimeProvider clock, ILogger<AccountUpkeep> logger)
    : Rounds(TimeSpan.FromHours(1), logger)
{
    public static readonly TimeSpan DisabledAfter = TimeSpan.FromDays(90);
    public static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(14);

    /// <summary>How long sessions that are over and mails that were sent are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (warned, unused) = (now - WarnedBefore, now - DisabledAfter);
        var toWarn = now - (DisabledAfter - WarnedBefore);
        await ForEachAsync(
            context => context.Accounts.Where(account => account.DisabledOn == null && account.PasswordHash != null && account.InactivityWarnedOn == null
                && (account.LastActiveOn ?? account.CreatedOn) <= toWarn),
            WarnAsync,
            cancellationToken);
        await ForEachAsync(
            context => context.Accounts.Where(account => account.DisabledOn == null && account.PasswordHash != null && account.InactivityWarnedOn <= warned
                && (account.LastActiveOn ?? account.CreatedOn) <= unused),
            async (services, account, path) => await services.GetRequiredService<People>().DisableAsync(account.Id, path, null, cancellationToken, AuditLog.Product),
            cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        var old = now - Kept;
        await context.StaffSessions.Where(session => session.LastSeenOn < old).ExecuteDeleteAsync(cancellationToken);
        var unsent = now - PostPicture.KeptUnsent;
        await context.PostPictures.Where(picture => picture.PostId == null && picture.SentOn < unsent).ExecuteDeleteAsync(cancellationToken);
        await context.OutgoingMails.Where(mail => (mail.SentOn < old || mail.GivenUpOn < old) && !context.ReportDeliveries.Any(delivery => delivery.MailId == mail.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    protected override Task RoundAsync(CancellationToken stoppingToken) => TryAsync(nameof(AccountUpkeep), () => RunOnceAsync(stoppingToken), stoppingToken);

    /// <summary>One after the other in the order of their numbers, so that of two last administrators the same one stays on every node.</summary>
    private async Task ForEachAsync(
        Func<PublicVoiceDbContext, IQueryable<Account>> due, Func<IServiceProvider, Account, string, Task> act, CancellationToken cancellationToken)
    {
        List<Account> accounts;
        await using (var scope = scopes.CreateAsyncScope())
        {
            accounts = await due(scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>()).AsNoTracking().OrderBy(account => account.Id).ToListAsync(cancellationToken);
        }

        foreach (var account in accounts)
        {
            await using var scope = scopes.CreateAsyncScope();
            var roles = await scope.ServiceProvider.GetRequiredService<StaffSessions>().RolesAsync(account.Id, cancellationToken);
            try
            {
                await act(scope.ServiceProvider, account, roles.Select(held => held.UnitPath).Order(StringComparer.Ordinal).FirstOrDefault() ?? "");
            }
            catch (Exception failure) when (failure is DbUpdateException or InvalidOperationException)
            {
                logger.LogWarning(failure, "Account {Id} was not changed, perhaps because another node has just done it", account.Id);
            }
        }
    }

    private async Task WarnAsync(IServiceProvider services, Account account, string unitPath)
    {
        var context = services.GetRequiredService<PublicVoiceDbContext>();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await context.Database.BeginTransactionAsync();
        var claimed = await context.Accounts
            .Where(other => other.Id == account.Id && other.InactivityWarnedOn == null && other.DisabledOn == null && other.LastActiveOn == account.LastActiveOn)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.InactivityWarnedOn, now));
        if (claimed == 0)
        {
            return;
        }

        var day = GovernmentTime.Day(new[] { account.ActiveSince + DisabledAfter, now + WarnedBefore }.Max(), GovernmentTime.Zone(options.Value.TimeZone));
        context.Add(AccountMails.InactivityWarning(account, day, services.GetRequiredService<StaffLinks>().SignIn, now));
        await services.GetRequiredService<AuditLog>().SaveAsync(
            new("account.warned", People.Named(account), unitPath, After: new { disabledOn = day }, Actor: AuditLog.Product), CancellationToken.None);
        await transaction.CommitAsync();
    }
}
