using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Consultations;

namespace PublicVoice.Web.Pages.Consultations;

/// <summary>A page about the consultation in its address /konsultasi/{number}.</summary>
public interface IConsultationPage
{
    ConsultationPlace Place { get; set; }
}

/// <summary>Finds the consultation before anything else of the page runs; one that the public may not read does not exist.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OfPublicConsultationAttribute : Attribute, IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!int.TryParse((string?)context.RouteData.Values["number"], out var number)
            || await http.RequestServices.GetRequiredService<PublicConsultations>().FindAsync(number, http.RequestAborted) is not { } place)
        {
            context.Result = ((PageModel)context.HandlerInstance).NotFound();
            return;
        }

        ((IConsultationPage)context.HandlerInstance).Place = place;
        await next();
    }
}
