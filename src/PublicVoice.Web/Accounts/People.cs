using System.Linq.Expressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PublicVoice.Reports;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Accounts;

/// <summary>A role to be given to a person, who is invited when the address is new.</summary>
public sealed record RoleGrant
{
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required string Language { get; init; }
    public required StaffRole Role { get; init; }
    public required Unit Unit { get; init; }
}

/// <param name="Invitation">The one-time link where the account was invited (again).</param>
/// <param name="IsNew">False where the account held the role before.</param>
public sealed record GrantedRole(Account Account, Uri? Invitation, bool IsNew)
{
    public void Deconstruct(out Account account, out Uri? invitation) => (account, invitation) = (Account, Invitation);
}

/// <summary>Accounts and roles. Each change is saved with its entry in the audit log and its mail.</summary>
public sealed class People(
    PublicVoiceDbContext context, UserManager<Account> accounts, StaffSessions sessions, StaffLinks links, AuditLog audit, IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan PasswordLinkLifespan = TimeSpan.FromHours(2);
    private const long AccountsLock = 0x50_56_41_44_4D_49_4E; // a number of our own, one per purpose
    private static readonly TimeSpan BetweenPasswordLinks = TimeSpan.FromMinutes(5);

    /// <summary>Gives a role; whoever has no account yet is invited. A disabled account gets the role, but no mail: it opens nothing.</summary>
    public async Task<GrantedRole> GrantAsync(RoleGrant grant, CancellationToken cancellationToken)
    {
        StoreKeysOfLinks();
        await using var transaction = await BeginAloneAsync(cancellationToken); // else two at once would make the same account or role
        var account = await accounts.FindByEmailAsync(grant.Email);
        if (account is null)
        {
            account = new Account { Name = grant.Name, UserName = grant.Email, Email = grant.Email, Language = grant.Language, CreatedOn = Now };
            Ensure(await accounts.CreateAsync(account));
        }

        var isNew = !await context.RoleAssignments.AnyAsync(held => held.AccountId == account.Id && held.Role == grant.Role && held.UnitId == grant.Unit.Id, cancellationToken);
        if (isNew)
        {
            context.Add(new RoleAssignment { AccountId = account.Id, Role = grant.Role, UnitId = grant.Unit.Id, GrantedOn = Now });
        }

        var invitation = account is { IsInvited: true, IsDisabled: false } ? await InvitationAsync(account) : null;
        if (invitation is null && !isNew)
        {
            return new GrantedRole(account, null, IsNew: false);
        }

        if (!account.IsDisabled)
        {
            context.Add(invitation is not null
                ? AccountMails.Invitation(account, invitation, Now)
                : AccountMails.RoleGranted(account, RoleNames.Of(grant.Role), grant.Unit.Name, links.SignIn, Now));
        }

        await audit.SaveAsync(
            new("role.granted", Named(account), grant.Unit.Path, StaffTask.ManagePeople, After: new { role = grant.Role.ToString(), unit = grant.Unit.Code, invited = invitation is not null }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new GrantedRole(account, invitation, isNew);
    }

    /// <returns>False where nobody else could then administer the unit; nothing was changed.</returns>
    public async Task<bool> RevokeAsync(Account account, RoleAssignment held, Unit unit, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAloneAsync(cancellationToken);
        if (held.Role == StaffRole.Administrator && !await IsAdministeredAsync(unit, other => other.Id != held.Id, cancellationToken))
        {
            return false;
        }

        if (await context.RoleAssignments.Where(other => other.Id == held.Id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return true; // somebody else was quicker
        }

        await audit.SaveAsync(
            new("role.revoked", Named(account), unit.Path, StaffTask.ManagePeople, Before: new { role = held.Role.ToString(), unit = unit.Code }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <returns>False where a unit would be left without administrator; nothing was changed.</returns>
    public async Task<bool> DisableAsync(int accountId, string unitPath, StaffTask? by, CancellationToken cancellationToken, string? actor = null)
    {
        await using var transaction = await BeginAloneAsync(cancellationToken);
        var account = await context.Accounts.SingleAsync(account => account.Id == accountId, cancellationToken);
        if (account.IsDisabled)
        {
            return true; // somebody else was quicker
        }

        var administered = await context.RoleAssignments.Where(held => held.AccountId == accountId && held.Role == StaffRole.Administrator)
            .Join(context.Units, held => held.UnitId, unit => unit.Id, (held, unit) => unit).AsNoTracking().ToListAsync(cancellationToken);
        foreach (var unit in administered)
        {
            if (!await IsAdministeredAsync(unit, other => other.AccountId != accountId, cancellationToken))
            {
                return false;
            }
        }

        account.Disable(Now);
        context.Add(AccountMails.Disabled(account, Now));
        await sessions.EndAsync(accountId, null, null, cancellationToken);
        await audit.SaveAsync(new("account.disabled", Named(account), unitPath, by, Actor: actor), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task EnableAsync(int accountId, string unitPath, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAloneAsync(cancellationToken);
        var account = await context.Accounts.SingleAsync(account => account.Id == accountId, cancellationToken);
        if (!account.IsDisabled)
        {
            return; // somebody else was quicker
        }

        account.Enable(Now);
        await audit.SaveAsync(new("account.enabled", Named(account), unitPath, StaffTask.ManagePeople), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// For whoever lost the authenticator app with its recovery codes, or whose account somebody else may have used: password and second
    /// factor go, every browser is signed out, and a new invitation is mailed. The roles stay.
    /// </summary>
    /// <returns>The one-time link.</returns>
    /// <exception cref="InvalidOperationException">The account was never used, or is disabled.</exception>
    public async Task<Uri> ResetSignInAsync(int accountId, string unitPath, StaffTask? by, CancellationToken cancellationToken)
    {
        StoreKeysOfLinks();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var account = await context.Accounts.SingleAsync(account => account.Id == accountId, cancellationToken);
        if (account.IsInvited || account.IsDisabled)
        {
            throw new InvalidOperationException($"Account {accountId} cannot be signed in to.");
        }

        Ensure(await accounts.RemovePasswordAsync(account));
        await SecondFactor.RemoveAsync(accounts, account);
        await accounts.ResetAccessFailedCountAsync(account);
        await accounts.SetLockoutEndDateAsync(account, null);
        await sessions.EndAsync(account.Id, null, null, cancellationToken);
        var invitation = await InvitationAsync(account);
        context.Add(AccountMails.SignInReset(account, invitation, Now));
        await audit.SaveAsync(new("sign-in.reset", Named(account), unitPath, by), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return invitation;
    }

    public async Task EndSessionsAsync(Account account, string unitPath, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await sessions.EndAsync(account.Id, null, null, cancellationToken);
        await audit.SaveAsync(new("sessions.ended", Named(account), unitPath, StaffTask.ManagePeople), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The account of an invitation that can still be accepted; null for any other, whatever is wrong with it.</summary>
    public async Task<Account?> FindInvitedAsync(int accountId, string token)
    {
        var account = await accounts.FindByIdAsync(accountId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return account is { IsInvited: true, IsDisabled: false } && await accounts.VerifyUserTokenAsync(account, InvitationTokens.Provider, InvitationTokens.Purpose, token)
            ? account
            : null;
    }

    /// <summary>Uses up an invitation. A password that is refused leaves it valid.</summary>
    public async Task<IReadOnlyList<IdentityError>> AcceptAsync(Account account, string password, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        account.EmailConfirmed = true;
        var result = await accounts.AddPasswordAsync(account, password);
        if (!result.Succeeded)
        {
            return [.. result.Errors];
        }

        await audit.SaveAsync(new("invitation.accepted", Named(account), "", By: account), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    /// <summary>Mails a one-time link, at most one in five minutes; does nothing for an address without usable account, and never tells which.</summary>
    public async Task SendPasswordLinkAsync(string email, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(email);
        var since = Now - BetweenPasswordLinks;
        string[] subjects = [AccountMails.NewPasswordSubject.Indonesian, AccountMails.NewPasswordSubject.English];
        if (account is not { IsInvited: false, IsDisabled: false }
            || await context.OutgoingMails.AnyAsync(mail => mail.Recipient == account.Email && mail.CreatedOn > since && subjects.Contains(mail.Subject), cancellationToken))
        {
            return;
        }

        context.Add(AccountMails.NewPassword(account, links.NewPassword(account, await accounts.GeneratePasswordResetTokenAsync(account)), Now));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<Account?> FindByPasswordLinkAsync(int accountId, string token)
    {
        var account = await accounts.FindByIdAsync(accountId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return account is { IsInvited: false, IsDisabled: false }
            && await accounts.VerifyUserTokenAsync(account, accounts.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, token)
            ? account
            : null;
    }

    /// <summary>By a link (<paramref name="token"/>) or with the current password; every other browser is signed out.</summary>
    public async Task<IReadOnlyList<IdentityError>> ChangePasswordAsync(Account account, string? token, string? current, string password, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = token is not null ? await accounts.ResetPasswordAsync(account, token, password) : await accounts.ChangePasswordAsync(account, current!, password);
        if (!result.Succeeded)
        {
            return [.. result.Errors];
        }

        await accounts.ResetAccessFailedCountAsync(account);
        await accounts.SetLockoutEndDateAsync(account, null);
        await sessions.EndAsync(account.Id, null, null, cancellationToken);
        context.Add(AccountMails.PasswordChanged(account, Now));
        await audit.SaveAsync(new("password.changed", Named(account), "", By: account), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    /// <summary>What holders change themselves; the address is changed by nobody, since it is the name to sign in with.</summary>
    public async Task ChangeDetailsAsync(Account account, string name, string language, bool withoutDigest, CancellationToken cancellationToken)
    {
        var before = new { name = account.Name, language = account.Language, digest = !account.IsWithoutDigest };
        var after = new { name, language, digest = !withoutDigest };
        if (!before.Equals(after))
        {
            (account.Name, account.Language, account.IsWithoutDigest) = (name, language, withoutDigest);
            await audit.SaveAsync(new("account.changed", Named(account), "", Before: before, After: after), cancellationToken);
        }
    }

    public static string Named(Account account) => $"{account.Name} ({account.Email})";

    private async Task<Uri> InvitationAsync(Account account) =>
        links.Invitation(account, await accounts.GenerateUserTokenAsync(account, InvitationTokens.Provider, InvitationTokens.Purpose));

    /// <summary>
    /// Where the keys of links are missing or too old, new ones are stored now, over a connection of their own: inside of a
    /// transaction SQLite would wait for itself.
    /// </summary>
    private void StoreKeysOfLinks() => protection.CreateProtector(nameof(People)).Protect([0]);

    private static void Ensure(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Code)));
        }
    }

    /// <summary>One change at a time: else, for one, two administrators who disable each other at the same moment would both go. SQLite has one writer anyway.</summary>
    private async Task<IDbContextTransaction> BeginAloneAsync(CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AccountsLock})", cancellationToken);
        }

        return transaction;
    }

    /// <summary>Whether somebody who can sign in administers the unit, or one above it.</summary>
    /// <param name="counted">Which roles count: without those that are about to go.</param>
    private async Task<bool> IsAdministeredAsync(Unit unit, Expression<Func<RoleAssignment, bool>> counted, CancellationToken cancellationToken)
    {
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return await context.RoleAssignments.Where(counted).Where(held => held.Role == StaffRole.Administrator)
            .Join(context.Units.Where(above => codes.Contains(above.Code)), held => held.UnitId, above => above.Id, (held, above) => held.AccountId)
            .Join(context.Accounts.Where(account => account.DisabledOn == null && account.PasswordHash != null), id => id, account => account.Id, (id, account) => id)
            .AnyAsync(cancellationToken);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
