using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Accounts;

/// <summary>Identity's store without its own roles: ours are tied to units. Keys of authenticator apps and recovery codes are sealed.</summary>
public sealed class AccountStore(PublicVoiceDbContext context, StoredSecrets secrets) : UserOnlyStore<Account, PublicVoiceDbContext, int>(context)
{
    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : secrets.Seal(PurposeOf(user, loginProvider, name), value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } stored ? secrets.Open(PurposeOf(user, loginProvider, name), stored) : null;

    private static string PurposeOf(Account account, string provider, string name) => $"account {account.Id}: {provider} {name}";
}
