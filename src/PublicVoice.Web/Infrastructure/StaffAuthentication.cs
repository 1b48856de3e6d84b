using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Infrastructure;

/// <summary>The cookie of a signed-in browser holds the session's id and nothing that could outlive it.</summary>
public static class StaffAuthentication
{
    public const string SessionClaim = "session";
    private const string CookieName = "staff";
    private const string StaffPath = "/staff";

    public static IServiceCollection AddStaffAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                Set(options, CookieName, StaffSession.IdleLimit);
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = ResumeAsync;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options => Set(options, CookieName + "2", TimeSpan.FromMinutes(5)));
        return services;
    }

    private static void Set(CookieAuthenticationOptions options, string name, TimeSpan lifetime)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = lifetime;
        options.LoginPath = StaffPath + "/sign-in";
        options.ReturnUrlParameter = "next";
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };

        // Public pages neither get nor vary by it.
        options.Events.OnSigningIn = context =>
        {
            context.CookieOptions.Path = context.Request.PathBase + StaffPath;
            return Task.CompletedTask;
        };
        options.Events.OnSigningOut = context =>
        {
            context.CookieOptions.Path = context.Request.PathBase + StaffPath;
            return Task.CompletedTask;
        };
    }

    private static async Task ResumeAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var stamp = context.Principal?.FindFirstValue(services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType);
        var known = Guid.TryParse(context.Principal?.FindFirstValue(SessionClaim), out var session)
            && await services.GetRequiredService<StaffSessions>().ResumeAsync(session, stamp, context.HttpContext.RequestAborted);
        if (!known)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
}

/// <summary>Signing in starts a session; its id goes into the cookie.</summary>
#pragma warning disable S6672 // the base class asks for its own logger
public sealed class StaffSignInManager(
    UserManager<Account> accounts,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<Account> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation,
    StaffSessions sessions) : SignInManager<Account>(accounts, http, principals, options, logger, schemes, confirmation)
#pragma warning restore S6672
{
    public override async Task<bool> CanSignInAsync(Account user) => !user.IsDisabled && !user.IsInvited && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var session = await sessions.StartAsync(user, Context.Request.Headers.UserAgent, Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(StaffAuthentication.SessionClaim, session.Id.ToString())]);
    }
}
