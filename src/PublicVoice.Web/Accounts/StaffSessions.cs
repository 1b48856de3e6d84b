using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Accounts;

/// <summary>Browsers that are signed in. A session is looked up at every request, so that ending one works at once.</summary>
public sealed class StaffSessions(PublicVoiceDbContext context, CurrentStaff staff, TimeProvider clock)
{
    private static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(1);

    public async Task<StaffSession> StartAsync(Account account, string? device, CancellationToken cancellationToken)
    {
        var now = Now;
        var session = new StaffSession
        {
            Id = Guid.NewGuid(),
            AccountId = account.Id,
            SignedInOn = now,
            LastSeenOn = now,
            Device = device is null ? "" : device[..Math.Min(device.Length, StaffSession.DeviceMaxLength)],
        };
        context.Add(session);
        await context.SaveChangesAsync(cancellationToken);
        await context.Accounts.Where(other => other.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.LastActiveOn, now).SetProperty(other => other.InactivityWarnedOn, (DateTime?)null), cancellationToken);
        return session;
    }

    /// <summary>Makes the session's account the one of this request.</summary>
    /// <param name="stamp">Security stamp at sign-in: a new password or second factor ends what was signed in before.</param>
    /// <returns>False where the session is over or its account disabled.</returns>
    public async Task<bool> ResumeAsync(Guid sessionId, string? stamp, CancellationToken cancellationToken)
    {
        var found = await context.StaffSessions.Where(session => session.Id == sessionId)
            .Join(context.Accounts, session => session.AccountId, account => account.Id, (session, account) => new { Session = session, Account = account })
            .AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var now = Now;
        if (found is null || !found.Session.IsOpen(now) || found.Account.IsDisabled || found.Account.SecurityStamp != stamp)
        {
            return false;
        }

        if (now - found.Session.LastSeenOn >= SeenAgain)
        {
            await context.StaffSessions.Where(session => session.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenOn, now), cancellationToken);
            await context.Accounts.Where(account => account.Id == found.Account.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.LastActiveOn, now).SetProperty(account => account.InactivityWarnedOn, (DateTime?)null), cancellationToken);
        }

        staff.SignIn(found.Account, sessionId, await RolesAsync(found.Account.Id, cancellationToken));
        return true;
    }

    public Task<List<HeldRole>> RolesAsync(int accountId, CancellationToken cancellationToken) => context.RoleAssignments.AsNoTracking()
        .Where(held => held.AccountId == accountId)
        .Join(context.Units, held => held.UnitId, unit => unit.Id, (held, unit) => new HeldRole(held.Role, unit.Id, unit.Path))
        .ToListAsync(cancellationToken);

    /// <summary>Open sessions, the newest first.</summary>
    public Task<List<StaffSession>> OpenAsync(int accountId, CancellationToken cancellationToken)
    {
        var since = Now - StaffSession.IdleLimit;
        return context.StaffSessions.AsNoTracking().Where(session => session.AccountId == accountId && session.EndedOn == null && session.LastSeenOn > since)
            .OrderByDescending(session => session.LastSeenOn).ToListAsync(cancellationToken);
    }

    /// <param name="sessionId">Null for all of them.</param>
    /// <param name="except">One that stays.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> EndAsync(int accountId, Guid? sessionId, Guid? except, CancellationToken cancellationToken)
    {
        var now = Now;
        return context.StaffSessions
            .Where(session => session.AccountId == accountId && session.EndedOn == null && (sessionId == null || session.Id == sessionId) && (except == null || session.Id != except))
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedOn, now), cancellationToken);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
