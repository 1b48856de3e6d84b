using Microsoft.Extensions.Options;

namespace PublicVoice.Web.Accounts;

/// <summary>Absolute addresses in mails: only ever from the configured public address, since a request can name any host.</summary>
public sealed class StaffLinks(IOptions<PublicVoiceOptions> options)
{
    private static readonly Uri Local = new("http://localhost:5000");

    public Uri SignIn => To("/staff/sign-in");

    public Uri Invitation(Account account, string token) => To($"/staff/invitation?account={account.Id}&token={Uri.EscapeDataString(token)}");

    public Uri NewPassword(Account account, string token) => To($"/staff/new-password?account={account.Id}&token={Uri.EscapeDataString(token)}");

    public Uri To(string path) => new(options.Value.PublicAddress ?? Local, path);
}
