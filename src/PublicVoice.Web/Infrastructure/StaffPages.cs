using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Infrastructure;

/// <summary>What a staff page asks for. The page asks again for the single record, at its unit.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(StaffTask task) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public StaffTask Task => task;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

public sealed class NeedsHandler(CurrentStaff staff) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (staff.Has(requirement.Task))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Every staff page: never cached, and an administrator without a second factor sets one up first.</summary>
public sealed class StaffPageFilter(CurrentStaff staff, Wording wording) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store, no-cache"; // both: antiforgery warns in the log where it finds no "no-cache"
        if (context.HttpContext.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            context.Result = new BadRequestResult(); // the character zero, which PostgreSQL takes in no text
            return;
        }

        var page = context.ActionDescriptor;
        if (staff.MustSetUpTwoFactor && !page.EndpointMetadata.OfType<WithoutSecondFactorAttribute>().Any() && !page.EndpointMetadata.OfType<AllowAnonymousAttribute>().Any())
        {
            context.Result = new LocalRedirectResult(wording.Link("/staff/account/two-factor"));
            return;
        }

        await next();
    }
}

/// <summary>A page that an administrator may use before a second factor is set up.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WithoutSecondFactorAttribute : Attribute;
