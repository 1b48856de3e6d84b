using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>A consultation with its unit, for somebody who may read it.</summary>
/// <param name="Today">In the time zone of the government.</param>
/// <param name="MayRun">The reader may change it as well.</param>
public sealed record ShownConsultation(Consultation Consultation, Unit Unit, UnitSettings Settings, DateOnly Today, bool MayRun)
{
    public string Path => ConsultationLinks.Staff(Consultation);
}

/// <summary>The consultation of a page's address.</summary>
public sealed class ConsultationScope(PublicVoiceDbContext context, UnitDirectory directory, CurrentStaff staff, TimeProvider clock, Wording w)
{
    /// <summary>That of the page, put here by <see cref="OfConsultationAttribute"/>.</summary>
    public ShownConsultation Shown { get; internal set; } = null!;

    /// <returns>Null where there is none, or none of theirs: nobody learns which.</returns>
    public async Task<ShownConsultation?> FindAsync(int id, StaffTask task, CancellationToken cancellationToken)
    {
        var found = await context.Consultations.AsNoTracking().Where(row => row.Id == id)
            .Join(context.Units.AsNoTracking(), row => row.UnitId, unit => unit.Id, (row, unit) => new { row, unit }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || !staff.Has(task, found.unit))
        {
            return null;
        }

        var settings = await directory.SettingsAsync(found.unit, cancellationToken);
        return new ShownConsultation(found.row, found.unit, settings, GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone), staff.Has(StaffTask.RunConsultations, found.unit));
    }

    /// <summary>Says why a change was not made, with the form still filled; null where it was made.</summary>
    public IActionResult? Refusal(PageModel page, ConsultationChange result)
    {
        if (result == ConsultationChange.Done)
        {
            return null;
        }

        page.ModelState.AddModelError("", result == ConsultationChange.NotPossible
            ? w["Pada keadaan konsultasi sekarang ini tidak dapat dilakukan. Belum ada yang tersimpan.", "This cannot be done as the consultation stands now. Nothing has been saved."]
            : w[
                "Konsultasi ini baru saja diubah orang lain. Belum ada yang tersimpan: salin isian Anda bila perlu, muat ulang halaman, lalu ulangi.",
                "Somebody else has just changed this consultation. Nothing has been saved: copy what you typed if you need it, reload the page and repeat it."]);
        page.Response.StatusCode = result == ConsultationChange.NotPossible ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return page.Page();
    }
}

/// <summary>
/// A page about the consultation in its address: finds it before anything else of the page runs. Reading needs the task to read, anything else to run it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OfConsultationAttribute : Attribute, IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var scope = http.RequestServices.GetRequiredService<ConsultationScope>();
        var task = HttpMethods.IsPost(http.Request.Method) ? StaffTask.RunConsultations : StaffTask.ReadConsultations;
        if (!int.TryParse((string?)context.RouteData.Values["consultation"], out var id) || await scope.FindAsync(id, task, http.RequestAborted) is not { } shown)
        {
            context.Result = ((PageModel)context.HandlerInstance).NotFound();
            return;
        }

        scope.Shown = shown;
        await next();
    }
}
