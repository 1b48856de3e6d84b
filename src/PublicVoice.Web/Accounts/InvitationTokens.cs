using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PublicVoice.Web.Accounts;

/// <summary>Tokens of invitations: valid for a week, and like all tokens only until the account gets a password.</summary>
#pragma warning disable S6672 // the base class asks for its own logger
public sealed class InvitationTokens(
    IDataProtectionProvider protection, IOptions<InvitationTokenOptions> options, ILogger<DataProtectorTokenProvider<Account>> logger)
    : DataProtectorTokenProvider<Account>(protection, options, logger)
#pragma warning restore S6672
{
    public const string Provider = "Invitation";
    public const string Purpose = "Invitation";
    public static readonly TimeSpan Lifespan = TimeSpan.FromDays(7);
}

public sealed class InvitationTokenOptions : DataProtectionTokenProviderOptions
{
    public InvitationTokenOptions()
    {
        Name = InvitationTokens.Provider;
        TokenLifespan = InvitationTokens.Lifespan;
    }
}
