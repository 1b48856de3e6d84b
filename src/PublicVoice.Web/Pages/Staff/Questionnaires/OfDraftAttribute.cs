using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>A page of the draft in its address: finds it before anything else of the page runs, where the reader may edit it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OfDraftAttribute : Attribute, IAsyncPageFilter
{
    /// <summary>Shows again what was typed where somebody else has published or discarded the draft meanwhile.</summary>
    public bool KeepsTyped { get; init; }

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (http, page) = (context.HttpContext, (PageModel)context.HandlerInstance);
        var scope = http.RequestServices.GetRequiredService<QuestionnaireScope>();
        var w = http.RequestServices.GetRequiredService<Wording>();
        var code = (string)context.RouteData.Values["questionnaire"]!;
        if (await scope.FindToEditAsync(code, http.RequestAborted) is not { } owned)
        {
            context.Result = page.NotFound();
        }
        else if (await scope.FindDraftAsync(owned, KeepsTyped && !HttpMethods.IsGet(http.Request.Method), http.RequestAborted) is { } draft)
        {
            scope.Draft = draft;
            await next();
        }
        else
        {
            page.TempData["Notice"] = w["Draf itu tidak ada lagi: sudah terbit atau dibuang.", "That draft is gone: it was published or discarded."];
            context.Result = page.LocalRedirect(w.Link($"/staff/questionnaires/{code}"));
        }
    }
}
