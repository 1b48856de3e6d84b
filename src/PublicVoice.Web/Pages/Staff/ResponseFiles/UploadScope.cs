using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>A file with its unit.</summary>
public sealed record ShownUpload(Unit Unit, ResponseUpload Upload)
{
    public string Path => $"/staff/units/{Unit.Code}/import/{Upload.Id}";
}

/// <summary>
/// Loads the file of a page's address for every handler of the page: not found unless it belongs to the unit in the address, the reader may
/// import there, and it is theirs or imported.
/// </summary>
public sealed class UploadScope(UnitScope scope, ResponseUploads uploads) : IAsyncPageFilter
{
    public ShownUpload Shown { get; private set; } = null!;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (code, upload, cancellationToken) = ((string?)context.RouteData.Values["unit"] ?? "", (string?)context.RouteData.Values["upload"], context.HttpContext.RequestAborted);
        if (!int.TryParse(upload, out var id)
            || await scope.FindAsync(code, StaffTask.ImportResponses, cancellationToken) is not { } unit
            || await uploads.FindAsync(unit, id, cancellationToken) is not { } found)
        {
            context.Result = new NotFoundResult();
            return;
        }

        Shown = new(unit, found);
        await next();
    }
}
