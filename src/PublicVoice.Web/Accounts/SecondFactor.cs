using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Accounts;

/// <summary>The authenticator app and the recovery codes of an account. Each change ends the other sessions, is mailed and recorded.</summary>
public sealed class SecondFactor(
    PublicVoiceDbContext context, UserManager<Account> accounts, CurrentStaff staff, StaffSessions sessions, AuditLog audit, TimeProvider clock)
{
    private const string Issuer = "PublicVoice";

    // Where Identity keeps the key in force.
    private const string IdentityProvider = "[AspNetUserStore]";
    private const string IdentityKey = "AuthenticatorKey";
    private const string ProposedKey = "ProposedAuthenticatorKey";

    /// <summary>A new key, which changes nothing until it is confirmed with a code. Each look makes another: nobody else can have seen it before.</summary>
    public async Task<string> ProposeAsync(Account account)
    {
        var key = accounts.GenerateNewAuthenticatorKey();
        await accounts.SetAuthenticationTokenAsync(account, Issuer, ProposedKey, key);
        return key;
    }

    public Task<string?> ProposedAsync(Account account) => accounts.GetAuthenticationTokenAsync(account, Issuer, ProposedKey);

    /// <summary>What the app reads from the QR code.</summary>
    public static Uri Address(Account account, string key) =>
        new($"otpauth://totp/{Issuer}:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer={Issuer}&digits={AuthenticatorCodes.Digits}");

    /// <summary>Puts the proposed key in force, in place of any other.</summary>
    /// <returns>New recovery codes; null where the code is not one of that key.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Account account, string code, CancellationToken cancellationToken)
    {
        if (await ProposedAsync(account) is not { } key || AuthenticatorCodes.StepOf(key, code, clock.GetUtcNow()) is not { } step)
        {
            return null;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await accounts.SetAuthenticationTokenAsync(account, IdentityProvider, IdentityKey, key);
        await accounts.RemoveAuthenticationTokenAsync(account, Issuer, ProposedKey);
        await accounts.SetTwoFactorEnabledAsync(account, true);
        await context.Accounts.Where(other => other.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.LastAuthenticatorStep, step), cancellationToken);
        var codes = await CodesAsync(account);
        await SaveAsync("two-factor.set", account, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>The former recovery codes stop working.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Account account, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var codes = await CodesAsync(account);
        await SaveAsync("recovery-codes.renewed", account, staff.SessionId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    public async Task SwitchOffAsync(Account account, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await RemoveAsync(accounts, account);
        await SaveAsync("two-factor.removed", account, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static async Task RemoveAsync(UserManager<Account> accounts, Account account)
    {
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await accounts.RemoveAuthenticationTokenAsync(account, IdentityProvider, IdentityKey);
        await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
    }

    private async Task<IReadOnlyList<string>> CodesAsync(Account account) => [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes.Count) ?? []];

    private async Task SaveAsync(string action, Account account, Guid? remaining, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(account.Id, null, remaining, cancellationToken);
        context.Add(AccountMails.TwoFactorChanged(account, clock.GetUtcNow().UtcDateTime));
        await audit.SaveAsync(new(action, People.Named(account), ""), cancellationToken);
    }
}
