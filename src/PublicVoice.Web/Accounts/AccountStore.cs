using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Accounts;

/// <summary>Identity's store without its own roles: ours are tied to units.</summary>
public sealed class AccountStore(PublicVoiceDbContext context) : UserOnlyStore<Account, PublicVoiceDbContext, int>(context);
