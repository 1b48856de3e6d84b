using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PublicVoice.Web.Infrastructure;

public static class InvalidForm
{
    /// <summary>The same page again with its errors: status 400, nothing stored.</summary>
    public static PageResult Invalid(this PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status400BadRequest;
        return page.Page();
    }
}
